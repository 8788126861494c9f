// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api.leanplum;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.api.DryRunArgument;
import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.check.FileReport;
import io.github.nifiuserimport.job.dryrun.DryRunReport;
import java.io.IOException;

/** The envelope of Leanplum's replies: {@code {"response":[{"success":true,…}]}}. */
final class LeanplumReplies {

    private LeanplumReplies() {}

    /** The import is registered. */
    static HttpReply accepted(final String jobId) {
        return reply(200, true, json -> json.writeStringField("jobId", jobId));
    }

    /** What importing the file would change. */
    static HttpReply tried(final FileReport check, final DryRunReport report) {
        return reply(200, true, DryRunArgument.field(check, report));
    }

    /**
     * How a job goes.
     *
     * @param responsesUrl where its API responses are, one for each row
     */
    static HttpReply job(final JobStatus job, final String responsesUrl) {
        // The question was answered (success), also where the import that was asked for failed.
        return reply(200, true, json -> job(json, job, responsesUrl));
    }

    /** The request is refused. */
    static HttpReply refused(final int status, final String error) {
        return reply(status, false, json -> error(json, error));
    }

    private static HttpReply reply(
            final int status, final boolean success, final HttpReply.Json fields) {
        return HttpReply.json(
                status,
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("response");
                    json.writeStartObject();
                    json.writeBooleanField("success", success);
                    fields.write(json);
                    json.writeEndObject();
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private static void job(
            final JsonGenerator json, final JobStatus job, final String responsesUrl)
            throws IOException {
        json.writeStringField("state", state(job.state()));
        if (job.state() == JobState.FINISHED) {
            final long rejected = job.counts().get(Count.REJECTED);
            // As many as there are responses of either kind in the file.
            json.writeObjectFieldStart("data");
            json.writeNumberField("successesCount", job.counts().get(Count.ROWS) - rejected);
            json.writeNumberField("failuresCount", rejected);
            json.writeArrayFieldStart("files");
            json.writeString(responsesUrl);
            json.writeEndArray();
            json.writeEndObject();
        }
        if (job.state() == JobState.FAILED || job.state() == JobState.CANCELLED) {
            error(json, job.error());
        }
    }

    /** Leanplum's jobs cannot be cancelled: to a client, such a one has failed. */
    private static String state(final JobState state) {
        return (state == JobState.CANCELLED ? JobState.FAILED : state).name();
    }

    private static void error(final JsonGenerator json, final String message) throws IOException {
        json.writeObjectFieldStart("error");
        json.writeStringField("message", message);
        json.writeEndObject();
    }
}
