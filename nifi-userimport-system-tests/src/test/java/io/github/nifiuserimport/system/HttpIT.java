// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.rest.Bulletin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One port for both APIs, the pages and monitoring, as HTTP has it; and who may do what there. */
@ExtendWith({SharedSystem.class, SharedApis.class})
class HttpIT {

    /** As many wrong keys are taken from an address within a minute. */
    private static final int WRONG_KEYS = 20;

    private static DashlyFlow dashly;
    private static LeanplumFlow leanplum;
    private static ApiFlow api;
    private static Job job;
    private static long lastBulletin;

    @BeforeAll
    static void start(final DashlyFlow first, final LeanplumFlow second) {
        dashly = first;
        leanplum = second;
        api = dashly.api();
        job = dashly.imported("http.csv", "$user_id\n8001\n");
        lastBulletin =
                api.nifi().bulletins().after(0).stream().mapToLong(Bulletin::id).max().orElse(0);
    }

    @AfterAll
    static void whatStrangersSendIsNoBulletin() {
        assertThat(api.nifi().bulletins().after(lastBulletin))
                .noneMatch(bulletin -> "Take requests".equals(bulletin.source()));
    }

    @Test
    void oneCopyOfTheTemplateSpeaksBothApis() {
        leanplum.upload(LeanplumFlow.BUCKET, "both.csv", "userId,userAttributes.a\nboth,1\n");
        final String object =
                LeanplumFlow.jobId(
                        leanplum.api().anybody().get("/api", leanplum.multi("both.csv")));
        final ApiResponse upload =
                leanplum.api()
                        .anybody()
                        .with("Authorization", "Token " + leanplum.api().key())
                        .multipart(
                                DashlyFlow.PATH,
                                new Multipart()
                                        .field("app", "$self_app")
                                        .file("file", "both.csv", "$user_id\tb\nboth\t2\n"));

        leanplum.api().await(object);
        leanplum.api().await(DashlyFlow.jobId(upload));
        assertThat(leanplum.api().database().attributes(leanplum.api().app(), "both"))
                .contains(Database.json("{\"a\":1,\"b\":2}"));
    }

    @Test
    void theRootLeadsToTheImports() {
        final ApiResponse answer = api.anybody().get("/");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(api.uri().resolve("/").resolve(answer.header("location")).getPath())
                .isEqualTo("/imports");
    }

    @ParameterizedTest
    @CsvSource({
        "/imports, 'GET, HEAD'",
        "/imports/1, 'GET, HEAD, DELETE'",
        "/imports.json, 'GET, HEAD'"
    })
    void aFileThatIsSentToAPageIsNotDroppedSilently(final String path, final String allowed) {
        final ApiResponse answer =
                dashly.client()
                        .multipart(
                                path, new Multipart().file("file", "users.csv", "$user_id\n1\n"));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo(allowed);
        assertThat(answer.json().path("error").asText()).contains("POST /users/import");
    }

    @Test
    void whatIsNotThereSaysWhereToGoInTheFormThatIsAskedFor() {
        final ApiResponse data = api.anybody().get("/nothing");
        final ApiResponse page = api.anybody().browser().get("/nothing");

        assertThat(data.status()).isEqualTo(404);
        assertThat(data.json().path("error").asText()).contains("/imports");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.body()).startsWith("<!DOCTYPE html>").contains("imports");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/imports", "/imports/ID", "/imports/ID.json", "/imports/ID/rejected.csv"})
    void headIsGetWithoutItsBody(final String resource) {
        final String path = resource.replace("ID", job.id());
        final ApiResponse get = dashly.client().get(path);
        final ApiResponse head = dashly.client().call("HEAD", path, BodyPublishers.noBody());

        assertThat(head.status()).isEqualTo(get.status()).isEqualTo(200);
        assertThat(head.header("content-type")).isEqualTo(get.header("content-type"));
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api             | GET, POST, OPTIONS",
                "/users/import    | POST, OPTIONS",
                "/v1/users/import | POST, OPTIONS",
                "/imports         | GET, HEAD, OPTIONS"
            })
    void optionsTellsWhatIsTaken(final String path, final String methods) {
        final ApiResponse answer = api.anybody().call("OPTIONS", path, BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("allow")).isEqualTo(methods);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/imports", "/nothing", "/api", "/users/import", "/healthz"})
    void everyAnswerHasTheHeadersThatProtectBrowsers(final String path) {
        final ApiResponse answer = api.anybody().get(path);

        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void healthIsToldToAnybody() {
        final ApiResponse answer = api.anybody().get("/healthz");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("status").asText()).isEqualTo("ok");
    }

    @Test
    void metricsAreToldToWhomHasAKey() {
        final ApiResponse answer = reader().get("/metrics");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("text/plain");
        assertThat(answer.body())
                .contains("userimport_http_requests_total{status=\"200\"}")
                .doesNotContain(api.key());
        assertThat(api.anybody().get("/metrics").status()).isEqualTo(401);
    }

    @Test
    void aReadOnlyKeyLooksAtEverything() {
        for (final String path :
                List.of("/imports", "/imports/" + job.id(), "/imports/" + job.id() + ".json")) {
            assertThat(reader().get(path).status()).isEqualTo(200);
            assertThat(
                            api.anybody()
                                    .browser()
                                    .loggedIn(api.app(), api.readOnlyKey())
                                    .get(path)
                                    .status())
                    .isEqualTo(200);
        }
        final Map<String, String> question = leanplum.getMultiResults("no-such");
        question.put("clientKey", leanplum.api().readOnlyKey());
        assertThat(leanplum.api().anybody().get("/api", question).error())
                .isEqualTo("jobId: no import job no-such is known");
    }

    @Test
    void aReadOnlyKeyImportsNothing() {
        leanplum.upload(LeanplumFlow.BUCKET, "read-only.csv", "userId\nread-only\n");
        final Map<String, String> multi = leanplum.multi("read-only.csv");
        multi.put("clientKey", leanplum.api().readOnlyKey());

        assertThat(leanplum.api().anybody().form("/api", multi).status()).isEqualTo(403);
        assertThat(
                        reader().multipart(
                                        DashlyFlow.PATH,
                                        new Multipart()
                                                .field("app", "$self_app")
                                                .file("file", "read-only.csv", "$user_id\n1\n"))
                                .status())
                .isEqualTo(403);
        for (final ApiFlow flow : List.of(api, leanplum.api())) {
            flow.awaitRest();
            assertThat(flow.database().jobs(flow.app(), "read-only.csv")).isEmpty();
        }
    }

    @Test
    void whoGuessesKeysHasToWaitAndNobodyElseHas() throws IOException {
        final ApiClient guesser = api.anybody().from(InetAddress.getByName("127.0.0.9"));
        for (int i = 0; i < WRONG_KEYS; i++) {
            assertThat(
                            guesser.with("Authorization", "Token guess-" + i)
                                    .get("/imports.json")
                                    .status())
                    .isEqualTo(401);
        }

        final ApiResponse next = guesser.with("Authorization", "Token guess").get("/imports.json");
        assertThat(next.status()).isEqualTo(429);
        assertThat(Integer.parseInt(next.header("retry-after"))).isBetween(1, 60);
        assertThat(guesser.with("Authorization", "Token " + api.key()).get("/imports").status())
                .as("also with a right key, or it would tell which one is right")
                .isEqualTo(429);
        assertThat(dashly.client().get("/imports").status()).isEqualTo(200);
    }

    private static ApiClient reader() {
        return api.anybody().with("Authorization", "Token " + api.readOnlyKey());
    }
}
