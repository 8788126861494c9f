// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import static io.github.nifiuserimport.server.ServerFixture.KEY;
import static io.github.nifiuserimport.server.ServerFixture.OLD_KEY;
import static io.github.nifiuserimport.server.ServerFixture.READ_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.api.ImportRequest;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ImportServerTest {

    private static final String USERS = "$user_id,$name\nu1,Ann\n";

    private ServerFixture server;

    @BeforeEach
    void start() throws IOException {
        server = ServerFixture.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest.Builder upload(final String path, final String... parts) {
        final StringBuilder body = new StringBuilder();
        for (int i = 0; i < parts.length; i += 2) {
            body.append("--b\r\nContent-Disposition: form-data; name=\"").append(parts[i]);
            body.append(parts[i].equals("file") ? "\"; filename=\"my users.csv\"" : "\"");
            body.append("\r\n\r\n").append(parts[i + 1]).append("\r\n");
        }
        return server.request(path)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(body.append("--b--\r\n").toString()));
    }

    private static String encoded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String basic(final String app, final String key) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((app + ":" + key).getBytes(StandardCharsets.UTF_8));
    }

    private String multi(final String file) {
        return "/api?action=multi&apiVersion=1.0.6&createJob=true&appId=shop&clientKey="
                + encoded(KEY)
                + "&gcsBucket=bucket&file="
                + encoded(file);
    }

    @Nested
    class Uploads {

        @ParameterizedTest
        @ValueSource(strings = {"/users/import", "/users/import/", "/v1/users/import"})
        void areCheckedRegisteredHandedOverAndAnswered(final String path) throws Exception {
            final HttpResponse<String> answer =
                    server.send(
                            upload(path, "app", "$self_app", "file", USERS, "delimiter", ",")
                                    .header("Authorization", "Token " + KEY));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"updates_planned\":1");
            assertThat(server.receiver.received).hasSize(1);
            final MemoryReceiver.Received received = server.receiver.received.getFirst();
            assertThat(received.content()).isEqualTo(USERS);
            assertThat(received.description().fileName()).isEqualTo("my users.csv");
            assertThat(received.description().app()).isEqualTo("shop");
            assertThat(answer.body()).contains(received.description().jobId());
            assertThat(server.store.status(received.description().jobId()).orElseThrow().state())
                    .isEqualTo(JobState.PENDING);
        }

        @Test
        void takeTheirArgumentsFromTheAddress() throws Exception {
            final HttpResponse<String> answer =
                    server.send(
                            upload(
                                            "/users/import?app=shop&delimiter=%2C&tags=%22a%22",
                                            "file", USERS)
                                    .header("Authorization", "Bearer " + OLD_KEY));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(server.receiver.received.getFirst().description().request())
                    .isInstanceOfSatisfying(
                            ImportRequest.Upload.class,
                            upload -> assertThat(upload.tags()).isEqualTo("\"a\""));
        }

        @Test
        void areTakenAsAForm() throws Exception {
            final HttpResponse<String> answer =
                    server.send(
                            server.request("/users/import")
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(
                                            BodyPublishers.ofString(
                                                    "auth_token="
                                                            + encoded(KEY)
                                                            + "&app=shop&delimiter=,&file="
                                                            + encoded(USERS))));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(server.receiver.received.getFirst().content()).isEqualTo(USERS);
        }

        @Test
        void areAnsweredWithTheirRowErrors() throws Exception {
            final HttpResponse<String> answer =
                    server.send(
                            upload(
                                            "/users/import?app=shop&delimiter=,",
                                            "file",
                                            "$user_id,n\n,1\nu,2\n")
                                    .header("Authorization", "Token " + KEY));

            assertThat(answer.body()).contains("\"row_errors\":{\"2\":", "\"updates_planned\":1");
        }

        @Test
        void thatCannotBeImportedAreAFailedJobAndAreNotHandedOver() throws Exception {
            final HttpResponse<String> answer =
                    server.send(
                            upload("/users/import?app=shop&delimiter=,", "file", "$name\nAnn\n")
                                    .header("Authorization", "Token " + KEY));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("$user_id");
            assertThat(server.receiver.received).isEmpty();
            assertThat(server.receiver.dropped).hasValue(1);
            assertThat(server.store.latest("shop", 10))
                    .singleElement()
                    .satisfies(
                            job -> {
                                assertThat(job.state()).isEqualTo(JobState.FAILED);
                                assertThat(job.error()).contains("my users.csv");
                            });
        }

        @Test
        void withoutAKeyAreRefusedBeforeTheirFileIsTaken() throws Exception {
            final HttpResponse<String> answer =
                    server.send(upload("/users/import", "app", "$self_app", "file", USERS));

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(server.receiver.begun).hasValue(0);
        }

        @Test
        void thatAreTooLargeAreRefusedWithoutBeingReadToTheirEnd() throws Exception {
            final HttpResponse<String> answer =
                    server.send(
                            upload(
                                            "/users/import?app=shop",
                                            "file",
                                            "x".repeat(ServerFixture.MAX_FILE + 1))
                                    .header("Authorization", "Token " + KEY));

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("file: has more than 100,000 bytes");
            assertThat(server.receiver.received).isEmpty();
        }

        @Test
        void withTheSameIdempotencyKeyStartOneJob() throws Exception {
            final HttpRequest.Builder request =
                    upload("/users/import?app=shop&delimiter=,", "file", USERS)
                            .header("Authorization", "Token " + KEY)
                            .header("Idempotency-Key", "once");
            server.send(request);
            server.send(request);

            assertThat(server.receiver.received).hasSize(1);
            assertThat(server.store.latest("shop", 10)).hasSize(1);
        }

        @Test
        void thatCannotBeHandedOverLeaveNoJob() throws Exception {
            server.receiver.breaks = true;
            final HttpResponse<String> answer =
                    server.send(
                            upload("/users/import?app=shop&delimiter=,", "file", USERS)
                                    .header("Authorization", "Token " + KEY));

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(server.store.latest("shop", 10)).isEmpty();
            assertThat(server.faults).hasSize(1);
        }

        @Test
        void areAskedToComeBackWhileThereIsNoRoom() throws Exception {
            server.receiver.room = false;
            final HttpResponse<String> answer =
                    server.send(
                            upload("/users/import?app=shop", "file", USERS)
                                    .header("Authorization", "Token " + KEY));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(server.receiver.begun).hasValue(0);
        }

        @Test
        void whoseClientHangsUpMidwayLeaveNothing() throws Exception {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                final OutputStream output = socket.getOutputStream();
                output.write(
                        Text.format(
                                        """
                                        POST /users/import?app=shop HTTP/1.1\r
                                        Host: localhost\r
                                        Authorization: Token %s\r
                                        Content-Type: multipart/form-data; boundary=b\r
                                        Content-Length: 50000\r
                                        \r
                                        --b\r
                                        Content-Disposition: form-data; name="file"\r
                                        \r
                                        %s""",
                                        KEY, USERS.repeat(100))
                                .getBytes(StandardCharsets.UTF_8));
                output.flush();
                await(() -> server.receiver.begun.get() == 1);
            }
            await(() -> server.receiver.dropped.get() == 1);
            assertThat(server.receiver.received).isEmpty();
            assertThat(server.store.latest("shop", 10)).isEmpty();
        }
    }

    @Nested
    class Objects {

        @ParameterizedTest
        @ValueSource(strings = {"users.csv", "a&b.csv", "a+b.csv", "100%.csv", "ü/ä b.csv"})
        void areHandedOverByTheNameThatIsInTheAddress(final String object) throws Exception {
            final HttpResponse<String> answer = server.get(multi(object));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(server.receiver.received.getFirst().description().request())
                    .isEqualTo(new ImportRequest.FromBucket(null, "bucket", object));
        }

        @Test
        void areAskedForInAJsonBody() throws Exception {
            final HttpResponse<String> answer =
                    server.send(
                            server.request("/api")
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            BodyPublishers.ofString(
                                                    """
                                                    {"action":"multi","apiVersion":"1.0.6",
                                                     "createJob":true,"appId":"shop",
                                                     "clientKey":"sesame-old","gcsBucket":"bucket",
                                                     "file":"users.csv"}
                                                    """)));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(server.receiver.received).hasSize(1);
        }

        @Test
        void areNotImportedByAHead() throws Exception {
            final HttpResponse<String> answer =
                    server.send(
                            server.request(multi("users.csv"))
                                    .method("HEAD", BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("GET, POST");
            assertThat(server.receiver.received).isEmpty();
        }
    }

    @Nested
    class Keys {

        @Test
        void thatOnlyReadDoNotImport() throws Exception {
            assertThat(
                            server.send(
                                            upload("/users/import?app=shop", "file", USERS)
                                                    .header("Authorization", "Token " + READ_KEY))
                                    .statusCode())
                    .isEqualTo(403);
            assertThat(
                            server.send(
                                            server.request("/imports")
                                                    .header(
                                                            "Authorization",
                                                            basic("shop", READ_KEY)))
                                    .statusCode())
                    .isEqualTo(200);
            assertThat(server.receiver.begun).hasValue(0);
        }

        @Test
        void thatAreWrongTooOftenAreNoLongerLookedAt() throws Exception {
            for (int i = 0; i < 5; i++) {
                assertThat(
                                server.send(
                                                server.request("/imports")
                                                        .header("Authorization", "Token wrong" + i))
                                        .statusCode())
                        .isEqualTo(401);
            }
            final HttpResponse<String> answer =
                    server.send(server.request("/imports").header("Authorization", "Token " + KEY));

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
        }

        @Test
        void ofALoginStartNothingUnlessOurOwnPageAsks() throws Exception {
            final HttpResponse<String> page =
                    server.send(
                            server.request("/imports")
                                    .header("Accept", "text/html")
                                    .header("Authorization", basic("shop", KEY)));
            final String token =
                    page.body()
                            .replaceFirst("(?s).*name=\"page-token\" content=\"([^\"]*)\".*", "$1");
            final HttpRequest.Builder request =
                    upload("/users/import?app=shop&delimiter=,", "file", USERS)
                            .header("Authorization", basic("shop", KEY));

            assertThat(server.send(request.copy()).statusCode()).isEqualTo(401);
            assertThat(
                            server.send(
                                            request.copy()
                                                    .header("X-Page-Token", token)
                                                    .header("Sec-Fetch-Site", "cross-site"))
                                    .statusCode())
                    .isEqualTo(401);
            assertThat(server.receiver.begun).hasValue(0);
            assertThat(
                            server.send(
                                            request.copy()
                                                    .header("X-Page-Token", token)
                                                    .header("Sec-Fetch-Site", "same-origin"))
                                    .statusCode())
                    .isEqualTo(200);
        }
    }

    @Nested
    class OtherPaths {

        @Test
        void leadToTheImports() throws Exception {
            final HttpResponse<String> root = server.get("/");
            assertThat(root.statusCode()).isEqualTo(302);
            assertThat(root.headers().firstValue("Location")).contains("imports");
            final HttpResponse<String> nothing = server.get("/nothing");
            assertThat(nothing.statusCode()).isEqualTo(404);
            assertThat(nothing.body()).contains("/imports");
        }

        @Test
        void doNotSwallowFiles() throws Exception {
            final HttpResponse<String> answer =
                    server.send(
                            upload("/imports", "file", USERS)
                                    .header("Authorization", "Token " + KEY));

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
            assertThat(answer.body()).contains("POST /users/import");
        }

        @Test
        void answerHeadAndOptions() throws Exception {
            final HttpResponse<String> head =
                    server.send(
                            server.request("/imports.json")
                                    .header("Authorization", "Token " + KEY)
                                    .method("HEAD", BodyPublishers.noBody()));
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            final HttpResponse<String> options =
                    server.send(
                            server.request("/users/import")
                                    .method("OPTIONS", BodyPublishers.noBody()));
            assertThat(options.statusCode()).isEqualTo(204);
            assertThat(options.headers().firstValue("Allow")).contains("POST, OPTIONS");
        }

        @Test
        void tellHealthAndMetrics() throws Exception {
            assertThat(server.get("/healthz").body()).isEqualTo("{\"status\":\"ok\"}");
            assertThat(server.get("/metrics").statusCode()).isEqualTo(401);
            assertThat(
                            server.send(
                                            server.request("/metrics")
                                                    .header("Authorization", "Bearer " + READ_KEY))
                                    .body())
                    .contains("userimport_http_requests_total{status=\"401\"} 1.0")
                    .contains("userimport_jobs{state=\"pending\"} 0.0")
                    .contains("userimport_rows{outcome=\"applied\"} 0.0");
        }
    }

    @Nested
    class WhatIsNoRequest {

        @Test
        void isAnsweredInTheFormOfItsPath() throws Exception {
            assertThat(
                            server.raw(
                                    "POST /users/import HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("{\"meta\":{\"status\":400");
            assertThat(server.raw("GET /api?a=" + "a".repeat(20_000) + " HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 414")
                    .doesNotContain("aaaa");
            assertThat(
                            server.send(
                                            server.request("/users/import")
                                                    .header("Content-Type", "multipart/form-data")
                                                    .header("Authorization", "Token " + KEY)
                                                    .POST(BodyPublishers.ofString("x")))
                                    .body())
                    .contains("boundary");
        }

        @Test
        void isClosedWhenItDoesNotComeToItsEnd() throws Exception {
            final long begin = System.nanoTime();
            server.raw("GET /api HTTP/1.1\r\nHost:");
            server.raw(
                    "POST /api HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 10\r\n\r\n{");

            assertThat((System.nanoTime() - begin) / 1_000_000_000).isLessThan(20);
        }

        @Test
        void isClosedWhenItsHeaderTricklesIn() throws Exception {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.setSoTimeout(1_000);
                final OutputStream output = socket.getOutputStream();
                final long begin = System.nanoTime();
                boolean closed = false;
                while (!closed && System.nanoTime() - begin < 20_000_000_000L) {
                    output.write('G');
                    output.flush();
                    try {
                        closed = socket.getInputStream().read() < 0;
                    } catch (final java.net.SocketTimeoutException stillOpen) {
                        closed = false;
                    } catch (final IOException reset) {
                        closed = true;
                    }
                }
                assertThat(closed).isTrue();
            }
        }
    }

    private static void await(final java.util.function.BooleanSupplier condition)
            throws InterruptedException {
        final long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
            Thread.sleep(10);
        }
    }
}
