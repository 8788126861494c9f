// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Files that others write, and that are read where they are: tells which of them nobody has written
 * to for a while.
 *
 * <p>For several threads.
 */
public final class SettledFiles {

    private final Duration settleTime;
    private final Duration unfinishedTime;
    private final Clock clock;
    private final Observations observations;

    /**
     * @param settleTime how long a file has to be seen as it is
     * @param unfinishedTime the same for one that looks as if there were more to come; also the age
     *     from which on a file is not observed at all
     * @param nanos a clock that is never set, as {@link System#nanoTime}
     * @param clock to tell the age of a file by. That of a file server may be another: a file is
     *     taken for old only when it is much older than a pause of its writer
     */
    public SettledFiles(
            final Duration settleTime,
            final Duration unfinishedTime,
            final LongSupplier nanos,
            final Clock clock) {
        this.settleTime = settleTime;
        this.unfinishedTime = unfinishedTime;
        this.clock = clock;
        observations = new Observations(nanos);
    }

    /**
     * The version of a file that can be read; to be asked again until there is one.
     *
     * @return empty when the file has to be waited for
     * @throws NoSuchFileException when there is no such file
     * @throws IOException when it cannot be looked at, or is no file
     */
    public synchronized Optional<FileVersion> settled(final Path file) throws IOException {
        final FileVersion version = present(file);
        final Duration unchanged = observations.unchanged(file, version);
        final Duration age = Duration.between(version.modified().toInstant(), clock.instant());
        final boolean hasSettled =
                isLong(unchanged, unfinishedTime)
                        || isLong(age, unfinishedTime)
                        || isLong(unchanged, settleTime) && observations.looksWhole(file);
        return hasSettled && !isOpen(file, version) ? Optional.of(version) : Optional.empty();
    }

    /**
     * Whether a file is, after it was read, what it was before.
     *
     * @param version that {@link #settled} gave
     */
    public boolean isUnchanged(final Path file, final FileVersion version) throws IOException {
        return FileVersion.of(file.toRealPath()).filter(version::equals).isPresent()
                && !isOpen(file, version);
    }

    /** Forgets a file that is not waited for any more. */
    public synchronized void forget(final Path file) {
        observations.forget(file);
    }

    private static FileVersion present(final Path file) throws IOException {
        final Path real = file.toRealPath();
        if (Files.isDirectory(real)) {
            throw new IOException("it is a folder");
        }
        return FileVersion.of(real).orElseThrow(() -> new IOException("it is no file"));
    }

    private static boolean isOpen(final Path file, final FileVersion version) throws IOException {
        return OpenFiles.named(Set.of(file.toRealPath().getFileName().toString()))
                .contains(version);
    }

    private static boolean isLong(final Duration time, final Duration atLeast) {
        return time.compareTo(atLeast) >= 0;
    }
}
