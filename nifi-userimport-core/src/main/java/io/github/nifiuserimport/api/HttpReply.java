// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.page.Document;
import io.github.nifiuserimport.page.Element;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back over HTTP.
 *
 * @param status the HTTP status
 * @param mimeType of the body; null when there is none
 * @param headers beside the body's type
 * @param fileName of a body that is a file to keep, else null
 * @param body writes the body
 */
public record HttpReply(
        int status, String mimeType, Map<String, String> headers, String fileName, Body body) {

    public static final String JSON = "application/json";
    public static final String JSON_LINES = "application/x-ndjson";
    public static final String HTML = "text/html; charset=utf-8";

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Writes a body, perhaps straight from the store; the output stays open. */
    @FunctionalInterface
    public interface Body {
        void write(OutputStream output) throws IOException, StoreException;
    }

    /** Writes a body as JSON, an object to its end. */
    @FunctionalInterface
    public interface Json {
        void write(JsonGenerator json) throws IOException;
    }

    /** A reply that holds for this moment, and only as what it says it is. */
    static HttpReply of(final int status, final String mimeType, final Body body) {
        final Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        return new HttpReply(status, mimeType, headers, null, body);
    }

    /** A reply in JSON. */
    public static HttpReply json(final int status, final Json body) {
        return of(
                status,
                JSON,
                output -> {
                    try (JsonGenerator json = FACTORY.createGenerator(output)) {
                        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                        body.write(json);
                    }
                });
    }

    /** A reply without a body. */
    public static HttpReply empty(final int status) {
        return of(status, null, output -> {});
    }

    /** A reply in whatever a program asks for. */
    public static HttpReply text(final String mimeType, final Body body) {
        return of(200, mimeType, body);
    }

    /** A file for the client to keep. */
    static HttpReply file(final String name, final String mimeType, final Body body) {
        final HttpReply reply =
                of(200, mimeType, body).with("Content-Disposition", AttachmentHeader.of(name));
        return new HttpReply(
                reply.status, reply.mimeType, reply.headers, AttachmentHeader.cleaned(name), body);
    }

    /** A page. */
    public static HttpReply page(final int status, final Element page) {
        return of(status, HTML, output -> Document.write(page, output))
                .with("Content-Security-Policy", Document.POLICY);
    }

    /** The same with one more header. */
    public HttpReply with(final String header, final String value) {
        final Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpReply(status, mimeType, more, fileName, body);
    }
}
