// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * As much of Google Cloud Storage's JSON API, on 127.0.0.1, as reading a bucket takes: listings in
 * pages, an object's metadata and content by generation, and the tokens of a service account.
 */
final class GcsEmulator implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "token-of-the-emulator";
    private static final String API = "/storage/v1/b/";
    private static final String DOWNLOAD = "/download" + API;

    private static final int BROKEN_OFF = 200;

    /** Small, so that every listing of more has pages. */
    private static final int PAGE = 3;

    private final String bucket;
    private final Map<String, StoredObject> objects = new ConcurrentSkipListMap<>();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final Set<String> vanishing = ConcurrentHashMap.newKeySet();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final Map<String, Integer> fetches = new ConcurrentHashMap<>();
    private final AtomicInteger listings = new AtomicInteger();
    private final AtomicLong generations = new AtomicLong(1_700_000_000_000_000L);
    private volatile boolean anyToken;
    private HttpServer server;
    private int port;

    private GcsEmulator(final String bucket) {
        this.bucket = bucket;
    }

    private record Refusal(int status, String message) {}

    private record StoredObject(byte[] content, long generation, Instant updated) {}

    /** An emulator with one empty bucket. */
    static GcsEmulator start(final String bucket) {
        final GcsEmulator emulator = new GcsEmulator(bucket);
        emulator.up();
        return emulator;
    }

    /** Answers, at the same address as before. */
    void up() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        port = server.getAddress().getPort();
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Answers no longer: connections are refused. */
    void down() {
        server.stop(0);
    }

    @Override
    public void close() {
        down();
    }

    /** What {@code gcs.api.url} is to be. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    String bucket() {
        return bucket;
    }

    /** Uploads an object, in place of the one of that name. */
    void put(final String name, final byte[] content) {
        objects.put(name, new StoredObject(content, generations.incrementAndGet(), Instant.now()));
    }

    void put(final String name, final String content) {
        put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    void delete(final String name) {
        objects.remove(name);
    }

    /** Lets anybody in, as emulators do. */
    void takeAnyToken() {
        anyToken = true;
    }

    /** Lists the object, but does not let it be read. */
    void forbid(final String name) {
        forbidden.add(name);
    }

    /** Lets the object be read again, whatever was the matter with it. */
    void allow(final String name) {
        forbidden.remove(name);
        vanishing.remove(name);
        refusals.remove(name);
    }

    /** Lists the object, but has none when it is to be read. */
    void vanish(final String name) {
        vanishing.add(name);
    }

    /** Lists the object and tells its metadata, but answers with that instead of its content. */
    void refuseContent(final String name, final int status, final String message) {
        refusals.put(name, new Refusal(status, message));
    }

    /** Breaks the connection off in the middle of the object's content. */
    void breakOff(final String name) {
        refuseContent(name, BROKEN_OFF, "");
    }

    /** How many listings there were, all their pages taken as one. */
    int listings() {
        return listings.get();
    }

    /** How often an object's content was sent, or refused. */
    int fetches(final String name) {
        return fetches.getOrDefault(name, 0);
    }

    /** Writes the key file of a service account whose tokens this emulator gives out. */
    Path writeKeyFile(final Path file) {
        try {
            final KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            final String key =
                    Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            final ObjectNode account =
                    JSON.createObjectNode()
                            .put("type", "service_account")
                            .put("project_id", "test-project")
                            .put("private_key_id", "1")
                            .put(
                                    "private_key",
                                    "-----BEGIN PRIVATE KEY-----\n"
                                            + key
                                            + "\n-----END PRIVATE KEY-----\n")
                            .put("client_email", "importer@test-project.example")
                            .put("client_id", "1")
                            .put("token_uri", url() + "/token");
            Files.writeString(file, account.toString());
            return file;
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(final HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            final String path = exchange.getRequestURI().getRawPath();
            if (path.equals("/token")) {
                send(
                        exchange,
                        200,
                        JSON.createObjectNode()
                                .put("access_token", TOKEN)
                                .put("token_type", "Bearer")
                                .put("expires_in", 3600));
            } else if (!anyToken
                    && !("Bearer " + TOKEN)
                            .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                refuse(exchange, 401, "Invalid Credentials");
            } else if (path.equals(API + bucket + "/o")) {
                list(exchange);
            } else if (path.startsWith(API + bucket + "/o/")) {
                object(exchange, path.substring((API + bucket + "/o/").length()));
            } else if (path.startsWith(DOWNLOAD + bucket + "/o/")) {
                object(exchange, path.substring((DOWNLOAD + bucket + "/o/").length()));
            } else {
                refuse(exchange, 404, "Not Found");
            }
        }
    }

    private void list(final HttpExchange exchange) throws IOException {
        final Map<String, String> query = query(exchange.getRequestURI());
        final String prefix = query.getOrDefault("prefix", "");
        final String after = query.getOrDefault("pageToken", "");
        final TreeMap<String, StoredObject> rest = new TreeMap<>();
        objects.forEach(
                (name, object) -> {
                    if (name.startsWith(prefix) && name.compareTo(after) > 0) {
                        rest.put(name, object);
                    }
                });
        final ObjectNode page = JSON.createObjectNode().put("kind", "storage#objects");
        final var items = page.putArray("items");
        String last = "";
        while (!rest.isEmpty() && items.size() < PAGE) {
            final var next = rest.pollFirstEntry();
            last = next.getKey();
            items.add(metadata(last, next.getValue()));
        }
        if (rest.isEmpty()) {
            listings.incrementAndGet();
        } else {
            page.put("nextPageToken", last);
        }
        send(exchange, 200, page);
    }

    private void object(final HttpExchange exchange, final String encodedName) throws IOException {
        final String name = decode(encodedName.replace("+", "%2B"));
        final Map<String, String> query = query(exchange.getRequestURI());
        final boolean media = "media".equals(query.get("alt"));
        final StoredObject object = objects.get(name);
        if (media || forbidden.contains(name) || vanishing.contains(name)) {
            fetches.merge(name, 1, Integer::sum);
        }
        if (forbidden.contains(name)) {
            refuse(exchange, 403, "The account does not have storage.objects.get access");
        } else if (object == null
                || vanishing.contains(name)
                || !query.getOrDefault("generation", "" + object.generation())
                        .equals("" + object.generation())) {
            refuse(exchange, 404, "No such object: " + bucket + "/" + name);
        } else if (media && refusals.containsKey(name)) {
            refuseContent(exchange, refusals.get(name), object);
        } else if (media) {
            exchange.getResponseHeaders().set("x-goog-generation", "" + object.generation());
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            final byte[] content = object.content();
            exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        } else {
            send(exchange, 200, metadata(name, object));
        }
    }

    private static void refuseContent(
            final HttpExchange exchange, final Refusal refusal, final StoredObject object)
            throws IOException {
        if (refusal.status() == BROKEN_OFF) {
            exchange.sendResponseHeaders(200, object.content().length + 1L);
            exchange.getResponseBody().write(object.content());
            exchange.getResponseBody().flush();
        } else {
            refuse(exchange, refusal.status(), refusal.message());
        }
    }

    private ObjectNode metadata(final String name, final StoredObject object) {
        return JSON.createObjectNode()
                .put("kind", "storage#object")
                .put("id", bucket + "/" + name + "/" + object.generation())
                .put("name", name)
                .put("bucket", bucket)
                .put("generation", "" + object.generation())
                .put("metageneration", "1")
                .put("contentType", "text/csv")
                .put("storageClass", "STANDARD")
                .put("size", "" + object.content().length)
                .put("timeCreated", object.updated().toString())
                .put("updated", object.updated().toString());
    }

    private static void refuse(final HttpExchange exchange, final int status, final String message)
            throws IOException {
        final ObjectNode body = JSON.createObjectNode();
        final ObjectNode error = body.putObject("error").put("code", status);
        error.put("message", message);
        error.putArray("errors").addObject().put("reason", "refused").put("message", message);
        send(exchange, status, body);
    }

    private static void send(final HttpExchange exchange, final int status, final ObjectNode body)
            throws IOException {
        final byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> query(final URI uri) {
        final Map<String, String> query = new HashMap<>();
        if (uri.getRawQuery() != null) {
            Arrays.stream(uri.getRawQuery().split("&"))
                    .map(pair -> pair.split("=", 2))
                    .forEach(pair -> query.put(pair[0], pair.length == 2 ? decode(pair[1]) : ""));
        }
        return query;
    }

    private static String decode(final String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
