// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import static io.github.nifiuserimport.server.ServerFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are allowed, or nearly, and that few clients send. */
@Tag("slow")
class UnusualRequestsTest {

    private static final String TOKEN = "\r\nAuthorization: Token " + KEY;
    private static final String FORM = "\r\nContent-Type: application/x-www-form-urlencoded";
    private static final String UPLOAD = "POST /users/import?app=shop&delimiter=, HTTP/1.1" + TOKEN;

    private static ServerFixture server;

    @BeforeAll
    static void start() throws IOException {
        server = ServerFixture.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void forget() {
        server.receiver.received.clear();
        final List<String> faults = List.copyOf(server.faults);
        server.faults.clear();
        assertThat(faults).as("what strangers send is no fault of ours").isEmpty();
    }

    private static RawConnection.Answer ask(final String head) throws IOException {
        return ask(head, "");
    }

    private static RawConnection.Answer ask(final String head, final String body)
            throws IOException {
        try (RawConnection connection = RawConnection.to(server.port())) {
            return connection.send(head, body).answer(head.split(" ")[0]);
        }
    }

    private static RawConnection.Answer raw(final String request) throws IOException {
        try (RawConnection connection = RawConnection.to(server.port())) {
            return connection
                    .send(request.getBytes(StandardCharsets.ISO_8859_1))
                    .answer(request.split(" ")[0]);
        }
    }

    private static void hasSecurityHeaders(final RawConnection.Answer answer) {
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Server")).isEmpty();
    }

    @Nested
    class Methods {

        @ParameterizedTest
        @CsvSource({
            "GET, /, 302, ",
            "HEAD, /, 302, ",
            "POST, /, 405, 'GET, HEAD'",
            "TRACE, /, 405, 'GET, HEAD'",
            "OPTIONS, /, 204, 'GET, HEAD, OPTIONS'",
            "OPTIONS, *, 204, 'GET, HEAD, OPTIONS'",
            "OPTIONS, /api, 204, 'GET, POST, OPTIONS'",
            "OPTIONS, /users/import, 204, 'POST, OPTIONS'",
            "DELETE, /imports, 405, 'GET, HEAD'",
            "PUT, /imports/x, 405, 'GET, HEAD, DELETE'",
            "PUT, /imports/x/cancel, 405, 'GET, HEAD, POST'",
            "DELETE, /imports/x, 404, ",
            "DELETE, /imports/x/cancel, 405, 'GET, HEAD, POST'",
            "OPTIONS, /imports/x, 204, 'GET, HEAD, DELETE, OPTIONS'",
            "PATCH, /imports/x/rejected.csv, 405, 'GET, HEAD'",
            "GET, /users/import, 405, POST",
            "HEAD, /users/import, 405, POST",
            "DELETE, /users/import, 405, POST",
            "TRACE, /users/import, 405, POST",
            "PUT, /api?appId=other&clientKey=other, 405, 'GET, POST'",
            "FETCH, /imports, 405, 'GET, HEAD'",
            "GET, /nothing, 404, ",
            "DELETE, /nothing, 404, ",
        })
        void areAnsweredAsHttpHasThem(
                final String method, final String path, final int status, final String allow)
                throws IOException {
            final RawConnection.Answer answer =
                    ask(method + " " + path + " HTTP/1.1" + (path.startsWith("/api") ? "" : TOKEN));

            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.header("Allow").orElse(null)).isEqualTo(allow);
            hasSecurityHeaders(answer);
        }

        @Test
        void ofTunnelsAreRefused() throws IOException {
            final RawConnection.Answer answer =
                    raw("CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n\r\n");

            assertThat(answer.status()).isBetween(400, 405);
            hasSecurityHeaders(answer);
        }
    }

