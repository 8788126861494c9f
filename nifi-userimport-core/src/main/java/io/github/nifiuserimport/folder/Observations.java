// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How long files have stayed the same, measured from when this machine first saw them so: the times
 * of files come from a file server's clock, which may differ.
 */
final class Observations {

    private final LongSupplier nanos;
    private final Map<Path, Observation> files = new HashMap<>();

    /**
     * @param nanos a monotonic clock, such as {@link System#nanoTime}
     */
    Observations(final LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How long the file has been seen as that version; zero if it was not before. */
    Duration unchanged(final Path file, final FileVersion version) {
        final Observation seen = files.get(file);
        if (seen == null || !seen.version.equals(version)) {
            restart(file, version);
            return Duration.ZERO;
        }
        return Duration.ofNanos(nanos.getAsLong() - seen.since);
    }

    /** Whether that version looks finished; the file is opened only once for each version. */
    boolean looksWhole(final Path file) throws IOException {
        final Observation seen = files.get(file);
        if (seen.looksWhole == null) {
            seen.looksWhole = FileEnd.looksWhole(file);
        }
        return seen.looksWhole;
    }

    /** Whether the file was seen before, in this or another version. */
    boolean know(final Path file) {
        return files.containsKey(file);
    }

    /** Treats that version as finished, however it ends. */
    void takeAsWhole(final Path file, final FileVersion version) {
        restart(file, version);
        files.get(file).looksWhole = true;
    }

    /** Counts the time of that version from now on. */
    void restart(final Path file, final FileVersion version) {
        files.put(file, new Observation(version, nanos.getAsLong()));
    }

    /** Keeps what is known of a file that has another path now. */
    void moved(final Path from, final Path to) {
        final Observation seen = files.remove(from);
        if (seen != null) {
            files.put(to, seen);
        }
    }

    void forget(final Path file) {
        files.remove(file);
    }

    /** Forgets the others. */
    void retain(final Set<Path> present) {
        files.keySet().retainAll(present);
    }

    private static final class Observation {
        private final FileVersion version;
        private final long since;
        private Boolean looksWhole;

        Observation(final FileVersion version, final long since) {
            this.version = version;
            this.since = since;
        }
    }
}
