// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {

    @Test
    void readsNoFurtherThanItGets() throws IOException {
        final InputStream in =
                new SequenceInputStream(
                        stream("POST /api?a=/b HTTP/1.1\r\nHost: x\r"), stream("\n\r\nbo"));

        final RequestHead head = RequestHead.read(in).orElseThrow();

        assertThat(head.path()).isEqualTo("/api");
        assertThat(head.beginning()).asString().isEqualTo("bo");
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void passesEveryHeaderOnButThoseOfTheConnection() throws IOException {
        assertThat(
                        forwarded(
                                """
                                GET /imports HTTP/1.1
                                Host: 127.0.0.1:9090
                                CONNECTION: Upgrade, HTTP2-Settings
                                Upgrade: h2c
                                HTTP2-Settings: AAEA
                                Keep-Alive: 5
                                Idempotency-Key: 7
                                X-Forwarded-Proto: https
                                X-Name: Jürgen
                                """))
                .isEqualTo(
                        """
                        GET /imports HTTP/1.1
                        Host: 127.0.0.1:9090
                        Idempotency-Key: 7
                        X-Forwarded-Proto: https
                        X-Name: Jürgen
                        Connection: close
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization: Token dev123, true",
        "AUTHORIZATION:token dev123,  true",
        "Authorization: Basic Token,  false",
        "X-Authorization: Token x,    false",
    })
    void seesAToken(final String header, final boolean hasToken) throws IOException {
        assertThat(head("GET / HTTP/1.1\r\n" + header + "\r\n\r\n").orElseThrow().hasToken())
                .isEqualTo(hasToken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HT", "GET / HTTP/1.1\r\nHost: x\r\n"})
    void isNothingWhenTheClientHangsUpBefore(final String text) throws IOException {
        assertThat(head(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n\r\n",
                "\r\n\r\n",
                "GET http://elsewhere/ HTTP/1.1\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\n",
                "GET /a b HTTP/1.1\r\n\r\n"
            })
    void refusesWhatIsNoRequest(final String text) {
        assertThatThrownBy(() -> head(text))
                .isInstanceOf(RequestHead.BadRequest.class)
                .hasMessageContaining("This is no HTTP request");
    }

    @Test
    void refusesHeadersWithoutEnd() {
        assertThatThrownBy(() -> head("GET / HTTP/1.1\r\nX: " + "x".repeat(100_000)))
                .isInstanceOf(RequestHead.BadRequest.class)
                .hasMessageContaining("longer than 64 KB");
    }

    private static String forwarded(final String head) throws IOException {
        final byte[] bytes = head((head + "\n").replace("\n", "\r\n")).orElseThrow().forwarded();
        final String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(text).endsWith("\r\n\r\n");
        return text.substring(0, text.length() - 2).replace("\r\n", "\n");
    }

    private static Optional<RequestHead> head(final String text) throws IOException {
        return RequestHead.read(stream(text));
    }

    private static InputStream stream(final String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
