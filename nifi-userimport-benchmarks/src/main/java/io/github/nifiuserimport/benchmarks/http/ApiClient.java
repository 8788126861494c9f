// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Somebody with a key and an ordinary HTTP client, whose connections are kept. */
final class ApiClient {

    /** Who waits longer than that has no answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long POLL_MILLIS = 5;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ApiFlow api;

    ApiClient(final ApiFlow api) {
        this.api = api;
    }

    /**
     * An answer.
     *
     * @param millis from the request on
     */
    record Answer(int status, String body, double millis) {

        boolean isGood() {
            return status == 200;
        }

        /**
         * The id of the job that an upload has started.
         *
         * @throws IllegalStateException when it has not
         */
        String job() {
            final String id = json().at("/data/import_id").asText();
            if (!isGood() || id.isEmpty()) {
                throw new IllegalStateException("The upload was not taken: " + this);
            }
            return id;
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (final JsonProcessingException e) {
                throw new UncheckedIOException("No JSON: " + this, e);
            }
        }
    }

    /** Sends a file. The answer fails where none comes. */
    CompletableFuture<Answer> upload(final byte[] body) {
        return upload(BodyPublishers.ofByteArray(body));
    }

    CompletableFuture<Answer> upload(final BodyPublisher body) {
        return send(request(UploadBody.PATH).header("Content-Type", UploadBody.TYPE).POST(body));
    }

    /** Gets a page as a browser does. */
    CompletableFuture<Answer> get(final String path) {
        return send(request(path).header("Accept", "text/html,*/*;q=0.8").GET());
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(api.uri(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Token " + api.key());
    }

    private CompletableFuture<Answer> send(final HttpRequest.Builder request) {
        final HttpRequest built = request.build();
        final long start = System.nanoTime();
        return client.sendAsync(built, HttpResponse.BodyHandlers.ofString())
                .thenApply(
                        answer ->
                                new Answer(
                                        answer.statusCode(),
                                        answer.body(),
                                        (System.nanoTime() - start) / 1e6));
    }

    /** Asks for the job until it is FINISHED. */
    void awaitFinished(final String job, final Duration timeout)
            throws IOException, InterruptedException {
        final long start = System.nanoTime();
        while (true) {
            final Answer answer = get("/imports/" + job + ".json").join();
            final String state = answer.json().path("state").asText();
            if (state.equals("FINISHED")) {
                return;
            }
            if (state.equals("FAILED") || System.nanoTime() - start > timeout.toNanos()) {
                throw new IOException("The import did not finish: " + answer);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
