// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import static io.github.nifiuserimport.server.ServerFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a proxy says of who asks, and whether it is believed. */
@Tag("slow")
class ProxyHeadersTest {

    private static final String TOKEN = "\r\nAuthorization: Token " + KEY;
    private static final String BROWSER = "\r\nAccept: text/html";

    private ServerFixture server;

    @AfterEach
    void stop() {
        server.close();
    }

    private RawConnection.Answer get(final String headers) throws IOException {
        try (RawConnection connection = RawConnection.to(server.port())) {
            return connection.send("GET /imports HTTP/1.1" + headers, "").answer();
        }
    }

    private void tryKeys(final String client) throws IOException {
        for (int i = 0; i < ServerFixture.LIMITS.wrongKeys(); i++) {
            assertThat(get("\r\nAuthorization: Token wrong" + client).status()).isEqualTo(401);
        }
    }

    private String client() throws IOException {
        return server.receiver.received.getLast().description().client();
    }

    private void upload(final String headers) throws IOException {
        try (RawConnection connection = RawConnection.to(server.port())) {
            assertThat(
                            connection
                                    .send(
                                            "POST /users/import?app=shop&delimiter=, HTTP/1.1"
                                                    + TOKEN
                                                    + "\r\nContent-Type: application/x-www-form-urlencoded"
                                                    + headers,
                                            "file=%24user_id%0Au1")
                                    .answer()
                                    .status())
                    .isEqualTo(200);
        }
    }

    @Nested
    class ThatIsTrusted {

        @BeforeEach
        void start() throws IOException {
            server = ServerFixture.with().trustsForwarded().start();
        }

        @Test
        void saysWhoTriesKeys() throws IOException {
            tryKeys("\r\nX-Forwarded-For: 192.0.2.1");

            assertThat(get(TOKEN + "\r\nX-Forwarded-For: 192.0.2.1").status()).isEqualTo(429);
            assertThat(get(TOKEN + "\r\nX-Forwarded-For: 192.0.2.2").status()).isEqualTo(200);
        }

        /** The proxy appends whom it sees; what stands before is what that client says. */
        @Test
        void isNotFooledByItsClients() throws IOException {
            for (int i = 0; i < ServerFixture.LIMITS.wrongKeys(); i++) {
                get(
                        "\r\nAuthorization: Token wrong\r\nForwarded: for=198.51.100."
                                + i
                                + "\r\nX-Forwarded-For: 198.51.100."
                                + i
                                + "\r\nX-Forwarded-For: 203.0.113."
                                + i
                                + ", 192.0.2.1");
            }

            assertThat(get(TOKEN + "\r\nX-Forwarded-For: 192.0.2.1").status()).isEqualTo(429);
        }

        @Test
        void namesTheClientWithItsPortOrWithout() throws IOException {
            for (final String[] pair :
                    new String[][] {
                        {"192.0.2.1", "192.0.2.1"},
                        {"192.0.2.1:5000", "192.0.2.1"},
                        {"2001:db8::1", "2001:db8::1"},
                        {"[2001:db8::1]:5000", "2001:db8::1"},
                        {"", "127.0.0.1"},
                        {"a b<c>", "127.0.0.1"},
                    }) {
                upload("\r\nX-Forwarded-For: " + pair[0]);
                assertThat(client()).as(pair[0]).isEqualTo(pair[1]);
            }
        }

        @Test
        void saysThatTheClientCameByHttps() throws IOException {
            assertThat(
                            get(TOKEN + "\r\nX-Forwarded-Proto: https")
                                    .header("Strict-Transport-Security"))
                    .isPresent();
            assertThat(
                            get(TOKEN + "\r\nX-Forwarded-Proto: gopher")
                                    .header("Strict-Transport-Security"))
                    .isEmpty();
        }
    }

    @Nested
    class ThatIsNotTrusted {

        @BeforeEach
        void start() throws IOException {
            server = ServerFixture.start();
        }

        @Test
        void isNotHeard() throws IOException {
            tryKeys("\r\nX-Forwarded-For: 192.0.2.1\r\nForwarded: for=192.0.2.1");

            final RawConnection.Answer answer =
                    get(
                            TOKEN
                                    + BROWSER
                                    + "\r\nX-Forwarded-For: 192.0.2.2\r\nX-Forwarded-Proto: https");
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.header("Strict-Transport-Security")).isEmpty();
        }
    }
}
