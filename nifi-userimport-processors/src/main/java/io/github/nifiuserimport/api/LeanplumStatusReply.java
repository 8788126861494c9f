// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import java.io.IOException;
import java.io.OutputStream;

/** What Leanplum's {@code getMultiResults} answers. */
public sealed interface LeanplumStatusReply {

    /** The HTTP status. */
    int status();

    /**
     * How the job goes.
     *
     * @param responsesUrl where its API responses are, one for each row
     */
    record Known(JobStatus job, String responsesUrl) implements LeanplumStatusReply {

        @Override
        public int status() {
            return 200;
        }
    }

    /**
     * The request is refused.
     *
     * @param status not 200
     * @param message what is wrong, naming the argument
     */
    record Refused(int status, String message) implements LeanplumStatusReply {}

    /** Writes the reply as JSON; the output stays open. */
    default void write(final OutputStream output) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(output)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeArrayFieldStart("response");
            json.writeStartObject();
            json.writeBooleanField("success", this instanceof Known);
            switch (this) {
                case Known known -> known(json, known);
                case Refused refused -> message(json, "error", refused.message());
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
            json.writeNumberField("successesCount", job.counts().rows() - job.counts().rejected());
            json.writeNumberField("failuresCount", job.counts().rejected());
            json.writeArrayFieldStart("files");
            json.writeString(known.responsesUrl());
            json.writeEndArray();
            json.writeEndObject();
        }
        // The question was answered (success); the import that was asked for did not happen.
        if (job.state() == JobState.FAILED) {
            message(json, "error", job.error());
        }
    }

    private static void message(final JsonGenerator json, final String kind, final String text)
            throws IOException {
        json.writeObjectFieldStart(kind);
        json.writeStringField("message", text);
        json.writeEndObject();
    }
}
