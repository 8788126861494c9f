// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.job.RowNotes;
import io.github.nifiuserimport.job.check.FileReport;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.FileTooLarge;
import java.io.IOException;
import java.io.OutputStream;

/** What Dashly's {@code users/import} answers. */
public sealed interface DashlyReply extends ApiReply {

    /** The HTTP status, which the reply repeats. */
    @Override
    int status();

    /**
     * The file will be imported.
     *
     * @param rowErrors of rows that will not
     * @param updatesPlanned rows that will
     * @param importId id of the job, or null when there is none
     */
    record Accepted(RowNotes rowErrors, long updatesPlanned, String importId)
            implements DashlyReply {

        @Override
        public int status() {
            return 200;
        }
    }

    /**
     * How a job goes, in the shape of the reply to its file.
     *
     * @param job the job
     * @param rowErrors found so far
     */
    record Known(JobStatus job, RowNotes rowErrors) implements DashlyReply {

        @Override
        public int status() {
            return 200;
        }

        /** Rows of the file that are not rejected; those processed so far, while not counted. */
        private long updatesPlanned() {
            return Math.max(job.rowsTotal(), job.counts().get(Count.ROWS))
                    - job.counts().get(Count.REJECTED);
        }
    }

    /**
     * The request is refused.
     *
     * @param status 4xx
     * @param error what is wrong, naming the parameter, line or column
     */
    record Refused(int status, String error) implements DashlyReply {}

    /**
     * The reply to a file that was checked.
     *
     * @param importId id of the job, or null when there is none
     */
    static DashlyReply of(final FileReport report, final String importId) {
        return report.fault()
                .<DashlyReply>map(DashlyReply::refused)
                .orElseGet(
                        () -> new Accepted(report.rowErrors(), report.updatesPlanned(), importId));
    }

    private static Refused refused(final FileFault fault) {
        // What is refused is a parameter of the request; its name goes first.
        return new Refused(
                fault instanceof FileTooLarge ? 413 : 400, "file: " + fault.getMessage());
    }

    @Override
    default void write(final OutputStream output) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(output)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeObjectFieldStart("meta");
            json.writeNumberField("status", status());
            if (this instanceof Refused refused) {
                json.writeStringField("error", refused.error());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("data");
            switch (this) {
                case Accepted accepted ->
                        data(
                                json,
                                accepted.rowErrors(),
                                accepted.updatesPlanned(),
                                accepted.importId());
                case Known known -> {
                    final JobStatus job = known.job();
                    data(json, known.rowErrors(), known.updatesPlanned(), job.id());
                    json.writeStringField("state", job.state().name());
                    if (job.error() != null) {
                        json.writeStringField("error", job.error());
                    }
                }
                case Refused refused -> {}
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private static void data(
            final JsonGenerator json,
            final RowNotes rowErrors,
            final long updatesPlanned,
            final String importId)
            throws IOException {
        json.writeObjectFieldStart("row_errors");
        for (final RowNote error : rowErrors.kept()) {
            json.writeStringField(Long.toString(error.line()), error.sentence());
        }
        json.writeEndObject();
        if (rowErrors.leftOut() > 0) {
            json.writeNumberField("row_errors_left_out", rowErrors.leftOut());
        }
        json.writeNumberField("updates_planned", updatesPlanned);
        if (importId != null) {
            json.writeStringField("import_id", importId);
        }
    }
}
