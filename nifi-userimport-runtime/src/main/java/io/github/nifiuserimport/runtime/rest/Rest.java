// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.nifiuserimport.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * NiFi's REST API as JSON trees. Paths are those after {@code /nifi-api}, with the slash.
 *
 * <p>All methods throw {@link RestException} when NiFi refuses or does not answer.
 */
public final class Rest {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(150);
    private static final int TRIES = 5;
    private static final int CONFLICT = 409;
    private static final String KEEP_ALIVE_SECONDS = "jdk.httpclient.keepalive.timeout";

    static {
        // NiFi closes a connection after 30 seconds without a request, and Java, which would keep
        // it as long, might just then send one that it does not dare to repeat.
        if (System.getProperty(KEEP_ALIVE_SECONDS) == null) {
            System.setProperty(KEEP_ALIVE_SECONDS, "10");
        }
    }

    private final URI nifi;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
    private final String clientId = UUID.randomUUID().toString();

    Rest(final URI nifi) {
        this.nifi = nifi;
    }

    public JsonNode get(final String path) {
        return json(request(path).GET());
    }

    public JsonNode post(final String path, final JsonNode body) {
        return json(withBody(path, "POST", body));
    }

    public JsonNode put(final String path, final JsonNode body) {
        return json(withBody(path, "PUT", body));
    }

    public JsonNode delete(final String path) {
        return json(request(path).DELETE());
    }

    /** The answer's bytes. The caller closes the stream. */
    public InputStream download(final String path) {
        return send(request(path).GET());
    }

    /** A new JSON object. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Who asks, as requests that create something have it. */
    String clientId() {
        return clientId;
    }

    /** An entity of something that does not exist yet. */
    ObjectNode newEntity() {
        final ObjectNode entity = object();
        entity.putObject("revision").put("version", 0).put("clientId", clientId);
        return entity;
    }

    /**
     * Changes an entity: reads it, writes what the change makes of its id and revision, and does so
     * again when somebody else was faster.
     *
     * @param entityPath where the entity is read
     * @param writePath where the change is put
     * @param change adds to an object that holds {@code id} and {@code revision}
     */
    JsonNode update(
            final String entityPath, final String writePath, final Consumer<ObjectNode> change) {
        for (int attempt = 1; ; attempt++) {
            final JsonNode entity = get(entityPath);
            final ObjectNode body = object();
            body.set("id", entity.get("id"));
            body.set("revision", entity.get("revision"));
            change.accept(body);
            try {
                return put(writePath, body);
            } catch (final RestException e) {
                if (attempt == TRIES || !isRevisionConflict(e)) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** Deletes an entity at its present revision. */
    void deleteEntity(final String path) {
        final long version = get(path).path("revision").path("version").asLong();
        delete(path + "?version=" + version + "&clientId=" + clientId);
    }

    /** Asks again and again until the answer is as wanted. */
    JsonNode await(
            final String path,
            final Duration timeout,
            final Predicate<JsonNode> wanted,
            final String what) {
        final Instant deadline = Instant.now().plus(timeout);
        while (true) {
            final JsonNode answer = get(path);
            if (wanted.test(answer)) {
                return answer;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new RestException(
                        "After " + timeout.toSeconds() + " seconds still not: " + what);
            }
            pause();
        }
    }

    /**
     * Does what NiFi does as a request of its own: hands it in, waits for its end, removes it.
     *
     * @param path of the collection of such requests
     * @param field of the answer that holds the request
     * @param finished how the end is told
     * @return the request at its end
     */
    JsonNode asynchronous(
            final String path,
            final JsonNode body,
            final String field,
            final String idField,
            final String finished) {
        final JsonNode submitted = post(path, body).path(field);
        final String request = path + "/" + submitted.path(idField).asText();
        try {
            await(request, TIMEOUT, answer -> answer.path(field).path(finished).asBoolean(), path);
            // Once more: NiFi reads the results before it asks whether the request has ended, so
            // that
            // the first answer that says so may be without them.
            return get(request).path(field);
        } finally {
            delete(request);
        }
    }

    /** Sends a file in a form. */
    JsonNode upload(
            final String path,
            final Map<String, String> fields,
            final String fileName,
            final byte[] file) {
        final String boundary = "----" + UUID.randomUUID();
        final ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach(
                (name, value) ->
                        body.writeBytes(
                                utf8(
                                        Text.format(
                                                """
                                        --%s\r
                                        Content-Disposition: form-data; name="%s"\r
                                        \r
                                        %s\r
                                        """,
                                                boundary, name, value))));
        body.writeBytes(
                utf8(
                        Text.format(
                                """
                        --%s\r
                        Content-Disposition: form-data; name="file"; filename="%s"\r
                        Content-Type: application/json\r
                        \r
                        """,
                                boundary, fileName)));
        body.writeBytes(file);
        body.writeBytes(utf8("\r\n--" + boundary + "--\r\n"));
        return json(
                request(path)
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestException("Interrupted", e);
        }
    }

    private static byte[] utf8(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isRevisionConflict(final RestException e) {
        return e.status() == CONFLICT || e.getMessage().contains("revision");
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(nifi.resolve("/nifi-api" + path)).timeout(TIMEOUT);
    }

    private HttpRequest.Builder withBody(
            final String path, final String method, final JsonNode body) {
        return request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString()));
    }

    private JsonNode json(final HttpRequest.Builder request) {
        try (InputStream in = send(request.header("Accept", "application/json"))) {
            return JSON.readTree(in);
        } catch (final IOException e) {
            throw new RestException("NiFi's answer is no JSON: " + e.getMessage(), e);
        }
    }

    private InputStream send(final HttpRequest.Builder builder) {
        final HttpRequest request = builder.build();
        final String what = request.method() + " " + request.uri();
        try {
            final HttpResponse<InputStream> response =
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() / 100 == 2) {
                return response.body();
            }
            try (InputStream in = response.body()) {
                throw new RestException(
                        what,
                        response.statusCode(),
                        new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (final IOException e) {
            throw new RestException(what + ": " + e, e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestException(what + ": interrupted", e);
        }
    }
}
