// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.job.FileContent;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.dryrun.DryRun;
import io.github.nifiuserimport.job.dryrun.DryRunReport;
import io.github.nifiuserimport.job.run.ImportSettings;
import io.github.nifiuserimport.job.run.ImportStore;
import io.github.nifiuserimport.job.sort.SortSettings;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.row.RowFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Dry runs that are asked for over HTTP. Each holds a thread and a connection to the database for
 * as long as it takes, so few are at work at once, and none for longer than a request may take.
 */
final class DryRuns {

    private static final int MAX = 2;

    /** As PutUserImport has them unless somebody sets something else. */
    private static final int BATCH_ROWS = 2_000;

    private static final long SORTED_FROM_BYTES = 1L << 20;

    private static final int MAX_WARNINGS = 1_000;

    private final ImportStore store;
    private final Duration longest;
    private final Semaphore free = new Semaphore(MAX);

    DryRuns(final ImportStore store, final Duration longest) {
        this.store = store;
        this.longest = longest;
    }

    /** Whether one more may begin, which is to {@link #end()} then. */
    boolean begin() {
        return free.tryAcquire();
    }

    void end() {
        free.release();
    }

    /**
     * Runs one.
     *
     * @param bytes that the file has
     * @return nothing when it takes too long
     */
    Optional<DryRunReport> run(
            final String app,
            final RowFormat format,
            final Layout layout,
            final FileContent content,
            final long bytes)
            throws StoreException, IOException {
        final long begin = System.nanoTime();
        final ImportSettings settings =
                ImportSettings.ofBatchRows(BATCH_ROWS)
                        .withSorting(
                                SortSettings.of(
                                        SORTED_FROM_BYTES,
                                        Path.of(System.getProperty("java.io.tmpdir"))));
        return new DryRun(store, format, layout, settings, MAX_WARNINGS)
                .run(
                        app,
                        content,
                        bytes,
                        DryRun.REPORT_ALONE,
                        () -> System.nanoTime() - begin > longest.toNanos());
    }

    Duration longest() {
        return longest;
    }
}
