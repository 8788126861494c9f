// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The mark of the run that a workspace belongs to: a lock on a file in it. However the run ends,
 * the operating system lets go of the lock; the file stays, and tells whose folder it is.
 */
final class WorkspaceLock implements AutoCloseable {

    private static final String NAME = "quickstart.lock";

    private final FileChannel file;

    private WorkspaceLock(final FileChannel file) {
        this.file = file;
    }

    /** Whether a folder is a workspace, of a run that goes on or of one that has ended. */
    static boolean isIn(final Path folder) {
        return Files.isRegularFile(folder.resolve(NAME));
    }

    /** Takes the lock; empty when another run has it. */
    static Optional<WorkspaceLock> take(final Path folder) throws IOException {
        return take(
                FileChannel.open(
                        folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    /** Makes a folder a workspace. Nobody sees the file without its lock. */
    static WorkspaceLock takeFirst(final Path folder) throws IOException {
        final Path hidden = folder.resolve(NAME + ".new");
        final WorkspaceLock lock =
                take(FileChannel.open(
                                hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
                        .orElseThrow(() -> new IOException(hidden + " is locked"));
        Files.move(hidden, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        return lock;
    }

    private static Optional<WorkspaceLock> take(final FileChannel file) throws IOException {
        try {
            if (file.tryLock() != null) {
                return Optional.of(new WorkspaceLock(file));
            }
        } catch (final OverlappingFileLockException e) {
            // This very process has it.
        }
        file.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
