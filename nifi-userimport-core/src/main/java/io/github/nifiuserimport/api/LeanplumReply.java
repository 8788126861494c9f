// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import java.io.IOException;
import java.io.OutputStream;

/** What Leanplum's {@code multi} and {@code getMultiResults} answer. */
public sealed interface LeanplumReply extends ApiReply {

    /**
     * The import is registered.
     *
     * @param jobId id of the job
     */
    record Accepted(String jobId) implements LeanplumReply {

        @Override
        public int status() {
            return 200;
        }
    }

    /**
     * How a job goes.
     *
     * @param responsesUrl where its API responses are, one for each row
     */
    record Known(JobStatus job, String responsesUrl) implements LeanplumReply {

        @Override
        public int status() {
            return 200;
        }
    }

    /**
     * The request is refused.
     *
     * @param status 4xx or 5xx
     * @param error what is wrong, naming the argument
     */
    record Refused(int status, String error) implements LeanplumReply {}

    @Override
    default void write(final OutputStream output) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(output)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeArrayFieldStart("response");
            json.writeStartObject();
            json.writeBooleanField("success", !(this instanceof Refused));
            switch (this) {
                case Accepted accepted -> json.writeStringField("jobId", accepted.jobId());
                case Known known -> known(json, known);
                case Refused refused -> error(json, refused.error());
            }
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void known(final JsonGenerator json, final Known known) throws IOException {
        final JobStatus job = known.job();
        json.writeStringField("state", job.state().name());
        if (job.state() == JobState.FINISHED) {
            // As many as there are responses of either kind in the file.
            json.writeObjectFieldStart("data");
            json.writeNumberField(
                    "successesCount",
                    job.counts().get(Count.ROWS) - job.counts().get(Count.REJECTED));
            json.writeNumberField("failuresCount", job.counts().get(Count.REJECTED));
            json.writeArrayFieldStart("files");
            json.writeString(known.responsesUrl());
            json.writeEndArray();
            json.writeEndObject();
        }
        // The question was answered (success); the import that was asked for did not happen.
        if (job.state() == JobState.FAILED) {
            error(json, job.error());
        }
    }

    private static void error(final JsonGenerator json, final String message) throws IOException {
        json.writeObjectFieldStart("error");
        json.writeStringField("message", message);
        json.writeEndObject();
    }
}
