// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.nifiuserimport.benchmarks.users.Snapshot;
import io.github.nifiuserimport.benchmarks.users.UserFiles;
import io.github.nifiuserimport.benchmarks.users.Users;
import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.run.PreparedBatch;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.store.PostgreSQLImportStore;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The store's own statements in a loop: batches are made and prepared beforehand, so the time is
 * that of the database and of what it is told, without reading files and without NiFi. A connection
 * a part.
 */
final class StoreLoop implements AutoCloseable {

    /** Batches of a part that are kept in memory at once: some seconds' work. */
    private static final int AHEAD = 40;

    private final HikariDataSource pool;
    private final PostgreSQLImportStore store;

    StoreLoop(final LocalPostgres postgres) throws StoreException {
        final HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.jdbcUrl());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(4);
        pool = new HikariDataSource(config);
        store = new PostgreSQLImportStore(pool::getConnection, new SchemaName("userimport"));
        store.migrate();
    }

    /**
     * Applies users.
     *
     * @return seconds
     */
    double run(final UserFiles files, final Snapshot snapshot, final int users, final int parts)
            throws Exception {
        final List<Path> paths =
                files.csvInOrderOfKeys("nested", Users.NESTED_HEADER, snapshot, users, parts);
        final String job = UUID.randomUUID().toString();
        final List<BatchSource> sources = new ArrayList<>();
        for (int index = 0; index < parts; index++) {
            final Delivery delivery =
                    new Delivery(
                            new NewJob(job, "default", null, "users.csv", -1, parts),
                            new PartId(job, index),
                            "benchmark");
            store.open(delivery.job(), delivery.part());
            sources.add(new BatchSource(delivery, paths.get(index), store.preparation()));
        }
        long nanos = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(parts)) {
            List<Callable<Void>> work = work(sources);
            while (!work.isEmpty()) {
                final long start = System.nanoTime();
                for (final var applied : threads.invokeAll(work)) {
                    applied.get();
                }
                nanos += System.nanoTime() - start;
                work = work(sources);
            }
        }
        for (final BatchSource source : sources) {
            source.close();
        }
        return nanos / 1e9;
    }

    /** What comes next, for each part that is not at its end. */
    private List<Callable<Void>> work(final List<BatchSource> sources) throws Exception {
        final List<Callable<Void>> work = new ArrayList<>();
        for (final BatchSource source : sources) {
            final List<PreparedBatch> batches =
                    source.next(AHEAD).stream().map(source.preparation()).toList();
            if (!batches.isEmpty()) {
                work.add(
                        () -> {
                            for (final PreparedBatch batch : batches) {
                                batch.apply();
                            }
                            return null;
                        });
            }
        }
        return work;
    }

    @Override
    public void close() {
        pool.close();
    }
}
