// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import static io.github.nifiuserimport.server.ServerFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of a connection before, during and after a request. */
@Tag("slow")
class ConnectionsTest {

    private static final String LOGIN = "\r\nAuthorization: Token " + KEY;
    private static final String FORM = "\r\nContent-Type: application/x-www-form-urlencoded";

    private static final int AT_ONCE = 600;

    private ServerFixture server;

    @BeforeEach
    void start() throws IOException {
        server = ServerFixture.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawConnection connection() throws IOException {
        return RawConnection.to(server.port());
    }

    private static String upload(final String key) {
        return "POST /users/import?app=shop&delimiter=, HTTP/1.1\r\nAuthorization: Token "
                + key
                + FORM;
    }

    @Test
    void staysOpenForTheNextRequestOnceARequestIsWhole() throws IOException {
        try (RawConnection connection = connection()) {
            for (int i = 0; i < 2; i++) {
                for (final String path :
                        new String[] {
                            "/healthz", "/", "/imports", "/imports.json", "/api", "/no"
                        }) {
                    final RawConnection.Answer answer =
                            connection.send("GET " + path + " HTTP/1.1" + LOGIN, "").answer();
                    assertThat(answer.header("Connection")).as(path).isEmpty();
                }
                assertThat(connection.send(upload(KEY), "file=$user_id%0Au1").answer().status())
                        .isEqualTo(200);
                assertThat(connection.send(upload(KEY), "").answer().status()).isEqualTo(400);
                assertThat(connection.send("OPTIONS /api HTTP/1.1", "").answer().status())
                        .isEqualTo(204);
                assertThat(
                                connection
                                        .send("HEAD /imports HTTP/1.1" + LOGIN, "")
                                        .answer("HEAD")
                                        .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void answersRequestsThatAreSentAtOnceInTheirOrder() throws IOException {
        try (RawConnection connection = connection()) {
            connection.send(
                    Text.format(
                            "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
                                    + "%s\r\nHost: a\r\nContent-Length: 18\r\n\r\nfile=$user_id%%0Au1"
                                    + "GET /no HTTP/1.1\r\nHost: a\r\n\r\n"
                                    + "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                            upload(KEY)));

            assertThat(connection.answer().status()).isEqualTo(200);
            assertThat(connection.answer().body()).contains("\"updates_planned\":1");
            assertThat(connection.answer().status()).isEqualTo(404);
            assertThat(connection.answer().status()).isEqualTo(200);
            assertThat(connection.isClosed(2_000)).isTrue();
        }
    }

    /** The second write shows a connection that the system forgot between the two: it is reset. */
    @Test
    void isOneOfManyThatComeAtOnce() throws Exception {
        server.close();
        server =
                ServerFixture.with()
                        .limits(
                                new ServerLimits(
                                        8_192,
                                        AT_ONCE,
                                        Duration.ofSeconds(20),
                                        Duration.ofSeconds(60),
                                        5))
                        .start();
        final List<SocketChannel> channels = new ArrayList<>();
        final List<RawConnection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                final SocketChannel channel = SocketChannel.open();
                channels.add(channel);
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress("127.0.0.1", server.port()));
            }
            for (final SocketChannel channel : channels) {
                while (!channel.finishConnect()) {
                    Thread.onSpinWait();
                }
                channel.configureBlocking(true);
                connections.add(RawConnection.on(channel.socket()));
            }
            for (final RawConnection connection : connections) {
                connection.send("GET /healthz HTTP/1.1\r\n");
            }
            for (final RawConnection connection : connections) {
                connection.send("Host: a\r\n\r\n");
            }
            for (final RawConnection connection : connections) {
                assertThat(connection.answer().status()).isEqualTo(200);
            }
        } finally {
            for (final SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    @Test
    void isClosedAfterAnAnswerThatCameBeforeTheBody() throws IOException {
        try (RawConnection connection = connection()) {
            connection.send(
                    upload("wrong") + "\r\nHost: a\r\nContent-Length: 100000\r\n\r\nfile=abc");
            final RawConnection.Answer answer = connection.answer();

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Connection")).contains("close");
            assertThat(connection.isClosed(10_000)).isTrue();
        }
    }

    @Test
    void letsAClientThatIsStillSendingSeeWhyItIsRefused() throws IOException {
        try (RawConnection connection = connection()) {
            connection.send(
                    upload("wrong") + "\r\nHost: a\r\nContent-Length: 20000005\r\n\r\nfile=");
            connection.send(new byte[20_000_000]);

            assertThat(connection.answer().status()).isEqualTo(401);
        }
    }

    @Test
    void isToldToGoOnOnlyWhereTheKeyIsRight() throws IOException {
        final String rest = "\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 18\r\n\r\n";
        try (RawConnection connection = connection()) {
            connection.send(upload("wrong") + rest);

            assertThat(connection.answer().status()).isEqualTo(401);
            assertThat(connection.isClosed(10_000)).isTrue();
        }
        try (RawConnection connection = connection()) {
            connection.send(upload(KEY) + rest);

            assertThat(connection.answer().status()).isEqualTo(100);
            connection.send("file=$user_id%0Au1");
            assertThat(connection.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void isAnsweredWhenTheBodyStaysAway() throws IOException {
        for (final String key : new String[] {"", LOGIN}) {
            try (RawConnection connection = connection()) {
                connection.send(
                        "POST /users/import HTTP/1.1"
                                + key
                                + FORM
                                + "\r\nHost: a\r\nContent-Length: 100\r\n\r\nfile");
                final RawConnection.Answer answer = connection.answer();

                assertThat(answer.status()).isEqualTo(408);
                assertThat(answer.body()).contains("\"error_message\"");
                assertThat(connection.isClosed(10_000)).isTrue();
            }
        }
        assertThat(server.faults).isEmpty();
    }

    @Test
    void isAnsweredWhenTheBodyTricklesInForTooLong() throws Exception {
        server.close();
        server =
                ServerFixture.with()
                        .limits(
                                new ServerLimits(
                                        8_192,
                                        50,
                                        Duration.ofSeconds(20),
                                        Duration.ofSeconds(2),
                                        5))
                        .start();
        try (RawConnection connection = connection()) {
            connection.send(upload(KEY) + "\r\nHost: a\r\nContent-Length: 100000\r\n\r\nfile=");
            final long begin = System.nanoTime();
            for (int i = 0; i < 30; i++) {
                connection.send("x");
                Thread.sleep(100);
            }
            assertThat(connection.answer().status()).isEqualTo(408);
            assertThat(connection.isClosed(10_000)).isTrue();
            assertThat((System.nanoTime() - begin) / 1_000_000_000).isLessThan(10);
        }
        assertThat(server.receiver.begun).hasValue(1);
        assertThat(server.receiver.dropped).hasValue(1);
    }

    @Test
    void mayPauseLongerWithinARequestThanBetweenRequests() throws Exception {
        server.close();
        server =
                ServerFixture.with()
                        .limits(
                                new ServerLimits(
                                        8_192,
                                        50,
                                        Duration.ofSeconds(20),
                                        Duration.ofSeconds(60),
                                        5))
                        .start();
        try (RawConnection connection = connection()) {
            connection.send(upload(KEY) + "\r\nHost: a\r\nContent-Length: 18\r\n\r\nfile=");
            Thread.sleep(7_000);
            connection.send("$user_id%0Au1");

            assertThat(connection.answer().status()).isEqualTo(200);
        }
    }
}
