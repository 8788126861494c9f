// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request is told in Leanplum's words, and starts nothing. */
@ExtendWith({SharedSystem.class, SharedApis.class})
class LeanplumRefusalsIT {

    private static LeanplumFlow flow;
    private static int jobs;

    @BeforeAll
    static void start(final LeanplumFlow leanplum) {
        flow = leanplum;
        flow.upload(LeanplumFlow.BUCKET, "users.csv", "userId\nrefused\n");
        flow.imported("first.csv", "userId\n");
        jobs = flow.api().database().jobs(flow.api().app()).size();
    }

    @AfterAll
    static void startsNothing() {
        flow.api().awaitRest();
        assertThat(flow.api().database().jobs(flow.api().app())).hasSize(jobs);
        assertThat(flow.api().database().attributes(flow.api().app(), "refused")).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "clientKey     | none                 | 400 | clientKey is missing",
                "clientKey     | ''                   | 400 | clientKey is missing",
                "clientKey     | wrong                | 403 | Invalid access key",
                "appId         | none                 | 400 | appId is missing",
                "appId         | other-app            | 403 | Invalid access key",
                "action        | none                 | 400 | action is missing",
                "action        | start                | 400 | action: \"start\" is not known",
                "apiVersion    | none                 | 400 | apiVersion is missing",
                "apiVersion    | 2.0                  | 400 | apiVersion: \"2.0\" is not supported",
                "createJob     | none                 | 400 | createJob is missing",
                "createJob     | false                | 400 | createJob: has to be true",
                "defaultAction | deleteUser           | 400 | defaultAction: \"deleteUser\" is not",
                "gcsBucket     | none                 | 400 | gcsBucket is missing",
                "gcsBucket     | private-files        | 403 | gcsBucket: \"private-files\" is not",
                "gcsBucket     | mixed-files          | 403 | file: \"users.csv\" is not in a folder",
                "gcsBucket     | ../buckets           | 403 | gcsBucket: \"../buckets\" is not",
                "file          | none                 | 400 | file is missing",
                "file          | ../private-files/u.c | 400 | file: \"../private-files/u.c\"",
                "file          | a/../../users.csv    | 400 | file: \"a/../../users.csv\"",
                "file          | /etc/passwd          | 400 | file: \"/etc/passwd\"",
                "file          | folder/              | 400 | file: \"folder/\""
            })
    void refusesArguments(
            final String name, final String value, final int status, final String error) {
        final Map<String, String> arguments = flow.multi("users.csv");
        if (value == null) {
            arguments.remove(name);
        } else {
            arguments.put(name, value);
        }
        for (final ApiResponse answer :
                List.of(
                        flow.api().anybody().get("/api", arguments),
                        flow.api().anybody().form("/api", arguments))) {
            assertRefused(answer, status, error);
        }
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "clientKey  | wrong     | 403 | Invalid access key",
                "apiVersion | none      | 400 | apiVersion is missing",
                "jobId      | none      | 400 | jobId is missing",
                "jobId      | ''        | 400 | jobId is missing",
                "jobId      | no-such   | 400 | jobId: no import job no-such is known"
            })
    void refusesQuestions(
            final String name, final String value, final int status, final String error) {
        final Map<String, String> arguments = flow.getMultiResults("no-such");
        if (value == null) {
            arguments.remove(name);
        } else {
            arguments.put(name, value);
        }
        assertRefused(flow.api().anybody().get("/api", arguments), status, error);
    }

    @Test
    void refusesABrowsersLoginWhichAnotherSitesLinkOrFormCouldUse() {
        final Map<String, String> arguments = flow.multi("users.csv");
        arguments.remove("clientKey");
        final ApiClient browser = flow.api().browser();
        for (final ApiResponse answer :
                List.of(browser.get("/api", arguments), browser.form("/api", arguments))) {
            assertRefused(
                    answer,
                    403,
                    "HTTP Basic only asks how imports go; to start one, send the arguments appId"
                            + " and clientKey");
        }
        final Map<String, String> question = flow.getMultiResults("no-such");
        question.remove("clientKey");
        assertRefused(browser.get("/api", question), 400, "jobId: no import job no-such is known");
        assertThat(browser.get("/imports").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"out/users.csv", "out.csv"})
    void refusesLinksOutOfTheBucket(final String object) throws IOException {
        final Path bucket = flow.root().resolve(LeanplumFlow.BUCKET);
        final Path other = flow.root().resolve(LeanplumFlow.OTHER);
        final Path link = bucket.resolve(object.startsWith("out/") ? "out" : object);
        Files.createSymbolicLink(
                link, object.startsWith("out/") ? other : other.resolve("users.csv"));

        assertRefused(
                flow.api().anybody().get("/api", flow.multi(object)),
                403,
                "file: " + object + " is a link, or behind one");
    }

    @Test
    void jobsOfAnotherAppAreUnknown(final DashlyFlow dashly) {
        final Job other = dashly.imported("others.csv", "$user_id\n1\n");

        assertRefused(flow.results(other.id()), 400, "jobId: no import job");
    }

    /** A body that is not what its type says. */
    record BadBody(String name, String type, String body, String error) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<BadBody> badBodies() {
        return List.of(
                new BadBody("half an object", "application/json", "{\"action\":\"multi\"", ""),
                new BadBody("a JSON array", "application/json", "[1]", ""),
                new BadBody("text", "text/plain", "action=multi", "Content-Type: text/plain"),
                new BadBody("CSV", "text/csv", "userId\n", "Content-Type: text/csv"),
                new BadBody(
                        "a contradiction", "application/x-www-form-urlencoded", "appId=x", "appId"),
                new BadBody(
                        "bytes that are no UTF-8",
                        "application/x-www-form-urlencoded",
                        "note=%FF%FE",
                        "UTF-8"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void refusesBodies(final BadBody bad) {
        final ApiResponse answer =
                flow.api()
                        .anybody()
                        .with("Content-Type", bad.type())
                        .call(
                                "POST",
                                "/api?" + ApiClient.encoded(flow.multi("users.csv")),
                                BodyPublishers.ofString(bad.body()));
        assertRefused(answer, 400, "");
        assertThat(answer.error()).contains(bad.error()).isNotBlank();
    }

    @Test
    void refusesAPartWhoseNameIsEmpty() {
        assertRefused(
                withParts(body -> body.field("", "x")), 400, "a part of the request has no name");
    }

    @Test
    void refusesAPartWithoutAName() {
        assertRefused(
                withParts(
                        body ->
                                body.part(
                                        "Content-Disposition: form-data",
                                        "x".getBytes(StandardCharsets.UTF_8))),
                400,
                "a part of the request has no name");
    }

    @Test
    void refusesWhatIsNoMultipart() {
        final ApiResponse answer =
                flow.api()
                        .anybody()
                        .with("Content-Type", Multipart.type())
                        .call("POST", "/api", BodyPublishers.ofString("no multipart"));
        assertRefused(answer, 400, "");
        assertThat(answer.error()).contains("multipart");
    }

    @Test
    void refusesOtherMethods() {
        final ApiResponse answer =
                flow.api()
                        .anybody()
                        .call(
                                "DELETE",
                                "/api?" + ApiClient.encoded(flow.multi("users.csv")),
                                BodyPublishers.noBody());
        assertRefused(answer, 405, "DELETE is not taken here");
        assertThat(answer.header("allow")).isEqualTo("GET, POST");
    }

    private static ApiResponse withParts(final UnaryOperator<Multipart> more) {
        final Multipart body = new Multipart();
        flow.multi("users.csv").forEach(body::field);
        return flow.api().anybody().multipart("/api", more.apply(body));
    }

    private static void assertRefused(
            final ApiResponse answer, final int status, final String error) {
        assertThat(answer.body()).startsWith("{\"response\":[{\"success\":false,\"error\":");
        assertThat(answer.error()).startsWith(error);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.body()).doesNotContain(flow.api().key());
    }
}
