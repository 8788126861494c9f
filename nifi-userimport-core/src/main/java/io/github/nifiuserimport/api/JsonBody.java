// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Reads a JSON body whose fields are a request's arguments. */
public final class JsonBody {

    /** How many bytes it may have. */
    public static final long MAX_BYTES = 1_000_000;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private JsonBody() {}

    /**
     * Adds the body's fields to the arguments: texts and numbers as they are, lists as JSON; null
     * is as good as not there.
     *
     * @param bytes that the body has
     * @throws RequestFault when it is not a JSON object
     */
    public static void read(
            final InputStream input, final long bytes, final RequestArguments arguments)
            throws IOException, RequestFault {
        if (bytes > MAX_BYTES) {
            throw new RequestFault("the JSON body has more than " + MAX_BYTES + " bytes");
        }
        for (final Map.Entry<String, JsonNode> field : object(input).properties()) {
            if (!field.getValue().isNull()) {
                arguments.add(
                        field.getKey(),
                        field.getValue().isValueNode()
                                ? field.getValue().asText()
                                : field.getValue().toString());
            }
        }
    }

    private static JsonNode object(final InputStream input) throws IOException, RequestFault {
        final JsonNode body;
        try {
            body = MAPPER.readTree(input);
        } catch (final JsonProcessingException broken) {
            throw new RequestFault(
                    broken.getLocation() == null
                            ? "the body is no valid JSON"
                            : Text.format(
                                    "the body is no valid JSON: line %d, column %d",
                                    broken.getLocation().getLineNr(),
                                    broken.getLocation().getColumnNr()));
        }
        if (body == null || !body.isObject()) {
            throw new RequestFault(
                    "the body is not a JSON object; its fields are the arguments: {\"action\":"
                            + " \"multi\", …}");
        }
        return body;
    }
}
