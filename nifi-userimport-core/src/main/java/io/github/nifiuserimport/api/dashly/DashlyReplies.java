// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api.dashly;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.api.DryRunArgument;
import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.job.RowNotes;
import io.github.nifiuserimport.job.check.FileReport;
import io.github.nifiuserimport.job.dryrun.DryRunReport;
import java.io.IOException;

/**
 * The envelope of Dashly's replies: {@code {"meta":{"status":200},"data":{…}}}, and of its
 * refusals: {@code {"meta":{"status":400,"error":"BadRequest","error_message":"…"},"data":{}}}.
 */
final class DashlyReplies {

    private DashlyReplies() {}

    /**
     * The file will be imported.
     *
     * @param rowErrors of rows that will not
     * @param updatesPlanned rows that will
     * @param importId id of the job, or null when there is none
     */
    static HttpReply accepted(
            final RowNotes rowErrors, final long updatesPlanned, final String importId) {
        return reply(200, null, json -> rows(json, rowErrors, updatesPlanned, importId));
    }

    /** What importing the file would change, beside what is replied to one that is imported. */
    static HttpReply tried(final FileReport check, final DryRunReport report) {
        return reply(
                200,
                null,
                json -> {
                    rows(json, check.rowErrors(), check.updatesPlanned(), null);
                    DryRunArgument.field(check, report).write(json);
                });
    }

    /**
     * How a job goes, in the shape of the reply to its file.
     *
     * @param rowErrors found so far
     */
    static HttpReply job(final JobStatus job, final RowNotes rowErrors) {
        // Rows of the file that are not rejected; those processed so far, while not counted, and
        // those of a cancelled job.
        final long rows = job.counts().get(Count.ROWS);
        final long updatesPlanned =
                (job.state() == JobState.CANCELLED ? rows : Math.max(job.rowsTotal(), rows))
                        - job.counts().get(Count.REJECTED);
        return reply(
                200,
                null,
                json -> {
                    rows(json, rowErrors, updatesPlanned, job.id());
                    json.writeStringField("state", job.state().name());
                    if (job.error() != null) {
                        json.writeStringField("error", job.error());
                    }
                });
    }

    /**
     * The request is refused.
     *
     * @param error what is wrong, naming the parameter, line or column
     */
    static HttpReply refused(final int status, final String error) {
        return reply(status, error, json -> {});
    }

    private static HttpReply reply(
            final int status, final String error, final HttpReply.Json data) {
        return HttpReply.json(
                status,
                json -> {
                    json.writeStartObject();
                    json.writeObjectFieldStart("meta");
                    json.writeNumberField("status", status);
                    if (error != null) {
                        json.writeStringField("error", name(status));
                        json.writeStringField("error_message", error);
                    }
                    json.writeEndObject();
                    json.writeObjectFieldStart("data");
                    data.write(json);
                    json.writeEndObject();
                    json.writeEndObject();
                });
    }

    /** The name of a refusal, for programs (docs/dashly.md, "Refusals"). */
    private static String name(final int status) {
        return switch (status) {
            case 401 -> "NotAuthenticated";
            case 403 -> "PermissionDeniedError";
            case 404 -> "Error404";
            case 405 -> "MethodNotAllowed";
            case 429 -> "TooManyRequests";
            // Dashly names none for these: HTTP's own words.
            case 408 -> "RequestTimeout";
            case 409 -> "Conflict";
            case 413 -> "PayloadTooLarge";
            case 431 -> "RequestHeaderFieldsTooLarge";
            case 503 -> "ServiceUnavailable";
            default -> status < 500 ? "BadRequest" : "Error500";
        };
    }

    private static void rows(
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
