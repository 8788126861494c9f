// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.Ports;
import io.github.nifiuserimport.runtime.StartException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** Whether the HTTP APIs answer: NiFi calls a processor running before it listens. */
final class ApiProbe {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private ApiProbe() {}

    /**
     * Waits until they do, and returns whether they do.
     *
     * @throws StartException when somebody else answers on that port
     */
    static boolean await(final int port, final Duration timeout) throws InterruptedException {
        final Instant end = Instant.now().plus(timeout);
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_TIMEOUT).build()) {
            final HttpRequest health =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/healthz"))
                            .timeout(ANSWER_TIMEOUT)
                            .build();
            while (!answers(http, health)) {
                if (Instant.now().isAfter(end)) {
                    if (Ports.isFree(port)) {
                        return false;
                    }
                    throw new StartException(
                            "Port " + port + " for the HTTP APIs is already in use");
                }
                Thread.sleep(PAUSE);
            }
            return true;
        }
    }

    private static boolean answers(final HttpClient http, final HttpRequest health)
            throws InterruptedException {
        try {
            final HttpResponse<Void> answer = http.send(health, BodyHandlers.discarding());
            // 503: they do, but not the database. Other servers answer anything, but with a page.
            return (answer.statusCode() == 200 || answer.statusCode() == 503)
                    && answer.headers()
                            .firstValue("Content-Type")
                            .filter(type -> type.startsWith("application/json"))
                            .isPresent();
        } catch (final IOException notYet) {
            return false;
        }
    }
}
