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
 * How long files have been as they are, by this machine's own looks at them: the clock of a file
 * server may be another.
 */
final class Observations {

    private final LongSupplier nanos;
    private final Map<Path, Observation> files = new HashMap<>();

    /**
     * @param nanos a clock that is never set, as {@link System#nanoTime}
     */
    Observations(final LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** How long the file has been seen as that version; zero when it was not. */
    Duration unchanged(final Path file, final FileVersion version) {
        final Observation seen = files.get(file);
        if (seen == null || !seen.version.equals(version)) {
            restart(file, version);
            return Duration.ZERO;
        }
        return Duration.ofNanos(nanos.getAsLong() - seen.since);
    }

    /** Whether that version looks finished; it is read once a version. */
    boolean looksWhole(final Path file) throws IOException {
        final Observation seen = files.get(file);
        if (seen.looksWhole == null) {
            seen.looksWhole = FileEnd.looksWhole(file);
        }
        return seen.looksWhole;
    }

    /** Whether the file was seen before, be it as another version. */
    boolean know(final Path file) {
        return files.containsKey(file);
    }

    /** Takes that version for finished, whatever its end. */
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
