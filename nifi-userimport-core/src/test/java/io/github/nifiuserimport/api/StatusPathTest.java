// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import static io.github.nifiuserimport.api.OwnFormat.HTML;
import static io.github.nifiuserimport.api.OwnFormat.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a GET asks for, by path and Accept header. */
class StatusPathTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("/imports", BROWSER, new StatusRequest.Latest(HTML, "imports/")),
                Arguments.of("/imports/", BROWSER, new StatusRequest.Latest(HTML, "")),
                Arguments.of("/imports", "*/*", new StatusRequest.Latest(JSON, "imports/")),
                Arguments.of("/imports", null, new StatusRequest.Latest(JSON, "imports/")),
                Arguments.of("/imports.json", BROWSER, new StatusRequest.Latest(JSON, "imports/")),
                Arguments.of("/imports/a", BROWSER, new StatusRequest.OneJob("a", HTML)),
                Arguments.of("/imports/a", "*/*", new StatusRequest.OneJob("a", HTML)),
                Arguments.of("/imports/a", null, new StatusRequest.OneJob("a", HTML)),
                Arguments.of("/imports/a", "application/json", new StatusRequest.OneJob("a", JSON)),
                Arguments.of("/imports/a.json", BROWSER, new StatusRequest.OneJob("a", JSON)),
                Arguments.of("/imports/a+b%2Fc", "*/*", new StatusRequest.OneJob("a+b/c", HTML)),
                Arguments.of("/imports/a%", "*/*", new StatusRequest.OneJob("a%", HTML)),
                Arguments.of("/imports/.json", "*/*", new StatusRequest.OneJob(".json", HTML)),
                Arguments.of(
                        "/imports/a/rejected.csv",
                        BROWSER,
                        new StatusRequest.RejectedRows("a", "csv")),
                Arguments.of(
                        "/imports/a/rejected.jsonl",
                        BROWSER,
                        new StatusRequest.RejectedRows("a", "jsonl")),
                Arguments.of(
                        "/imports/a/responses.jsonl", BROWSER, new StatusRequest.Responses("a")),
                Arguments.of("/imports/a/cancel", "*/*", new StatusRequest.CancelQuestion("a")),
                Arguments.of(
                        "/imports/a/rejected.exe",
                        "*/*",
                        new StatusRequest.Unknown("/imports/a/rejected.exe", JSON)),
                Arguments.of(
                        "/imports//a", BROWSER, new StatusRequest.Unknown("/imports//a", HTML)),
                Arguments.of("/importsa", BROWSER, new StatusRequest.Unknown("/importsa", HTML)),
                Arguments.of("/", "*/*", new StatusRequest.Unknown("/", JSON)));
    }

    static Stream<Arguments> histories() {
        final Optional<Instant> none = Optional.empty();
        return Stream.of(
                Arguments.of(
                        "/users/u1/history",
                        BROWSER,
                        "",
                        new StatusRequest.History("u1", none, HTML)),
                Arguments.of(
                        "/users/u1/history", null, "", new StatusRequest.History("u1", none, HTML)),
                Arguments.of(
                        "/users/u1/history",
                        "application/json",
                        "",
                        new StatusRequest.History("u1", none, JSON)),
                Arguments.of(
                        "/users/a%40b.c%2Fd/history.json",
                        BROWSER, "", new StatusRequest.History("a@b.c/d", none, JSON)),
                Arguments.of(
                        "/users/import/history.json",
                        "*/*",
                        "2026-03-01T10:00:00.123456Z",
                        new StatusRequest.History(
                                "import",
                                Optional.of(Instant.parse("2026-03-01T10:00:00.123456Z")),
                                JSON)),
                Arguments.of(
                        "/users/u1/history.json",
                        "*/*",
                        "yesterday",
                        new StatusRequest.Faulty(
                                "before is no time such as 2026-11-28T09:30:00Z: \"yesterday\"",
                                JSON)),
                Arguments.of("/users/u1", "*/*", "", new StatusRequest.Unknown("/users/u1", JSON)),
                Arguments.of(
                        "/users//history",
                        "*/*",
                        "",
                        new StatusRequest.Unknown("/users//history", JSON)));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void tellsWhoseHistoryIsMeant(
            final String path,
            final String accept,
            final String before,
            final StatusRequest expected) {
        assertThat(StatusPath.request(path, accept, Map.of("before", before))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isReadFromThePath(final String path, final String accept, final StatusRequest expected) {
        assertThat(StatusPath.request(path, accept)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /imports/a, a, JSON",
        "DELETE, /imports/a.json, a, JSON",
        "DELETE, /imports/a%2Fb, a/b, JSON",
        "POST, /imports/a/cancel, a, JSON",
        "DELETE, /imports/a/cancel, ,",
        "POST, /imports/a, ,",
        "PUT, /imports/a, ,",
        "GET, /imports/a/cancel, ,",
        "DELETE, /imports, ,",
        "DELETE, /imports/, ,",
        "DELETE, /imports/a/rejected.csv, ,",
        "POST, /imports//cancel, ,"
    })
    void aJobIsCancelledByItsPathOrFromWhereThatIsAsked(
            final String method, final String path, final String id, final OwnFormat format) {
        assertThat(StatusPath.cancelled(method, path, "*/*"))
                .isEqualTo(
                        Optional.ofNullable(id).map(job -> new StatusRequest.OneJob(job, format)));
    }

    @Test
    void aBrowserIsAnsweredWithAPage() {
        assertThat(StatusPath.cancelled("POST", "/imports/a/cancel", BROWSER))
                .contains(new StatusRequest.OneJob("a", HTML));
        assertThat(StatusPath.jobFromQuestion("a/b")).isEqualTo("../a%2Fb");
    }
}
