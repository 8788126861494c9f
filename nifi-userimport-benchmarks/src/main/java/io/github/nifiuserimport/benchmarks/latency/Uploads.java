// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.latency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Uploads over Dashly's API, by an ordinary HTTP client. */
final class Uploads {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "benchmark-boundary";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 5;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI api;
    private final String token;
    private long users;

    Uploads(final int port, final String token) {
        api = URI.create("http://127.0.0.1:" + port);
        this.token = token;
    }

    /**
     * When what came, from the request on.
     *
     * @param answeredMillis the answer to the upload
     * @param finishedMillis the first status that said FINISHED
     */
    record Times(double answeredMillis, double finishedMillis) {}

    /** Uploads users nobody knows yet, and waits until they are imported. */
    Times upload(final int rows) throws IOException, InterruptedException {
        final String body = body(rows);
        final long start = System.nanoTime();
        final JsonNode answer =
                send(
                        request("/users/import")
                                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
        final double answered = (System.nanoTime() - start) / 1e6;
        final String id = answer.path("data").path("import_id").asText();
        if (id.isEmpty()) {
            throw new IOException("The upload was not taken: " + answer);
        }
        while (true) {
            final JsonNode status = send(request("/imports/" + id + ".json").GET());
            final String state = status.path("state").asText();
            final long nanos = System.nanoTime() - start;
            if (state.equals("FINISHED")) {
                return new Times(answered, nanos / 1e6);
            }
            if (state.equals("FAILED") || nanos > TIMEOUT.toNanos()) {
                throw new IOException("The import did not finish: " + status);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private String body(final int rows) {
        final StringBuilder text = new StringBuilder();
        field(text, "app", "$self_app");
        field(text, "merge_field", "$user_id");
        field(text, "delimiter", ",");
        text.append("--" + BOUNDARY + "\r\n")
                .append("Content-Disposition: form-data; name=\"file\"; filename=\"users.csv\"\r\n")
                .append("Content-Type: text/csv\r\n\r\n")
                .append("$user_id,$name,$email,plan,age\n");
        for (int row = 0; row < rows; row++) {
            final long user = users++;
            text.append(
                    Text.format(
                            "user%d,Name %d,user%d@example.com,pro,%d%n",
                            user, user, user, 18 + user % 70));
        }
        return text.append("\r\n--" + BOUNDARY + "--\r\n").toString();
    }

    private static void field(final StringBuilder to, final String name, final String value) {
        to.append(
                Text.format(
                        "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n",
                        BOUNDARY, name, value));
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(api.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Token " + token);
    }

    private JsonNode send(final HttpRequest.Builder request)
            throws IOException, InterruptedException {
        final HttpResponse<String> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("HTTP " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