    @Nested
    class FirstLines {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET http://localhost/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                    "GET /healthz HTTP/1.0\r\n\r\n",
                    "GET /healthz?a=b HTTP/1.1\r\nhost: localhost:1\r\n\r\n",
                    "\r\nGET /healthz HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
                    "GET /healthz HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
                })
        void thatMeanTheSame(final String request) throws IOException {
            assertThat(raw(request).status()).isEqualTo(200);
        }

        @Test
        void withoutAHostLeadToLinksThatHoldAnywhere() throws IOException {
            final RawConnection.Answer answer =
                    raw("GET /imports.json HTTP/1.0" + TOKEN + "\r\n\r\n");

            assertThat(answer.status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET /users/import HTTP/1.1\r\n\r\n",
                    "POST /users/import HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                    "POST /users/import HTTP/1.1\r\nHost: a b\r\n\r\n",
                    "POST /users/import HTTP/1.1\r\nHost: a\r\nA b: c\r\n\r\n",
                    "POST /users/import HTTP/1.1\r\nHost: a\r\n: c\r\n\r\n",
                    "POST /users/import HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                    "POST /users/import HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                    "POST /users/import HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    "POST /users/import HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: other\r\n\r\nab",
                    "POST /users/import HTTP/1.1\r\nHost: a\r\nA: \u0000\r\n\r\n",
                    "POST http://another.example/users/import HTTP/1.1\r\nHost: a\r\n\r\n",
                    "POST /users/import HTTP/1.1\r\nHost: a\r\nExpect: the-unexpected\r\n\r\n",
                })
        void thatAreNoHttpAreRefusedInTheFormOfTheirPath(final String request) throws IOException {
            final RawConnection.Answer answer = raw(request);

            assertThat(answer.status()).isBetween(400, 505);
            assertThat(answer.status()).isNotEqualTo(500);
            assertThat(answer.body())
                    .startsWith("{\"meta\":{\"status\":" + answer.status() + ",\"error\":\"");
            hasSecurityHeaders(answer);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET /users%2Fimport",
                    "GET /users//import",
                    "GET /users/./import",
                    "GET /imports/../users/import",
                    "GET /users/import;a=b",
                    "GET /USERS/IMPORT",
                    "GET /imports%00",
                    "GET /%2e%2e/%2e%2e/etc/passwd",
                    "GET /..%5c..%5c",
                    "GET /imports/%00",
                    "GET /imports/%ff",
                    "GET /imports/a%2F..%2Fb",
                    "GET /imports/x/../../etc",
                })
        void withOtherPathsLeadNowhere(final String line) throws IOException {
            final RawConnection.Answer answer = ask(line + " HTTP/1.1" + TOKEN);

            assertThat(answer.status()).as(answer.body()).isIn(400, 404);
            hasSecurityHeaders(answer);
        }
    }

    @Nested
    class Bodies {

        @Test
        void inChunksWithTrailersAreTaken() throws IOException {
            final RawConnection.Answer answer =
                    raw(
                            UPLOAD
                                    + FORM
                                    + "\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + "7;x=y\r\nfile=%2\r\n"
                                    + "8\r\n4user_id\r\n"
                                    + "5\r\n%0Au1\r\n"
                                    + "0\r\nA-Trailer: x\r\n\r\n");

            assertThat(answer.body()).contains("\"updates_planned\":1");
        }

        @Test
        void withBrokenChunksAreNone() throws IOException {
            assertThat(
                            raw(UPLOAD
                                            + FORM
                                            + "\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                            + "xyz\r\nfile=a\r\n0\r\n\r\n")
                                    .status())
                    .isEqualTo(400);
            assertThat(server.receiver.received).isEmpty();
        }

        @Test
        void ofAGetAreNotLookedAt() throws IOException {
            assertThat(ask("GET /healthz HTTP/1.1", "x".repeat(100_000)).status()).isEqualTo(200);
            assertThat(ask("GET /imports HTTP/1.1" + TOKEN + FORM, "a=b&clientKey=wrong").status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", FORM, "\r\nContent-Type: application/json"})
        void thatAreEmptyLackAFile(final String type) throws IOException {
            final RawConnection.Answer answer = ask(UPLOAD + type);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("file");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/x-www-form-urlencoded;charset=UTF-8",
                    "Application/X-WWW-Form-Urlencoded ; charset=\"utf-8\"",
                })
        void mayNameTheirCharset(final String type) throws IOException {
            assertThat(ask(UPLOAD + "\r\nContent-Type: " + type, "file=%24user_id%0Au1").status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "text/csv",
                    "text/plain",
                    "application/octet-stream",
                    "multipart/mixed; boundary=a",
                    ";",
                    "%",
                    "application/json, application/json",
                })
        void ofAnotherTypeAreRefusedByThatName(final String type) throws IOException {
            final RawConnection.Answer answer = ask(UPLOAD + "\r\nContent-Type: " + type, "a");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("Content-Type");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{",
                    "[]",
                    "\"a\"",
                    "{} {}",
                    "{\"app\":1,\"app\":2}",
                    "{\"a\":\"\u00ff\u00ff\"}",
                    "\u0000\u0000\u0000{\u0000\u00ff\u00ff\u00ff",
                    "\u00fe\u00ff\u0000{",
                    "{\"a\":1e999999999}",
                })
        void thatAreNoJsonAreRefused(final String json) throws IOException {
            final RawConnection.Answer answer =
                    raw(
                            "POST /api HTTP/1.1\r\nHost: a\r\nContent-Type: application/json"
                                    + "\r\nContent-Length: "
                                    + json.length()
                                    + "\r\n\r\n"
                                    + json);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"response\":[{\"success\":false");
        }

        @Test
        void ofDeepJsonAreRefused() throws IOException {
            assertThat(
                            ask(
                                            "POST /api HTTP/1.1\r\nContent-Type: application/json",
                                            "{\"a\":" + "[".repeat(100_000))
                                    .status())
                    .isEqualTo(400);
        }

        @Test
        void withManyArgumentsAreRefused() throws IOException {
            for (final String body :
                    new String[] {
                        "a".repeat(1_000_000),
                        "a=" + "b".repeat(1_000_000),
                        "&".repeat(100_000) + "=",
                        java.util.stream.IntStream.range(0, 10_000)
                                .mapToObj(i -> "a" + i + "=b")
                                .collect(java.util.stream.Collectors.joining("&")),
                    }) {
                assertThat(ask(UPLOAD + FORM, body).status()).isEqualTo(400);
            }
        }
    }

    @Nested
    class Arguments {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "app=shop&app=other",
                    "app=shop&auth_token=wrong&auth_token=other",
                    "%00=a",
                    "=a",
                    "merge_field=%00",
                    "tags=%22a%00%22",
                    "delimiter=%00",
                    "app=%00",
                    "a=%FF",
                })
        void thatContradictOrAreNoTextAreRefused(final String arguments) throws IOException {
            final RawConnection.Answer answer =
                    ask(
                            "POST /users/import?delimiter=,&"
                                    + arguments
                                    + " HTTP/1.1"
                                    + TOKEN
                                    + FORM,
                            "file=%24user_id%0Au1");

            assertThat(answer.status()).as(answer.body()).isIn(400, 401, 403);
            assertThat(server.receiver.received).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "file=a%00b.csv",
                    "file=a.csv&gcsBucket=%00",
                    "file=a.csv&action=%00",
                    "file=a.csv&action=multi%00",
                    "file=" + "a/../" + "b.csv%00",
                    "action=getMultiResults&jobId=%00",
                    "action=getMultiResults&jobId=%ED%A0%80",
                })
        void withNullCharactersAreNoFaultOfTheStore(final String arguments) throws IOException {
            final RawConnection.Answer answer =
                    ask(
                            "GET /api?appId=other&clientKey=other&apiVersion=1.0.6&createJob=true"
                                    + (arguments.contains("gcsBucket") ? "" : "&gcsBucket=bucket")
                                    + (arguments.contains("action=") ? "" : "&action=multi")
                                    + "&"
                                    + arguments
                                    + " HTTP/1.1");

            assertThat(answer.status()).as(answer.body()).isBetween(400, 404);
            assertThat(server.receiver.received).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "a\u0001b", "\u00ff\u00fe", "a b c"})
        void ofAnyKindMakeAnIdempotencyKey(final String key) throws IOException {
            assertThat(
                            raw(UPLOAD
                                            + FORM
                                            + "\r\nHost: a\r\nIdempotency-Key: "
                                            + key
                                            + "\r\nContent-Length: 20\r\n\r\nfile=%24user_id%0Au1")
                                    .status())
                    .isIn(200, 400);
        }
    }

    @Nested
    class Keys {

        @Test
        void inTwoPlacesThatDifferLetNobodyIn() throws IOException {
            assertThat(
                            ask(
                                            "POST /users/import?app=shop&auth_token=other HTTP/1.1"
                                                    + FORM,
                                            "file=%24user_id%0Au1&auth_token=sesame-old")
                                    .status())
                    .isBetween(400, 403);
            assertThat(server.receiver.received).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "Token",
                    "Token  ",
                    "Basic",
                    "Basic !",
                    "Basic Og==",
                    "Digest a",
                    "Token\tsesame",
                })
        void thatAreNoneLetNobodyIn(final String header) throws IOException {
            assertThat(
                            ask(
                                            "POST /users/import HTTP/1.1\r\nAuthorization: "
                                                    + header
                                                    + FORM,
                                            "file=%24user_id%0Au1")
                                    .status())
                    .isIn(401, 429);
            assertThat(server.receiver.received).isEmpty();
        }

        @Test
        void ofALoginDoNotImportByAFormsArguments() throws IOException {
            final String basic =
                    "\r\nAuthorization: Basic "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            ("shop:" + KEY).getBytes(StandardCharsets.UTF_8));
            assertThat(
                            ask(
                                            "POST /users/import?app=$self_app&delimiter=, HTTP/1.1"
                                                    + basic
                                                    + FORM
                                                    + "\r\nOrigin: null",
                                            "file=%24user_id%0Au1")
                                    .status())
                    .isEqualTo(401);
            assertThat(server.receiver.received).isEmpty();
        }
    }
}
