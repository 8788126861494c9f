// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.FileContent;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.OpenedPart;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.RowMapper;
import io.github.nifiuserimport.profile.Action;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.FileTooLarge;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.row.RowNotation;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.row.UnpackedFormat;
import java.io.IOException;
import java.util.Optional;

/**
 * Imports one part of a job: checks the whole file, then applies its rows batch by batch, going on
 * where an earlier delivery of the same part was cut off.
 *
 * <p>The file is read twice. A fault such as a torn UTF-8 sequence may be in the last line, and a
 * file with a fault must not be applied at all; reading costs a small part of what applying does.
 */
public final class FileImport {

    private final ImportStore store;
    private final RowFormat format;
    private final Layout layout;
    private final ImportSettings settings;

    public FileImport(
            final ImportStore store,
            final RowFormat format,
            final Layout layout,
            final ImportSettings settings) {
        this.store = store;
        this.format = new UnpackedFormat(format, settings.maxFileBytes());
        this.layout = layout;
        this.settings = settings;
    }

    /**
     * Runs the import to its end, or until asked to stop.
     *
     * @param content of the part's file
     * @param progress hears of each batch, and may ask to stop
     * @throws StoreException when the store failed; batches applied so far stay applied
     * @throws IOException when the file cannot be read
     */
    public ImportOutcome run(
            final Delivery delivery, final FileContent content, final ImportProgress progress)
            throws StoreException, IOException {
        final NewJob job = delivery.job();
        final PartId part = delivery.part();
        final Header header = header(job, content);
        final OpenedPart opened =
                store.open(job.withHeader(header.action(), header.notation()), part);
        if (opened.job().state() == JobState.FAILED) {
            return new ImportOutcome.Failed(opened.job());
        }
        if (opened.job().state() == JobState.FINISHED) {
            return new ImportOutcome.Done(opened.job());
        }
        try {
            header.check();
            long total = opened.progress().rowsTotal();
            if (total < 0) {
                total = countRows(content);
                store.counted(part, total);
            }
            return apply(delivery, opened, total, content, progress);
        } catch (FileFault fault) {
            final String reason = job.fileName() + ", " + fault.getMessage();
            return new ImportOutcome.Failed(store.fail(job.id(), reason, delivery.flowFileId()));
        }
    }

    /**
     * What the header says before the job is there to be told.
     *
     * @param action what every row does, or null
     * @param notation how rows are handed back, or null
     * @param fault why the file is refused, or null
     */
    private record Header(String action, RowNotation notation, FileFault fault) {

        void check() throws FileFault {
            if (fault != null) {
                throw fault;
            }
        }
    }

    private Header header(final NewJob job, final FileContent content) throws IOException {
        if (job.fileSize() > settings.maxFileBytes()) {
            return new Header(
                    job.action(), null, new FileTooLarge(job.fileSize(), settings.maxFileBytes()));
        }
        try (RowReader reader = format.open(content.open(), layout)) {
            final Optional<Action> action = layout.bind(reader).action();
            return new Header(action.map(Action::apiName).orElse(null), reader.notation(), null);
        } catch (FileFault fault) {
            return new Header(job.action(), null, fault);
        }
    }

    private long countRows(final FileContent content) throws IOException, FileFault {
        try (RowReader reader = format.open(content.open(), layout)) {
            return reader.skip(Long.MAX_VALUE);
        }
    }

    private ImportOutcome apply(
            final Delivery delivery,
            final OpenedPart opened,
            final long total,
            final FileContent content,
            final ImportProgress progress)
            throws StoreException, IOException, FileFault {
        PartProgress present = opened.progress();
        if (!present.finished()) {
            try (RowReader reader = format.open(content.open(), layout);
                    ReadAhead read =
                            new ReadAhead(
                                    batches(delivery, opened, total, reader), store.preparation());
                    ApplyAhead batches =
                            new ApplyAhead(
                                    read,
                                    settings.maxConcurrentBatches(),
                                    settings.batchTimeout(),
                                    progress)) {
                while (!present.finished()) {
                    if (progress.stopRequested()) {
                        return new ImportOutcome.Stopped();
                    }
                    final PartProgress after = batches.next();
                    progress.applied(after.counts().minus(present.counts()));
                    present = after;
                }
            }
        }
        return new ImportOutcome.Done(store.status(delivery.job().id()).orElseThrow());
    }

    /** The batches that are not applied yet. */
    private BatchReader batches(
            final Delivery delivery,
            final OpenedPart opened,
            final long total,
            final RowReader reader)
            throws IOException, FileFault {
        final RowMapper mapper = layout.bind(reader);
        final long done = opened.progress().rowsDone();
        reader.skip(done);
        return new BatchReader(
                reader, mapper, settings, delivery, done, total, opened.job().started());
    }
}
