// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.dryrun;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.KeyOrder;
import io.github.nifiuserimport.job.KeyPlace;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.OpenedPart;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.job.RowNotes;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.job.run.BatchTransaction;
import io.github.nifiuserimport.job.run.DryRunBatch;
import io.github.nifiuserimport.job.run.DryRunSession;
import io.github.nifiuserimport.job.run.PartStore;
import io.github.nifiuserimport.job.run.PreparedBatch;
import io.github.nifiuserimport.job.run.WrittenBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** In the place of a store: the ledger of a file that is not imported, in memory. */
final class DryRunLedger implements PartStore {

    private final DryRunSession session;
    private final NewJob job;
    private final FirstNotes warnings;
    private final Instant started = Instant.now();
    private Counts counts = Counts.NONE;
    private long rowsTotal = -1;
    private boolean finished;
    private Optional<KeyOrder> order = Optional.empty();
    private String error;

    /**
     * @param maxNotes how many warnings are kept in full
     */
    DryRunLedger(final DryRunSession session, final NewJob job, final int maxNotes) {
        this.session = session;
        this.job = job;
        warnings = new FirstNotes(maxNotes);
    }

    Counts counts() {
        return counts;
    }

    RowNotes warnings() {
        return warnings.notes();
    }

    @Override
    public OpenedPart open(final NewJob opened, final PartId part) {
        return new OpenedPart(status(), progress(), true);
    }

    /** Only now, so that no transaction waits while a file is sorted. */
    @Override
    public PartProgress counted(
            final PartId part, final long rows, final Optional<String> keyColumn)
            throws StoreException {
        session.begin();
        rowsTotal = rows;
        order = keyColumn.map(column -> new KeyOrder(column, 0, Optional.empty()));
        return progress();
    }

    @Override
    public JobStatus fail(final String jobId, final String reason, final String flowFileId) {
        error = reason;
        return status();
    }

    /** Nobody knows of the job to cancel it. */
    @Override
    public JobStatus tellCancelled(final String jobId, final String flowFileId) {
        return status();
    }

    @Override
    public Optional<JobStatus> status(final String jobId) {
        return Optional.of(status());
    }

    private JobStatus status() {
        return new JobStatus(
                job.id(),
                job.appId(),
                job.action(),
                job.fileName(),
                job.fileSize(),
                error != null ? JobState.FAILED : finished ? JobState.FINISHED : JobState.RUNNING,
                rowsTotal,
                counts,
                started,
                started,
                null,
                error,
                null,
                job.notation());
    }

    private PartProgress progress() {
        return new PartProgress(counts.get(Count.ROWS), finished, rowsTotal, counts, order);
    }

    @Override
    public Function<Batch, PreparedBatch> preparation() {
        final Function<Batch, DryRunBatch> preparation = session.preparation();
        return batch -> new Prepared(batch, preparation.apply(batch));
    }

    /** A batch whose transaction is the session's. */
    private final class Prepared implements PreparedBatch, BatchTransaction {

        private final Batch batch;
        private final DryRunBatch rows;
        private WrittenBatch written;

        Prepared(final Batch batch, final DryRunBatch rows) {
            this.batch = batch;
            this.rows = rows;
        }

        @Override
        public Batch batch() {
            return batch;
        }

        /** One batch is written after the other. */
        @Override
        public Optional<Set<String>> users() {
            return Optional.empty();
        }

        @Override
        public BatchTransaction begin() {
            return this;
        }

        @Override
        public void write() throws StoreException {
            try {
                written = rows.write();
            } catch (final IOException unheard) {
                throw new UncheckedIOException(unheard);
            }
        }

        @Override
        public PartProgress commit() {
            written.warnings().forEach(DryRunLedger.this::warn);
            batch.passedOver().forEach(DryRunLedger.this::warn);
            counts = counts.plus(batch.counts(written.counts()));
            finished = batch.last();
            order = order.map(this::behind);
            return progress();
        }

        private KeyOrder behind(final KeyOrder before) {
            final Optional<KeyPlace> end = batch.endsAt();
            return end.isEmpty()
                    ? before
                    : new KeyOrder(before.column(), before.rows() + batch.rows(), end);
        }

        @Override
        public void close() {
            // The session's is rolled back as a whole.
        }
    }

    private void warn(final WarnedRow row) {
        warnings.add(new RowNote(row.line(), RejectedRow.shown(row.column()), row.text()));
    }
}
