// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.jdbc;

import io.github.nifiuserimport.benchmarks.users.Snapshot;
import io.github.nifiuserimport.benchmarks.users.UserFiles;
import io.github.nifiuserimport.runtime.LocalPostgres;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.postgresql.PGConnection;

/** COPY into the store's empty table: the fastest that PostgreSQL takes rows. */
public final class CopyLoop {

    private static final String COPY =
            "COPY userimport.user_profile (user_id, attributes, app_id) FROM STDIN";

    private CopyLoop() {}

    /**
     * Copies users, with a connection a part.
     *
     * @return seconds
     */
    public static double run(
            final LocalPostgres postgres, final UserFiles files, final int users, final int parts)
            throws Exception {
        final List<Callable<Long>> work = new ArrayList<>();
        for (final Path file : files.copy(Snapshot.FIRST, users, parts)) {
            work.add(() -> copy(postgres, file));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(parts)) {
            final long start = System.nanoTime();
            for (final var copied : threads.invokeAll(work)) {
                copied.get();
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static long copy(final LocalPostgres postgres, final Path file) throws Exception {
        try (Connection connection = postgres.connect();
                InputStream in = Files.newInputStream(file)) {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, in);
        }
    }
}
