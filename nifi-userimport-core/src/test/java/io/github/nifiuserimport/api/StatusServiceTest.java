// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.api.dashly.DashlyApi;
import io.github.nifiuserimport.api.leanplum.LeanplumApi;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.JobStore;
import io.github.nifiuserimport.job.RowNotes;
import io.github.nifiuserimport.job.history.ChangingJob;
import io.github.nifiuserimport.job.history.HistoryChange;
import io.github.nifiuserimport.job.history.UserHistory;
import io.github.nifiuserimport.page.ImportLinks;
import io.github.nifiuserimport.profile.FieldChange;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusServiceTest {

    private static final String BROWSER = "text/html,*/*;q=0.8";
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String META = "<meta name=\"page-token\" content=\"the-token\">";

    private static final JobStatus JOB =
            new JobStatus(
                    "j1",
                    "shop",
                    null,
                    "users.csv",
                    10,
                    JobState.PENDING,
                    -1,
                    Counts.NONE,
                    NOW,
                    null,
                    null,
                    null,
                    null,
                    null);

    private static final UserHistory HISTORY =
            new UserHistory(
                    "u/1",
                    "a@b.c",
                    true,
                    NOW,
                    List.of(
                            new HistoryChange(
                                    NOW,
                                    new ChangingJob("j/1", "<users>.csv", ChangingJob.Kind.IMPORT),
                                    List.of(
                                            new FieldChange("attributes.age", 1L, 2L),
                                            new FieldChange(
                                                    "attributes.<b>", "<i>", List.of(1L, "x")),
                                            new FieldChange("tags", null, null)),
                                    7,
                                    false),
                            new HistoryChange(
                                    NOW.minusSeconds(1),
                                    new ChangingJob(null, null, ChangingJob.Kind.IMPORT),
                                    List.of(new FieldChange("city", null, "Ulm")),
                                    0,
                                    true),
                            new HistoryChange(
                                    NOW.minusSeconds(2),
                                    null,
                                    List.of(new FieldChange("userId", null, "u/1")),
                                    0,
                                    false)),
                    NOW.minusSeconds(2));

    private final StatusService service =
            new StatusService(
                    storeOf(JOB),
                    "shop",
                    ImportLinks.absolute("https://imports.example.com", "https", null),
                    Clock.fixed(NOW, ZoneOffset.UTC));

    private static JobStore storeOf(final JobStatus job) {
        final RowNotes none = new RowNotes(List.of(), 0);
        return (JobStore)
                Proxy.newProxyInstance(
                        JobStore.class.getClassLoader(),
                        new Class<?>[] {JobStore.class},
                        (store, method, arguments) ->
                                switch (method.getName()) {
                                    case "status" ->
                                            Optional.of(job)
                                                    .filter(one -> one.id().equals(arguments[0]));
                                    case "latest" -> List.of(job);
                                    case "findings" -> new JobFindings(none, none, List.of());
                                    case "history" ->
                                            Optional.of(HISTORY)
                                                    .filter(
                                                            one ->
                                                                    arguments[0].equals("shop")
                                                                            && arguments[1].equals(
                                                                                    one.name()));
                                    default ->
                                            throw new UnsupportedOperationException(
                                                    method.getName());
                                });
    }

    private String body(final String path, final String accept, final Optional<String> token)
            throws Exception {
        return text(service.answer(StatusPath.request(path, accept), token, true).reply());
    }

    private static String text(final HttpReply reply) throws Exception {
        final ByteArrayOutputStream output = new ByteArrayOutputStream();
        reply.body().write(output);
        return output.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"/imports", "/imports/", "/imports/j1"})
    void pagesOfWhoeverMayStartImportsHaveTheToken(final String path) throws Exception {
        assertThat(body(path, BROWSER, Optional.of("the-token")))
                .containsOnlyOnce(META)
                .containsSubsequence("<head>", META, "</head>");
    }

    @ParameterizedTest
    @CsvSource({"/imports", "/imports/", "/imports/j1"})
    void othersHaveNone(final String path) throws Exception {
        assertThat(body(path, BROWSER, Optional.empty())).doesNotContain("page-token");
        assertThat(text(service.answer(StatusPath.request(path, BROWSER)).reply()))
                .isEqualTo(body(path, BROWSER, Optional.empty()));
    }

    /** The whole way: a login, a page, and what is sent from it. */
    @ParameterizedTest
    @CsvSource({
        "/imports, w-key, true",
        "/imports/j1, w-key, true",
        "/imports, r-key, false",
        "/imports/j1, r-key, false"
    })
    void theTokenIsOfTheLoginThatLooks(final String path, final String key, final boolean writes)
            throws Exception {
        final AccessKeys keys =
                new AccessKeys(
                        List.of(
                                new AccessKeys.Key("shop", "w-key", AccessKeys.Level.WRITE),
                                new AccessKeys.Key("shop", "r-key", AccessKeys.Level.READ)));
        final String login =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(("shop:" + key).getBytes(StandardCharsets.UTF_8));
        final ApiRequest request = new ApiRequest("GET", path, Map.of(), login, BROWSER);
        final Access.Granted granted = (Access.Granted) StatusAccess.check(request, keys);

        final Optional<String> token = OwnPage.token(login, granted);

        final String page = body(path, BROWSER, token);
        assertThat(page.contains("<meta name=\"page-token\"")).isEqualTo(writes);
        assertThat(page).doesNotContain(key);
        if (writes) {
            assertThat(page).contains(token.orElseThrow());
            assertThat(
                            OwnPage.sent(
                                    new OwnPage.Headers(
                                            login, "same-origin", null, token.orElseThrow()),
                                    null,
                                    "https://imports.example.com"))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"/imports.json", "/imports/j1.json", "/other", "/imports/j2"})
    void dataAndRefusalsHaveNoToken(final String path) throws Exception {
        assertThat(body(path, BROWSER, Optional.of("the-token"))).doesNotContain("the-token");
    }

    @Test
    void aTokenIsEscaped() throws Exception {
        assertThat(body("/imports", BROWSER, Optional.of("\"><script>")))
                .contains("content=\"&quot;&gt;&lt;script&gt;\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/, ./imports",
        "/other, ./imports",
        "/other/, ../imports",
        "/a/b, ../imports",
        "/a/b/c, ../../imports",
        "/imports/a/b/c/d, ../../../../imports",
        "/importsX, ./imports"
    })
    void whatIsNotThereHasAWayOnForPeople(final String path, final String link) throws Exception {
        final StatusAnswer answer = service.answer(StatusPath.request(path, BROWSER));
        assertThat(answer.reply().status()).isEqualTo(404);
        assertThat(answer.reply().mimeType()).isEqualTo(HttpReply.HTML);
        assertThat(text(answer.reply()))
                .contains("There is nothing at " + path + "; how imports go is told at /imports")
                .contains("<a href=\"" + link + "\">All imports</a>");
    }

    @Test
    void whatIsNotThereHasAWayOnForPrograms() throws Exception {
        final StatusAnswer answer = service.answer(StatusPath.request("/other", "*/*"));
        assertThat(answer.reply().status()).isEqualTo(404);
        assertThat(text(answer.reply()))
                .contains("There is nothing at /other; how imports go is told at /imports")
                .startsWith("{");
        for (final ImportApi api : List.of(new LeanplumApi(), new DashlyApi())) {
            assertThat(text(service.answer(new StatusRequest.Unknown("/other", api)).reply()))
                    .contains("There is nothing at /other; how imports go is told at /imports");
        }
    }

    @Test
    void aJobThatIsNotKnownHasAWayToTheOthers() throws Exception {
        assertThat(body("/imports/j2", BROWSER, Optional.empty()))
                .contains("No import j2 is known")
                .contains("<a href=\"../imports\">All imports</a>");
    }

    private String history(final String path) throws Exception {
        return text(
                service.answer(
                                StatusPath.request(path, BROWSER, Map.of()),
                                Optional.of("the-token"),
                                true)
                        .reply());
    }

    @Test
    void theHistoryOfAUserIsThereForPrograms() throws Exception {
        assertThat(history("/users/u%2F1/history.json"))
                .isEqualTo(
                        "{\"user\":\"u/1\",\"email\":\"a@b.c\",\"present\":true,"
                                + "\"since\":\"2026-03-01T10:00:00Z\",\"changes\":["
                                + "{\"time\":\"2026-03-01T10:00:00Z\",\"by\":\"import\","
                                + "\"import\":\"j/1\",\"file\":\"<users>.csv\",\"fields\":["
                                + "{\"field\":\"attributes.age\",\"before\":1,\"after\":2},"
                                + "{\"field\":\"attributes.<b>\",\"before\":\"<i>\","
                                + "\"after\":[1,\"x\"]},"
                                + "{\"field\":\"tags\",\"before\":null,\"after\":null}],"
                                + "\"events_left_out\":7},"
                                + "{\"time\":\"2026-03-01T09:59:59Z\",\"by\":\"import not kept\","
                                + "\"import\":null,\"file\":null,\"fields\":["
                                + "{\"field\":\"city\",\"before\":null,\"after\":\"Ulm\"}],\"with_later\":true},"
                                + "{\"time\":\"2026-03-01T09:59:58Z\",\"by\":\"other\","
                                + "\"import\":null,\"file\":null,\"fields\":["
                                + "{\"field\":\"userId\",\"before\":null,\"after\":\"u/1\"}]}],"
                                + "\"older_before\":\"2026-03-01T09:59:58Z\"}");
    }

    @Test
    void theHistoryOfAUserIsThereForPeople() throws Exception {
        assertThat(history("/users/u%2F1/history"))
                .contains(META, "<bdi>u/1</bdi>", "3 changes, the newest first.")
                .contains("<a href=\"../../imports\">← All imports</a>")
                .contains("href=\"../../imports/j%2F1\"", "<bdi>&lt;users&gt;.csv</bdi>")
                .contains("<bdi>attributes.&lt;b&gt;</bdi>", "<bdi>&lt;i&gt;</bdi>")
                .contains("<bdi>[1,&quot;x&quot;]</bdi>", "And 7 more events.")
                .contains("by an import that is not kept any more", "not by an import")
                .contains("Among these is what was changed later, while nothing was kept.")
                .contains("href=\"./history.json\"")
                .contains("href=\"./history?before=2026-03-01T09%3A59%3A58Z\"");
    }

    @Test
    void aUserWhoIsNotKnownHasNoHistory() throws Exception {
        final StatusAnswer answer =
                service.answer(StatusPath.request("/users/u2/history", BROWSER, Map.of()));
        assertThat(answer.reply().status()).isEqualTo(404);
        assertThat(text(answer.reply()))
                .contains("No user u2 is known")
                .contains("<a href=\"../../imports\">All imports</a>");
    }

    @Test
    void whatIsSentToAPageIsNotDroppedInSilence() throws Exception {
        final HttpReply page = StatusPath.methodNotAllowed("POST", "/imports/j1", BROWSER);
        assertThat(page.status()).isEqualTo(405);
        assertThat(page.headers()).containsEntry("Allow", "GET, HEAD, DELETE");
        assertThat(page.mimeType()).isEqualTo(HttpReply.HTML);
        assertThat(text(page))
                .contains("send a file with POST /users/import")
                .contains("<a href=\"../imports\">All imports</a>");

        final HttpReply json = StatusPath.methodNotAllowed("DELETE", "/imports", null);
        assertThat(json.status()).isEqualTo(405);
        assertThat(json.headers()).containsEntry("Allow", "GET, HEAD");
        assertThat(json.mimeType()).isEqualTo(HttpReply.JSON);
        assertThat(text(json))
                .contains(
                        "DELETE is not taken here, where it is told how imports go; send a file"
                                + " with POST /users/import");
    }
}
