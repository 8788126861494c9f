// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import static io.github.nifiuserimport.server.ServerFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of requests while a server stops. */
@Tag("slow")
class StopTest {

    private ServerFixture server;

    @BeforeEach
    void start() throws IOException {
        server = ServerFixture.start();
    }

    private RawConnection begun() throws Exception {
        final RawConnection connection = RawConnection.to(server.port());
        final int before = server.receiver.begun.get();
        connection.send(
                "POST /users/import?app=shop&delimiter=, HTTP/1.1\r\nHost: a\r\n"
                        + "Authorization: Token "
                        + KEY
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: 18\r\n\r\nfile=");
        while (server.receiver.begun.get() == before) {
            Thread.sleep(10);
        }
        return connection;
    }

    @Test
    void oneThatIsOnItsWayIsWaitedFor() throws Exception {
        try (RawConnection connection = begun()) {
            final CompletableFuture<Void> stop = CompletableFuture.runAsync(server::close);
            for (final String part : "$user_id%0Au1".split("")) {
                assertThat(stop.isDone()).isFalse();
                connection.send(part);
                Thread.sleep(100);
            }

            assertThat(connection.answer().status()).isEqualTo(200);
            stop.get(10, TimeUnit.SECONDS);
        }
        assertThat(server.receiver.received).hasSize(1);
    }

    @Test
    void oneThatDoesNotComeToItsEndLeavesNothing() throws Exception {
        server.close();
        server =
                ServerFixture.with()
                        .limits(
                                new ServerLimits(
                                        8_192, 50, Duration.ofMinutes(1), Duration.ofMinutes(2), 5))
                        .start();
        try (RawConnection connection = begun();
                RawConnection other = begun()) {
            server.close();

            assertThat(server.receiver.dropped).hasValue(2);
            assertThat(connection.answer().status()).isEqualTo(408);
            assertThat(other.answer().status()).isEqualTo(408);
        }
        assertThat(server.store.latest("shop", 10)).isEmpty();
    }

    @Test
    void aConnectionWithoutOneIsClosed() throws Exception {
        try (RawConnection connection = RawConnection.to(server.port())) {
            connection.send("GET /healthz HTTP/1.1", "").answer();
            server.close();

            assertThat(connection.isClosed(1_000)).isTrue();
        }
    }

    @Test
    void itsPortIsFreeAfterwards() throws Exception {
        final int port = server.port();
        server.close();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            throw new AssertionError("still open: " + socket);
        } catch (final ConnectException closed) {
            assertThat(closed).isNotNull();
        }
        server.close();
    }
}
