// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import io.github.nifiuserimport.text.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The NiFis and PostgreSQLs that still run in a folder although whoever started them was killed.
 * They are known by their command lines, which name the folder's own files: a note of process ids
 * would not tell them from others that have got the same ids since.
 */
public final class OrphanedProcesses {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);

    private OrphanedProcesses() {}

    /** A process that was left behind. */
    public static final class OrphanedProcess {

        private final String name;
        private final ProcessHandle process;

        /** Of a PostgreSQL, what {@link LocalPostgres#in} was given; of a NiFi null. */
        private final Path postgres;

        private OrphanedProcess(
                final String name, final ProcessHandle process, final Path postgres) {
            this.name = name;
            this.process = process;
            this.postgres = postgres;
        }

        /** {@code NiFi (process id 4711)}. */
        public String description() {
            return Text.format("%s (process id %d)", name, process.pid());
        }

        /** Ends it as the run would have: with time to end what it does. */
        public void end() {
            if (postgres == null) {
                Processes.stop(process, STOP_TIMEOUT);
            } else {
                LocalPostgres.stop(postgres, process);
            }
        }
    }

    /**
     * What runs in a folder, in the order in which it is to be ended.
     *
     * @param folder without links in its path
     */
    public static List<OrphanedProcess> in(final Path folder) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.flatMap(process -> ofFolder(process, folder).stream())
                    .sorted(Comparator.comparing(orphan -> orphan.postgres != null))
                    .toList();
        }
    }

    private static Optional<OrphanedProcess> ofFolder(
            final ProcessHandle process, final Path folder) {
        final String line = process.info().commandLine().orElse("");
        if (LocalNifi.isBelow(folder, line)) {
            return Optional.of(new OrphanedProcess("NiFi", process, null));
        }
        return LocalPostgres.folderOf(line)
                .filter(postgres -> postgres.startsWith(folder))
                .map(postgres -> new OrphanedProcess("PostgreSQL", process, postgres));
    }
}
