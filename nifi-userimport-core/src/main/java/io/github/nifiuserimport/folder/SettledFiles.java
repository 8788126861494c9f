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
 * Tells when files that others write, and that are read in place, can be read: when nobody has
 * written to them for a while.
 *
 * <p>Safe for use by several threads.
 */
public final class SettledFiles {

    private final Duration settleTime;
    private final Duration unfinishedTime;
    private final Clock clock;
    private final Observations observations;

    /**
     * @param settleTime how long a file's size and time have to stay the same
     * @param unfinishedTime the same for a file that looks unfinished; an older file is read at
     *     once
     * @param nanos a monotonic clock, such as {@link System#nanoTime}
     * @param clock for the age of files; it may differ from the clock of a file server, which is
     *     why only files older than {@code unfinishedTime} are read at once
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
     * The version of a file that can be read now; to be called again until there is one.
     *
     * @return empty while the file may still be written to
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if it cannot be examined, or is not a file
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
     * Whether a file is still the same after it was read.
     *
     * @param version that {@link #settled} gave
     */
    public boolean isUnchanged(final Path file, final FileVersion version) throws IOException {
        return FileVersion.of(file.toRealPath()).filter(version::equals).isPresent()
                && !isOpen(file, version);
    }

    /** Forgets a file that nobody waits for any more. */
    public synchronized void forget(final Path file) {
        observations.forget(file);
    }

    private static FileVersion present(final Path file) throws IOException {
        final Path real = file.toRealPath();
        if (Files.isDirectory(real)) {
            throw new IOException("it is a folder");
        }
        return FileVersion.of(real).orElseThrow(() -> new IOException("it is not a file"));
    }

    private static boolean isOpen(final Path file, final FileVersion version) throws IOException {
        return OpenFiles.named(Set.of(file.toRealPath().getFileName().toString()))
                .contains(version);
    }

    private static boolean isLong(final Duration time, final Duration minimum) {
        return time.compareTo(minimum) >= 0;
    }
}
