// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.run.FileImport;
import io.github.nifiuserimport.job.run.ImportOutcome;
import io.github.nifiuserimport.job.run.ImportProgress;
import io.github.nifiuserimport.job.run.ImportSettings;
import io.github.nifiuserimport.job.sort.SortSettings;
import io.github.nifiuserimport.layout.Layout;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Imports of whole files into one store, as many at once as a test has threads for. */
final class ConcurrentImports implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 12;

    private static final ImportProgress UNTIL_DONE =
            new ImportProgress() {
                @Override
                public void applied(final Counts batch) {
                    // Nobody looks on.
                }

                @Override
                public boolean stopRequested() {
                    return false;
                }
            };

    private final HikariDataSource pool = new HikariDataSource();
    private final PostgreSQLImportStore store;
    private final int batchRows;
    private boolean sorting;

    ConcurrentImports(final StoreFixture fixture, final int batchRows) {
        pool.setDataSource(fixture.database().dataSource());
        pool.setMaximumPoolSize(MAX_CONNECTIONS);
        store = fixture.store(pool::getConnection);
        this.batchRows = batchRows;
    }

    /** Into a store over connections of the test's own. */
    ConcurrentImports(final PostgreSQLImportStore store, final int batchRows) {
        this.store = store;
        this.batchRows = batchRows;
    }

    /** From now on, files are put in the order of their keys first, however small. */
    void sortFiles() {
        sorting = true;
    }

    private ImportSettings settings(final int batches) {
        final ImportSettings settings =
                ImportSettings.ofBatchRows(batchRows).withMaxConcurrentBatches(batches);
        return sorting
                ? settings.withSorting(
                        SortSettings.of(0, Path.of(System.getProperty("java.io.tmpdir"))))
                : settings;
    }

    PostgreSQLImportStore store() {
        return store;
    }

    /**
     * Imports a file to its end.
     *
     * @param batches how many are written at once
     * @return null, so that it can be handed to an executor
     */
    Void run(
            final String app,
            final String job,
            final String file,
            final Layout layout,
            final int batches)
            throws Exception {
        final byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        final ImportOutcome outcome =
                new FileImport(store, CsvFormat.defaults(), layout, settings(batches))
                        .run(
                                new Delivery(
                                        new NewJob(job, app, null, "users.csv", bytes.length, 1),
                                        new PartId(job, 0),
                                        "delivery of " + job),
                                () -> new ByteArrayInputStream(bytes),
                                UNTIL_DONE);
        assertThat(outcome).isInstanceOf(ImportOutcome.Done.class);
        return null;
    }

    @Override
    public void close() {
        pool.close();
    }
}
