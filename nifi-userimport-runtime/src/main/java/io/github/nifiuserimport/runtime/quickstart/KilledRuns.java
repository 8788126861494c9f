// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.Folders;
import io.github.nifiuserimport.runtime.OrphanedProcesses;
import io.github.nifiuserimport.runtime.OrphanedProcesses.OrphanedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Runs that were killed could not stop what they had started. A workspace whose lock nobody has is
 * of such a run, or of one that has ended in order and left nothing behind.
 */
final class KilledRuns {

    private final Console console;

    KilledRuns(final Console console) {
        this.console = console;
    }

    /** Ends what such runs have left behind in temporary folders, and removes these. */
    void cleanTemporary() throws IOException {
        for (final Path folder : Workspace.temporaryOnes()) {
            final Optional<WorkspaceLock> free = WorkspaceLock.take(folder);
            if (free.isPresent()) {
                final WorkspaceLock lock = free.get();
                try (lock) {
                    end(folder);
                    console.say("Removing %s, left behind by a run that was killed.", folder);
                    Folders.delete(folder);
                }
            }
        }
    }

    /**
     * Ends what such a run has left behind in a folder that is kept. What its flow was at goes on
     * with the next run.
     *
     * @param folder may not exist yet
     */
    void cleanKept(final Path folder) throws IOException {
        if (!WorkspaceLock.isIn(folder)) {
            return;
        }
        final Optional<WorkspaceLock> free = WorkspaceLock.take(folder);
        if (free.isPresent()) {
            final WorkspaceLock lock = free.get();
            try (lock) {
                end(folder.toRealPath());
            }
        }
    }

    private void end(final Path folder) {
        final List<OrphanedProcess> orphans = OrphanedProcesses.in(folder);
        if (orphans.isEmpty()) {
            return;
        }
        console.say("A run that was killed left these running in %s:", folder);
        for (final OrphanedProcess orphan : orphans) {
            console.say("  stopping %s …", orphan.description());
            orphan.end();
        }
    }
}
