// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.FileContent;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.OpenedPart;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.sort.TemporaryFileException;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.profile.Action;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.FileTooLarge;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.row.RowNotation;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.row.UnpackedFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Imports one part of a job: checks the whole file, then applies its rows batch by batch, going on
 * where an earlier delivery of the same part was cut off.
 *
 * <p>The file is read twice. A fault such as a torn UTF-8 sequence may be in the last line, and a
 * file with a fault must not be applied at all; reading costs a small part of what applying does.
 * On the way, the rows of a large file are put in order of their keys ({@link
 * io.github.nifiuserimport.job.sort}).
 */
public final class FileImport {

    private final PartStore store;
    private final RowFormat format;
    private final Layout layout;
    private final ImportSettings settings;

    public FileImport(
            final PartStore store,
            final RowFormat format,
            final Layout layout,
            final ImportSettings settings) {
        this.store = store;
        this.format = format;
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
        final Header header = header(delivery.job(), content);
        final NewJob job = delivery.job().withHeader(header.action(), header.notation());
        final PartId part = delivery.part();
        final OpenedPart opened = store.open(job, part);
        if (opened.job().state().ended()) {
            return ended(opened, delivery);
        }
        try {
            header.check();
            try (PartRows rows =
                    new PartRows(
                            format,
                            layout,
                            settings,
                            content,
                            header.notation(),
                            job.fileSize(),
                            progress)) {
                return apply(delivery, opened, rows, progress);
            }
        } catch (FileFault fault) {
            final String reason = job.fileName() + ", " + fault.getMessage();
            store.fail(job.id(), reason, delivery.flowFileId());
            return ended(store.open(job, part), delivery);
        } catch (StoreException stopped) {
            if (!stopped.jobEnded()) {
                throw stopped;
            }
            return ended(store.open(job, part), delivery);
        }
    }

    /** Of a part whose job has ended, now or before it came. */
    private ImportOutcome ended(final OpenedPart opened, final Delivery delivery)
            throws StoreException {
        return switch (opened.job().state()) {
            case FAILED -> new ImportOutcome.Failed(opened.job());
            case CANCELLED -> cancelled(opened, delivery);
            case FINISHED -> new ImportOutcome.Done(opened.job());
            // It ended, was removed with all that is known of it, and has just been registered
            // anew.
            case PENDING, RUNNING -> new ImportOutcome.Stopped();
        };
    }

    private ImportOutcome cancelled(final OpenedPart opened, final Delivery delivery)
            throws StoreException {
        final JobStatus job = store.tellCancelled(opened.job().id(), delivery.flowFileId());
        if (!opened.ofThisSplit()) {
            return new ImportOutcome.Cancelled(job, Optional.empty());
        }
        return opened.progress().finished()
                ? new ImportOutcome.Done(job)
                : new ImportOutcome.Cancelled(job, Optional.of(opened.progress()));
    }

    /**
     * Writes the rows of a part that were neither applied nor rejected when its job was cancelled,
     * in file order, as a file that can be imported as it is: of CSV the header and rows as they
     * are, of other formats JSON, one record a line.
     *
     * @param content of the part's file
     * @param reached how far it has come
     * @param output stays open
     * @return how they are written
     * @throws FileFault when the file cannot be cut into rows
     */
    public RowNotation writeUnprocessed(
            final FileContent content, final PartProgress reached, final OutputStream output)
            throws IOException, FileFault {
        return new UnprocessedRows(format, layout, settings.maxFileBytes())
                .write(content, reached, output);
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
        final RowFormat unpacked = new UnpackedFormat(format, settings.maxFileBytes());
        try (RowReader reader = unpacked.open(content.open(), layout)) {
            final Optional<Action> action = layout.bind(reader).action();
            return new Header(action.map(Action::apiName).orElse(null), reader.notation(), null);
        } catch (FileFault fault) {
            return new Header(job.action(), null, fault);
        }
    }

    private ImportOutcome apply(
            final Delivery delivery,
            final OpenedPart opened,
            final PartRows rows,
            final ImportProgress progress)
            throws StoreException, IOException, FileFault {
        PartProgress present = opened.progress();
        if (present.rowsTotal() < 0) {
            final Optional<PartRows.Counted> counted = rows.count();
            if (counted.isEmpty()) {
                return new ImportOutcome.Stopped();
            }
            present =
                    store.counted(delivery.part(), counted.get().rows(), counted.get().keyColumn());
        }
        progress.standsAt(present);
        while (!present.finished()) {
            final Optional<PartRows.Opened> part;
            try {
                part = rows.open(present);
            } catch (final TemporaryFileException e) {
                rows.inFileOrder(e.getMessage());
                continue;
            }
            if (part.isEmpty()) {
                return new ImportOutcome.Stopped();
            }
            try (PartRows.Opened left = part.get();
                    ReadAhead read =
                            new ReadAhead(
                                    batches(delivery, opened, present, left), store.preparation());
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
                    progress.standsAt(after);
                    present = after;
                }
            } catch (final TemporaryFileException e) {
                rows.inFileOrder(e.getMessage());
            }
        }
        return new ImportOutcome.Done(store.status(delivery.job().id()).orElseThrow());
    }

    private BatchReader batches(
            final Delivery delivery,
            final OpenedPart opened,
            final PartProgress start,
            final PartRows.Opened left)
            throws FileFault {
        return new BatchReader(
                left.rows(),
                layout.bind(left.rows()),
                settings,
                delivery,
                start.rowsDone(),
                start.rowsTotal(),
                opened.job().started(),
                left.key());
    }
}
