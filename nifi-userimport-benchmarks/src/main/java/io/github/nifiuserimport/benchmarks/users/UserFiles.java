// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.users;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of {@link Users}, whole or split by user. Written once, however often they are asked for.
 */
public final class UserFiles {

    private static final int BUFFER = 1 << 16;

    private final Path folder;

    /**
     * @param folder that the files are in; it is there
     */
    public UserFiles(final Path folder) {
        this.folder = folder;
    }

    private interface Line {
        void append(StringBuilder to, long user, Snapshot snapshot);
    }

    /**
     * CSV files under a header.
     *
     * @param name of the files, so that those of another header are others
     * @param parts how many files; each user is in one of them
     */
    public List<Path> csv(
            final String name,
            final String header,
            final Snapshot snapshot,
            final int users,
            final int parts)
            throws IOException {
        return files(name + ".csv", header + '\n', false, snapshot, users, parts, Users::csv);
    }

    /** The same with the rows in order of their keys, as imports of large files apply them. */
    public List<Path> csvInOrderOfKeys(
            final String name,
            final String header,
            final Snapshot snapshot,
            final int users,
            final int parts)
            throws IOException {
        return files(
                name + "-in-order.csv", header + '\n', true, snapshot, users, parts, Users::csv);
    }

    /** Files that COPY takes. */
    public List<Path> copy(final Snapshot snapshot, final int users, final int parts)
            throws IOException {
        return files("copy.txt", "", false, snapshot, users, parts, Users::copyLine);
    }

    private List<Path> files(
            final String name,
            final String header,
            final boolean inOrderOfKeys,
            final Snapshot snapshot,
            final int users,
            final int parts,
            final Line line)
            throws IOException {
        final List<Path> files = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            final Path file =
                    folder.resolve(
                            Text.format("%d-%d-%s-%d-%s", part, parts, snapshot, users, name));
            if (!Files.exists(file)) {
                write(file, header, inOrderOfKeys, snapshot, users, part, parts, line);
            }
            files.add(file);
        }
        return files;
    }

    private static void write(
            final Path file,
            final String header,
            final boolean inOrderOfKeys,
            final Snapshot snapshot,
            final int users,
            final int part,
            final int parts,
            final Line line)
            throws IOException {
        final long[] order = inOrderOfKeys ? Users.inOrderOfKeys(users) : null;
        final StringBuilder text = new StringBuilder(BUFFER + 1024).append(header);
        try (Writer writer = Files.newBufferedWriter(file)) {
            for (int row = 0; row < users; row++) {
                final long user = order == null ? row : order[row];
                if (parts == 1 || Users.part(user, parts) == part) {
                    line.append(text, user, snapshot);
                    if (text.length() > BUFFER) {
                        writer.append(text);
                        text.setLength(0);
                    }
                }
            }
            writer.append(text);
        }
    }
}
