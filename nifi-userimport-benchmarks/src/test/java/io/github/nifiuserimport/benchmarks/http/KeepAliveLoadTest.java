// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeepAliveLoadTest {

    private static final byte[] BODY = "{\"state\":\"FINISHED\"}".getBytes(StandardCharsets.UTF_8);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final AtomicInteger asked = new AtomicInteger();
    private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();
    private HttpServer server;
    private int status = 200;
    private long length = BODY.length;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api",
                exchange -> {
                    callers.add(exchange.getRemoteAddress());
                    asked.incrementAndGet();
                    exchange.sendResponseHeaders(status, length);
                    exchange.getResponseBody().write(BODY);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** The server of the JDK sends chunks where it is given 0 for the length. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allThatIsAnsweredCountsOverConnectionsThatAreKept(final boolean chunked)
            throws IOException {
        length = chunked ? 0 : BODY.length;
        final long start = System.nanoTime();
        final double rate = KeepAliveLoad.requestsASecond(uri(), 8, SHORT);
        final double seconds = (System.nanoTime() - start) / 1e9;

        assertThat(callers).hasSize(8);
        assertThat(rate).isPositive();
        // At the end each connection has a request under way.
        assertThat(rate * SHORT.toMillis() / 1000).isLessThanOrEqualTo(asked.get());
        assertThat(rate * seconds).isGreaterThanOrEqualTo(asked.get() - 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 503})
    void aRefusalEndsIt(final int refusal) {
        status = refusal;

        assertThatThrownBy(() -> KeepAliveLoad.requestsASecond(uri(), 2, SHORT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Not all was answered well");
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api?jobId=1");
    }
}
