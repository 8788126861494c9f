// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a request is told in Dashly's words, and changes no user. */
@ExtendWith({SharedSystem.class, SharedApis.class})
class DashlyRefusalsIT {

    private static final String FILE = "$user_id\nrefused\n";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static DashlyFlow flow;

    @BeforeAll
    static void start(final DashlyFlow dashly) {
        flow = dashly;
    }

    @AfterAll
    static void changesNoUser() {
        flow.api().awaitRest();
        assertThat(flow.api().database().attributes(flow.api().app(), "refused")).isEmpty();
    }

    @ParameterizedTest(name = "Authorization: {0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none          | 401 | The token is missing",
                "Token         | 401 | The token is missing",
                "Token wrong   | 401 | Invalid token",
                "Basic bm9ib2R5Om5vdGhpbmc= | 401 | HTTP Basic only asks how imports go"
            })
    void refusesWithoutTheToken(final String authorization, final int status, final String error) {
        final ApiClient client =
                authorization == null
                        ? flow.api().anybody()
                        : flow.api().anybody().with("Authorization", authorization);
        final ApiResponse answer = client.multipart(DashlyFlow.PATH, right());

        assertRefused(answer, status, error);
        assertThat(answer.header("www-authenticate")).isNotBlank();
    }

    @Test
    void refusesABrowsersLoginWhichAnotherSitesFormCouldUse() {
        final ApiResponse answer = flow.api().browser().multipart(DashlyFlow.PATH, right());

        assertRefused(
                answer,
                401,
                "HTTP Basic only asks how imports go; to start one, send the header Authorization:"
                        + " Token and the app's key");
        assertThat(answer.header("www-authenticate")).startsWith("Token ");
        assertThat(flow.api().browser().get("/imports").status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "app         | other-app | 403 | app: \"other-app\" is not the app of this token",
                "app         | ''        | 400 | app is missing",
                "merge_field | $phone    | 400 | merge_field: \"$phone\" is not known",
                "delimiter   | ::        | 400 | delimiter: \"::\" is not taken",
                "tags        | [1        | 400 | tags: "
            })
    void refusesArguments(
            final String name, final String value, final int status, final String error) {
        final Multipart body = new Multipart().file("file", "users.csv", FILE).field(name, value);
        if (!name.equals("app")) {
            body.field("app", "$self_app");
        }
        assertRefused(flow.client().multipart(DashlyFlow.PATH, body), status, error);
    }

    @Test
    void refusesRequestsWithoutAFile() {
        assertRefused(
                flow.client().multipart(DashlyFlow.PATH, new Multipart().field("app", "$self_app")),
                400,
                "file is missing");
        assertRefused(
                flow.client().form(DashlyFlow.PATH, Map.of("app", "$self_app")),
                400,
                "file is missing");
    }

    @Test
    void refusesTheNameOfAFileInsteadOfIt() {
        assertRefused(
                flow.client()
                        .form(DashlyFlow.PATH, Map.of("app", "$self_app", "file", "@./users.csv")),
                400,
                "file: \"@./users.csv\" is the name of a file, not the file");
    }

    @Test
    void refusesTwoFiles() {
        assertRefused(
                flow.client().multipart(DashlyFlow.PATH, right().file("file", "more.csv", FILE)),
                400,
                "file: the request has two files");
    }

    @Test
    void refusesAPartWhoseNameIsEmpty() {
        assertRefused(
                flow.client().multipart(DashlyFlow.PATH, right().file("", "more.csv", FILE)),
                400,
                "a part of the request has no name");
    }

    @Test
    void refusesAPartWithoutAName() {
        assertRefused(
                flow.client()
                        .multipart(
                                DashlyFlow.PATH,
                                right().part(
                                                "Content-Disposition: form-data",
                                                FILE.getBytes(StandardCharsets.UTF_8))),
                400,
                "a part of the request has no name");
    }

    @Test
    void refusesABodyThatIsNoForm() {
        assertRefused(
                flow.client()
                        .with("Content-Type", "text/csv")
                        .call("POST", DashlyFlow.PATH, BodyPublishers.ofString(FILE)),
                400,
                "Content-Type: text/csv is not taken; use multipart/form-data");
    }

    @Test
    void refusesWhatIsNoMultipart() {
        for (final String type : new String[] {Multipart.type(), "multipart/form-data"}) {
            final ApiResponse answer =
                    flow.client()
                            .with("Content-Type", type)
                            .call("POST", DashlyFlow.PATH, BodyPublishers.ofString(FILE));
            assertRefused(answer, 400, "");
            assertThat(answer.error()).as(type).contains("multipart");
        }
    }

    @Test
    void refusesGet() {
        final ApiResponse answer = flow.client().get(DashlyFlow.PATH);

        assertRefused(answer, 405, "GET is not taken here");
        assertThat(answer.header("allow")).isEqualTo("POST");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no key column | name                | line 1: there is no $user_id column",
                "a space       | '\" $user_id\"'     | line 1, column  $user_id",
                "empty         | ''                  | the file is empty",
                "a quote       | '$user_id;\"name'   | line 1: a double quote opens here"
            })
    void refusesFilesWithAFaultAndFailsTheirJobs(
            final String what, final String content, final String error) {
        final int before = flow.api().database().jobs(flow.api().app()).size();
        final ApiResponse answer = flow.send("faulty.csv", content);

        assertRefused(answer, 400, "file: " + error);
        Await.until(
                TIMEOUT,
                () -> "a failed job",
                () ->
                        flow.api().database().jobs(flow.api().app()).stream()
                                .skip(before)
                                .anyMatch(job -> job.state().equals("FAILED")));
        final Job job = flow.api().database().jobs(flow.api().app()).getLast();
        assertThat(job.error()).startsWith("faulty.csv, " + error);
    }

    private static Multipart right() {
        return new Multipart().field("app", "$self_app").file("file", "users.csv", FILE);
    }

    private static void assertRefused(
            final ApiResponse answer, final int status, final String error) {
        assertThat(answer.body()).startsWith("{\"meta\":{\"status\":" + status + ",\"error\":");
        assertThat(answer.body()).endsWith("},\"data\":{}}");
        assertThat(answer.json().at("/meta/error").asText()).matches("[A-Za-z]+[0-9]*");
        assertThat(answer.error()).startsWith(error);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.body()).doesNotContain(flow.api().key());
    }
}
