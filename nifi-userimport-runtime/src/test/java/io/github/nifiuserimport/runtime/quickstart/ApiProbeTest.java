// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.nifiuserimport.runtime.Ports;
import io.github.nifiuserimport.runtime.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ApiProbeTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final int port = Ports.free();
    private final AtomicInteger questions = new AtomicInteger();

    @Test
    void waitsUntilTheyAnswer() throws Exception {
        final HttpServer server = server("application/json", "{\"status\":\"ok\"}", 3);
        try {
            assertThat(ApiProbe.await(port, LONG)).isTrue();
            assertThat(questions).hasValue(3);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysThatSomebodyElseHasThePort() throws Exception {
        final HttpServer server = server("text/html", "<!DOCTYPE html>", 1);
        try {
            assertThatThrownBy(() -> ApiProbe.await(port, SHORT))
                    .isInstanceOf(StartException.class)
                    .hasMessage("Port " + port + " for the HTTP APIs is already in use");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        assertThat(ApiProbe.await(port, SHORT)).isFalse();
    }

    /** One that knows the path from some question on. */
    private HttpServer server(final String type, final String body, final int knownFrom)
            throws IOException {
        final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(
                "/healthz",
                exchange -> {
                    final byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", type);
                    exchange.sendResponseHeaders(
                            questions.incrementAndGet() < knownFrom ? 404 : 200, bytes.length);
                    try (exchange) {
                        exchange.getResponseBody().write(bytes);
                    }
                });
        server.start();
        return server;
    }
}
