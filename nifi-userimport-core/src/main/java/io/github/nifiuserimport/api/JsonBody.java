// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nifiuserimport.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** Reads a JSON body whose fields are a request's arguments; it carries no file. */
public final class JsonBody implements RequestBody {

    /** How many bytes it may have. */
    public static final int MAX_BYTES = 1_000_000;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final Optional<String> uploadField;
    private final RequestArguments arguments;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /**
     * @param uploadField the field that would carry a file in another form
     * @param arguments takes the fields: texts and numbers as they are, lists as JSON; null is as
     *     good as not there
     */
    public JsonBody(final Optional<String> uploadField, final RequestArguments arguments) {
        this.uploadField = uploadField;
        this.arguments = arguments;
    }

    @Override
    public void add(final ByteBuffer more) throws RequestFault {
        if (bytes.size() + more.remaining() > MAX_BYTES) {
            throw new RequestFault("the JSON body has more than " + MAX_BYTES + " bytes");
        }
        while (more.hasRemaining()) {
            bytes.write(more.get());
        }
    }

    @Override
    public void end() throws IOException, RequestFault {
        for (final Map.Entry<String, JsonNode> field : object(bytes.toByteArray()).properties()) {
            if (uploadField.filter(field.getKey()::equals).isPresent()) {
                throw new RequestFault(
                        "file: is not taken in JSON; send it with curl -F file=@users.csv");
            }
            if (!field.getValue().isNull()) {
                arguments.add(
                        field.getKey(),
                        field.getValue().isValueNode()
                                ? field.getValue().asText()
                                : field.getValue().toString());
            }
        }
    }

    private static JsonNode object(final byte[] json) throws IOException, RequestFault {
        final JsonNode body;
        try {
            body = MAPPER.readTree(json);
        } catch (final JsonProcessingException broken) {
            throw new RequestFault(
                    broken.getLocation() == null
                            ? "the body is no valid JSON"
                            : Text.format(
                                    "the body is no valid JSON: line %d, column %d",
                                    broken.getLocation().getLineNr(),
                                    broken.getLocation().getColumnNr()));
        } catch (final CharConversionException noText) {
            throw new RequestFault("the body is no valid JSON: it is not UTF-8");
        }
        if (body == null || !body.isObject()) {
            throw new RequestFault(
                    "the body is not a JSON object; its fields are the arguments: {\"action\":"
                            + " \"multi\", …}");
        }
        return body;
    }
}
