// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;

/** Why InvokeHTTP could not fetch a file, from the attributes that it leaves. */
final class HttpFetchFault {

    private static final String STATUS = "invokehttp.status.code";
    private static final String MESSAGE = "invokehttp.status.message";
    private static final String BODY = "invokehttp.response.body";
    private static final String EXCEPTION = "invokehttp.java.exception.message";
    private static final String KEY = "gcs.key";

    private static final JsonMapper JSON = new JsonMapper();

    private HttpFetchFault() {}

    /** A sentence for people, or nothing where InvokeHTTP did not fail. */
    static Optional<String> of(final FlowFile file) {
        // A status as well, where the connection broke while the content came.
        final String exception = file.getAttribute(EXCEPTION);
        if (exception != null) {
            return Optional.of(
                    unread(file) + "The storage could not be reached, or broke off: " + exception);
        }
        final String status = file.getAttribute(STATUS);
        return status == null || status.startsWith("2")
                ? Optional.empty()
                : Optional.of(
                        unread(file) + "The storage refused it with " + status + reason(file));
    }

    private static String unread(final FlowFile file) {
        return Stream.of(ImportAttributes.OBJECT, KEY, CoreAttributes.FILENAME.key())
                .map(file::getAttribute)
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .map(name -> "The file could not be read: " + name + ". ")
                .orElse("The file could not be read. ");
    }

    /** What the storage says in its answer, which Google words as JSON or as a line of text. */
    private static String reason(final FlowFile file) {
        final String body = file.getAttribute(BODY);
        if (body == null || body.isBlank()) {
            final String message = file.getAttribute(MESSAGE);
            return message == null || message.isBlank() ? "" : " " + message;
        }
        try {
            final JsonNode message = JSON.readTree(body).at("/error/message");
            return ": " + (message.isTextual() ? message.asText() : body.strip());
        } catch (final JsonProcessingException text) {
            return ": " + body.strip();
        }
    }
}
