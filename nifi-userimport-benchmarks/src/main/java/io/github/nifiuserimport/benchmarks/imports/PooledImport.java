// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.imports;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.NewUndo;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.UndoRefused;
import io.github.nifiuserimport.job.check.CheckedRows;
import io.github.nifiuserimport.job.check.FileCheck;
import io.github.nifiuserimport.job.check.FileReport;
import io.github.nifiuserimport.job.dryrun.DryRun;
import io.github.nifiuserimport.job.dryrun.DryRunReport;
import io.github.nifiuserimport.job.run.FileImport;
import io.github.nifiuserimport.job.run.ImportOutcome;
import io.github.nifiuserimport.job.run.ImportProgress;
import io.github.nifiuserimport.job.run.ImportSettings;
import io.github.nifiuserimport.job.sort.SortSettings;
import io.github.nifiuserimport.job.undo.ImportUndo;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.store.PostgreSQLImportStore;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** All that PutUserImport does with a file, without NiFi, over a pool that is closed afterwards. */
public final class PooledImport {

    /** PutUserImport's default. */
    private static final long SORTED_FROM_BYTES = 1L << 20;

    private static final ImportProgress UNHEARD =
            new ImportProgress() {
                @Override
                public void applied(final Counts batch) {}

                @Override
                public boolean stopRequested() {
                    return false;
                }
            };

    private final LocalPostgres postgres;
    private final SchemaName schema;
    private final Duration keepHistoryFor;
    private final ImportSettings settings;

    /** With the store's defaults. */
    public PooledImport(final LocalPostgres postgres, final Path folder) {
        this(postgres, folder, "userimport", PostgreSQLImportStore.KEEP_HISTORY_FOR);
    }

    /**
     * Imports.
     *
     * @param folder where files are sorted
     * @param schema of the tables
     * @param keepHistoryFor zero to keep nothing
     */
    public PooledImport(
            final LocalPostgres postgres,
            final Path folder,
            final String schema,
            final Duration keepHistoryFor) {
        this.postgres = postgres;
        this.schema = new SchemaName(schema);
        this.keepHistoryFor = keepHistoryFor;
        // PutUserImport's defaults.
        settings =
                ImportSettings.ofBatchRows(2000)
                        .withMaxConcurrentBatches(2)
                        .withSorting(SortSettings.of(SORTED_FROM_BYTES, folder));
    }

    /** Makes the tables. */
    public void migrate() throws StoreException {
        try (HikariDataSource pool = pool()) {
            store(pool).migrate();
        }
    }

    /**
     * Imports a CSV file of users.
     *
     * @return seconds
     */
    public double run(final Path file) throws StoreException, IOException {
        return runJob(file).seconds();
    }

    /**
     * An import.
     *
     * @param job its id
     * @param seconds that it took
     */
    public record Run(String job, double seconds) {}

    /** Imports a CSV file of users. */
    public Run runJob(final Path file) throws StoreException, IOException {
        final String job = UUID.randomUUID().toString();
        final Delivery delivery =
                new Delivery(
                        new NewJob(job, "default", null, "users.csv", Files.size(file), 1),
                        new PartId(job, 0),
                        "benchmark");
        try (HikariDataSource pool = pool()) {
            final FileImport fileImport =
                    new FileImport(
                            store(pool),
                            CsvFormat.defaults(),
                            Layouts.of(LayoutSettings.DEFAULTS),
                            settings);
            final long start = System.nanoTime();
            final ImportOutcome outcome =
                    fileImport.run(delivery, () -> Files.newInputStream(file), UNHEARD);
            final double seconds = (System.nanoTime() - start) / 1e9;
            if (!(outcome instanceof ImportOutcome.Done)) {
                throw new IllegalStateException("The import has ended otherwise: " + outcome);
            }
            return new Run(job, seconds);
        }
    }

    /**
     * Takes an import back.
     *
     * @return seconds
     */
    public double undo(final String job) throws StoreException, UndoRefused {
        final String undo = UUID.randomUUID().toString();
        try (HikariDataSource pool = pool()) {
            final PostgreSQLImportStore store = store(pool);
            final long start = System.nanoTime();
            store.registerUndo(new NewUndo(undo, "default", job), "benchmark", () -> {});
            final ImportOutcome outcome =
                    new ImportUndo(store, store).run(undo, "benchmark", UNHEARD);
            final double seconds = (System.nanoTime() - start) / 1e9;
            if (!(outcome instanceof ImportOutcome.Done)) {
                throw new IllegalStateException("The undo has ended otherwise: " + outcome);
            }
            return seconds;
        }
    }

    /**
     * Tries a CSV file of users, which is checked before.
     *
     * @param sorting whether it may be applied in order of its keys
     */
    public DryRunReport dryRun(final Path file, final boolean sorting)
            throws StoreException, IOException {
        final Layout layout = Layouts.of(LayoutSettings.DEFAULTS);
        final long bytes = Files.size(file);
        final FileReport check =
                new FileCheck(CsvFormat.defaults(), layout, Long.MAX_VALUE, 1_000)
                        .run(() -> Files.newInputStream(file), bytes, CheckedRows.IGNORED);
        if (check.fault().isPresent()) {
            throw new IllegalStateException(check.fault().get());
        }
        try (HikariDataSource pool = pool()) {
            return new DryRun(
                            store(pool),
                            CsvFormat.defaults(),
                            layout,
                            sorting ? settings : ImportSettings.ofBatchRows(2000),
                            1_000)
                    .run(
                            "default",
                            () -> Files.newInputStream(file),
                            bytes,
                            DryRun.REPORT_ALONE,
                            () -> false)
                    .orElseThrow();
        }
    }

    private PostgreSQLImportStore store(final HikariDataSource pool) {
        return new PostgreSQLImportStore(pool::getConnection, schema, keepHistoryFor);
    }

    private HikariDataSource pool() {
        final HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.jdbcUrl());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }
}
