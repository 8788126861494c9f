// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.dryrun;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.FileContent;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.run.ChangeSink;
import io.github.nifiuserimport.job.run.ChangedUser;
import io.github.nifiuserimport.job.run.DryRunSession;
import io.github.nifiuserimport.job.run.FileImport;
import io.github.nifiuserimport.job.run.ImportOutcome;
import io.github.nifiuserimport.job.run.ImportProgress;
import io.github.nifiuserimport.job.run.ImportSettings;
import io.github.nifiuserimport.job.run.ImportStore;
import io.github.nifiuserimport.job.run.RepeatedUserException;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.row.RowFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Imports a file where nobody sees it, and says what that has changed: by {@link FileImport}, the
 * layout and the store's own statements, so that it is what an import at this moment would do. No
 * job is made, nothing is written that stays, and no import waits.
 */
public final class DryRun {

    /** For those who want the report alone. */
    public static final ChangeSink REPORT_ALONE =
            new ChangeSink() {
                @Override
                public void begin() {
                    // Not asked for.
                }

                @Override
                public void changed(final ChangedUser user) {
                    // Not asked for.
                }
            };

    private final ImportStore store;
    private final RowFormat format;
    private final Layout layout;
    private final ImportSettings settings;
    private final int maxNotes;

    /**
     * @param settings of the import; batches are written one after the other all the same
     * @param maxNotes how many warnings are reported in full
     */
    public DryRun(
            final ImportStore store,
            final RowFormat format,
            final Layout layout,
            final ImportSettings settings,
            final int maxNotes) {
        this.store = store;
        this.format = format;
        this.layout = layout;
        this.settings = settings.withMaxConcurrentBatches(1);
        this.maxNotes = maxNotes;
    }

    /**
     * Runs it to its end, or until asked to stop.
     *
     * @param appId the app whose users it is about
     * @param content of a file that {@link io.github.nifiuserimport.job.check.FileCheck} found
     *     without a fault
     * @param bytes that the file has
     * @param changes hears what would change
     * @param stopRequested whether to stop; asked between batches, and at each user who would
     *     change
     * @return nothing when it was stopped
     * @throws StoreException when the store failed
     * @throws IOException when the file cannot be read, or the sink failed
     */
    public Optional<DryRunReport> run(
            final String appId,
            final FileContent content,
            final long bytes,
            final ChangeSink changes,
            final BooleanSupplier stopRequested)
            throws StoreException, IOException {
        try {
            return onceOrAnew(appId, content, bytes, changes, stopRequested);
        } catch (final StoppedException stopped) {
            return Optional.empty();
        } catch (final UncheckedIOException failed) {
            if (failed.getCause() instanceof StoppedException) {
                return Optional.empty();
            }
            throw failed.getCause();
        }
    }

    /** It was asked to stop while it told what would change. */
    private static final class StoppedException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private Optional<DryRunReport> onceOrAnew(
            final String appId,
            final FileContent content,
            final long bytes,
            final ChangeSink changes,
            final BooleanSupplier stopRequested)
            throws StoreException, IOException {
        try {
            return run(appId, content, bytes, changes, stopRequested, true);
        } catch (final RepeatedUserException repeated) {
            return run(appId, content, bytes, changes, stopRequested, false);
        }
    }

    private Optional<DryRunReport> run(
            final String appId,
            final FileContent content,
            final long bytes,
            final ChangeSink changes,
            final BooleanSupplier stopRequested,
            final boolean comesOnce)
            throws StoreException, IOException {
        final NewJob job = new NewJob("dry run", appId, null, "the file", bytes, 1);
        final Delivery delivery = new Delivery(job, new PartId(job.id(), 0), job.id());
        final FieldTotals totals = new FieldTotals();
        changes.begin();
        try (DryRunSession session =
                store.dryRun(appId, adding(totals, changes, stopRequested), comesOnce)) {
            final DryRunLedger ledger = new DryRunLedger(session, job, maxNotes);
            final ImportOutcome outcome =
                    new FileImport(ledger, format, layout, settings)
                            .run(delivery, content, stopping(stopRequested));
            switch (outcome) {
                case ImportOutcome.Stopped stopped -> {
                    return Optional.empty();
                }
                case ImportOutcome.Failed failed -> throw new IOException(failed.job().error());
                case ImportOutcome.Cancelled cancelled ->
                        throw new IllegalStateException("There is no job to be cancelled");
                case ImportOutcome.Done done -> session.end();
            }
            return Optional.of(
                    new DryRunReport(
                            ledger.counts(), ledger.warnings(), totals.totals(), totals.leftOut()));
        }
    }

    private static ChangeSink adding(
            final FieldTotals totals,
            final ChangeSink changes,
            final BooleanSupplier stopRequested) {
        return new ChangeSink() {
            @Override
            public void begin() throws IOException {
                changes.begin();
            }

            @Override
            public void changed(final ChangedUser user) throws IOException {
                if (stopRequested.getAsBoolean()) {
                    throw new StoppedException();
                }
                totals.add(user);
                changes.changed(user);
            }
        };
    }

    private static ImportProgress stopping(final BooleanSupplier stopRequested) {
        return new ImportProgress() {
            @Override
            public void applied(final Counts batch) {
                // It is not.
            }

            @Override
            public boolean stopRequested() {
                return stopRequested.getAsBoolean();
            }
        };
    }
}
