// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.job.RowNotes;
import java.io.IOException;
import java.io.OutputStream;

/**
 * How a job goes, in the shape of Dashly's reply to its file.
 *
 * @param job the job
 * @param rowErrors found so far
 */
public record DashlyStatusReply(JobStatus job, RowNotes rowErrors) {

    /** Rows of the file that are not rejected; those processed so far, while not counted. */
    private long updatesPlanned() {
        return Math.max(job.rowsTotal(), job.counts().rows()) - job.counts().rejected();
    }

    /** Writes the reply as JSON; the output stays open. */
    public void write(final OutputStream output) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(output)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeObjectFieldStart("meta");
            json.writeNumberField("status", 200);
            json.writeEndObject();
            json.writeObjectFieldStart("data");
            json.writeObjectFieldStart("row_errors");
            for (final RowNote error : rowErrors.kept()) {
                json.writeStringField(Long.toString(error.line()), error.sentence());
            }
            json.writeEndObject();
            if (rowErrors.leftOut() > 0) {
                json.writeNumberField("row_errors_left_out", rowErrors.leftOut());
            }
            json.writeNumberField("updates_planned", updatesPlanned());
            json.writeStringField("import_id", job.id());
            json.writeStringField("state", job.state().name());
            if (job.error() != null) {
                json.writeStringField("error", job.error());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }
}
