// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;

/** What Leanplum's {@code multi} answers. */
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
            json.writeBooleanField("success", this instanceof Accepted);
            switch (this) {
                case Accepted accepted -> json.writeStringField("jobId", accepted.jobId());
                case Refused refused -> {
                    json.writeObjectFieldStart("error");
                    json.writeStringField("message", refused.error());
                    json.writeEndObject();
                }
            }
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
