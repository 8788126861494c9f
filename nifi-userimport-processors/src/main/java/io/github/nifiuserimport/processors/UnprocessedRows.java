// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.UnprocessedRowsFile;
import io.github.nifiuserimport.job.run.FileImport;
import io.github.nifiuserimport.job.run.ImportOutcome;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.RowNotation;
import io.github.nifiuserimport.services.PartAttribute;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;

/** The rows that are left of a cancelled import, as a file to be imported as it is. */
final class UnprocessedRows {

    private final ProcessSession session;
    private final FlowFile file;
    private final Delivery delivery;
    private final ComponentLog log;

    /**
     * @param file the file, or the part of one, whose import was cancelled
     * @param delivery of that file
     */
    UnprocessedRows(
            final ProcessSession session,
            final FlowFile file,
            final Delivery delivery,
            final ComponentLog log) {
        this.session = session;
        this.file = file;
        this.delivery = delivery;
        this.log = log;
    }

    /**
     * A FlowFile with the rows, for the session to transfer.
     *
     * @return nothing when it cannot be told which rows are left, which is logged
     * @throws IOException when the file cannot be read
     */
    Optional<FlowFile> of(final FileImport fileImport, final ImportOutcome.Cancelled cancelled)
            throws IOException {
        final JobStatus job = cancelled.job();
        if (cancelled.reached().isEmpty()) {
            log.warn(
                    "{} is a part of another split than that which import {} was begun in; which of"
                            + " its rows are left is not known",
                    file,
                    job.id());
            return Optional.empty();
        }
        final PartProgress reached = cancelled.reached().get();
        final Optional<FlowFile> rows =
                reached.rowsDone() == 0 && file.getAttribute(PartAttribute.LINE_COLUMN) == null
                        ? Optional.of(whole())
                        : rest(fileImport, reached);
        return rows.map(left -> withJob(left, job));
    }

    private FlowFile whole() {
        return session.putAttribute(
                session.clone(file),
                CoreAttributes.FILENAME.key(),
                UnprocessedRowsFile.nameOfWhole(delivery.job().fileName()));
    }

    private Optional<FlowFile> rest(final FileImport fileImport, final PartProgress reached)
            throws IOException {
        final FlowFile rows = session.create(file);
        final RowNotation notation;
        try (var output = session.write(rows)) {
            notation = fileImport.writeUnprocessed(() -> session.read(file), reached, output);
        } catch (final FileFault changed) {
            session.remove(rows);
            log.error(
                    "The rows of {} that import {} has left cannot be handed back: {}",
                    file,
                    delivery.job().id(),
                    changed.getMessage());
            return Optional.empty();
        } catch (final IOException | RuntimeException cutOff) {
            session.remove(rows);
            throw cutOff;
        }
        return Optional.of(
                session.putAllAttributes(
                        rows,
                        Map.of(
                                CoreAttributes.MIME_TYPE.key(),
                                notation.mimeType(),
                                CoreAttributes.FILENAME.key(),
                                UnprocessedRowsFile.name(
                                        delivery.job().fileName(),
                                        notation,
                                        delivery.part(),
                                        delivery.job().parts()))));
    }

    private FlowFile withJob(final FlowFile rows, final JobStatus job) {
        final Map<String, String> attributes = ImportAttributes.of(job);
        attributes.put(ImportAttributes.UNPROCESSED_FROM, job.id());
        // That the import was cancelled is no fault of these rows.
        return PartFlowFiles.asNewFile(
                session,
                session.removeAttribute(
                        session.putAllAttributes(rows, attributes), ImportAttributes.ERROR));
    }
}
