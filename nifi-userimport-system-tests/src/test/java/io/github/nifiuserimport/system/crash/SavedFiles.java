// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.nifiuserimport.runtime.Folders;
import io.github.nifiuserimport.system.Database;
import io.github.nifiuserimport.system.FolderFlow;
import io.github.nifiuserimport.system.FolderFlow.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;

/**
 * What a flow saved of an import. A file that is there twice counts once: NiFi saves one again when
 * it is killed, or finds its disk full, between that and noting it.
 *
 * @param done files that were imported
 * @param rejected rows to correct
 * @param summaries of the job, without what is another for each job
 * @param failed files that were not imported
 */
record SavedFiles(
        List<String> done, List<String> rejected, List<String> summaries, List<String> failed) {

    private static final List<String> OF_ONE_JOB =
            List.of("id", "app", "created", "started", "finished", "seconds");

    static SavedFiles by(final FolderFlow flow) {
        return new SavedFiles(
                texts(flow, Result.DONE),
                texts(flow, Result.REJECTED),
                texts(flow, Result.SUMMARIES).stream().map(SavedFiles::comparable).toList(),
                texts(flow, Result.FAILED));
    }

    /** Removes everything. */
    static void clear(final FolderFlow flow) {
        try {
            for (final Result result : Result.values()) {
                Folders.delete(flow.inbox().resolve(result.folder()));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(final FolderFlow flow, final Result result) {
        final TreeSet<String> texts = new TreeSet<>();
        try {
            for (final var file : flow.saved(result)) {
                texts.add(file.getFileName() + "\n" + Files.readString(file));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(texts);
    }

    private static String comparable(final String summary) {
        final ObjectNode json =
                (ObjectNode) Database.json(summary.substring(summary.indexOf('\n')));
        json.remove(OF_ONE_JOB);
        return json.toString();
    }
}
