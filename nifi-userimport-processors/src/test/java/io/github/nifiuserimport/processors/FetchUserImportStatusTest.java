// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.FetchUserImportStatus.FAILURE;
import static io.github.nifiuserimport.processors.FetchUserImportStatus.NOT_FOUND;
import static io.github.nifiuserimport.processors.FetchUserImportStatus.SUCCESS;
import static io.github.nifiuserimport.processors.StatusBench.get;
import static io.github.nifiuserimport.processors.StatusBench.getMultiResults;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nifiuserimport.testing.TestPostgres;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The processor over a real PostgreSQL, with jobs that PutUserImport has run. */
class FetchUserImportStatusTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static StatusBench bench;

    @BeforeAll
    static void importFiles() throws Exception {
        bench = new StatusBench(TestPostgres.shared().newDatabase());
        bench.register("waiting", "default", "later.csv");
        bench.open("running", "default", "events.csv");
        bench.importFile(
                "done",
                "default",
                "users.csv",
                """
                userId,created,userAttributes.age,createDisposition
                u1,1483228800,24,
                u2,soon,25,
                nobody,,26,CreateNever
                u3,,thirty,
                u4,1483228800,31
                """);
        bench.importFile("clean", "default", "clean.csv", "userId,userAttributes.a\nu9,1\n");
        bench.importFile("broken", "default", "bad.csv", "userId,userId\nu1,u2\n");
        bench.importFile("theirs", "other", "secret.csv", "userId,userAttributes.a\nu1,1\n");
        bench.importFile(
                "a b/é?#",
                "default",
                "<script>alert('ü')</script>\".csv",
                "userId,created\nu1,<b>\n");
    }

    @AfterEach
    void defaults() {
        for (final String property : List.of("Reply", "Import ID", "App ID", "Public URL")) {
            bench.status().removeProperty(property);
        }
        bench.status().setProperty("Import ID", "${userimport.id}");
        bench.status().setProperty("App ID", "${userimport.app}");
    }

    @Test
    void addsAttributesToWhatIsNoRequestAndLeavesItsContent() {
        final MockFlowFile told =
                bench.ask(
                        Map.of("userimport.id", "done", "userimport.error", "of an earlier try"),
                        SUCCESS);
        told.assertContentEquals("as it came");
        told.assertAttributeEquals("userimport.state", "FINISHED");
        told.assertAttributeEquals("userimport.app", "default");
        told.assertAttributeEquals("userimport.rows", "5");
        told.assertAttributeEquals("userimport.rows.rejected", "2");
        told.assertAttributeEquals("userimport.percent", "100");
        told.assertAttributeNotExists("userimport.error");
        told.assertAttributeNotExists("userimport.reply.status");
    }

    @Test
    void tellsOfAJobInAttributesOnlyWhenAskedTo() {
        bench.status().setProperty("Reply", "None");
        final Map<String, String> request = get("/imports", "text/html");
        request.put("userimport.id", "broken");
        final MockFlowFile told = bench.ask(request, SUCCESS);
        told.assertContentEquals("as it came");
        told.assertAttributeEquals("userimport.state", "FAILED");
        assertThat(told.getAttribute("userimport.error")).startsWith("bad.csv, line 1");
    }

    @ParameterizedTest
    @CsvSource({"no such job, No import no such job is known", "'', No import is named"})
    void sendsAnUnknownJobElsewhere(final String id, final String error) {
        final MockFlowFile unknown = bench.ask(Map.of("userimport.id", id), NOT_FOUND);
        unknown.assertContentEquals("as it came");
        unknown.assertAttributeEquals("userimport.error", error);
    }

    /** PostgreSQL has no text with U+0000, and complains of one. */
    @Test
    void knowsNoJobWhoseIdPostgreSQLCannotTake() {
        bench.ask(Map.of("userimport.id", "a\0b"), NOT_FOUND);
    }

    @Test
    void answersGetMultiResultsOfAJobThatWaits() throws Exception {
        assertJson(
                bench.ask(getMultiResults("waiting"), SUCCESS),
                """
                {"response":[{"success":true,"state":"PENDING"}]}
                """);
    }

    @Test
    void answersGetMultiResultsOfAJobThatRuns() throws Exception {
        assertJson(
                bench.ask(getMultiResults("running"), SUCCESS),
                """
                {"response":[{"success":true,"state":"RUNNING"}]}
                """);
    }

    @Test
    void answersGetMultiResultsOfAFinishedJob() throws Exception {
        final MockFlowFile reply = bench.ask(getMultiResults("done"), SUCCESS);
        assertJson(
                reply,
                """
                {"response":[{"success":true,"state":"FINISHED","data":{"successesCount":3,
                "failuresCount":2,
                "files":["http://imports.example.com:9090/imports/done/responses.jsonl"]}}]}
                """);
        reply.assertAttributeEquals("userimport.reply.status", "200");
        reply.assertAttributeEquals("http.context.identifier", "request 1");
        reply.assertAttributeEquals("userimport.state", "FINISHED");
    }

    @Test
    void answersGetMultiResultsOfAFailedJobWithTheReason() throws Exception {
        final JsonNode response =
                json(bench.ask(getMultiResults("broken"), SUCCESS)).at("/response/0");
        assertThat(response.at("/success").booleanValue()).isTrue();
        assertThat(response.at("/state").textValue()).isEqualTo("FAILED");
        assertThat(response.at("/error/message").textValue()).startsWith("bad.csv, line 1");
        assertThat(response.has("data")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no such job", "theirs", "'; DROP TABLE import_job; --"})
    void refusesGetMultiResultsOfAnUnknownJobAndOfAnotherApps(final String id) throws Exception {
        final MockFlowFile reply = bench.ask(getMultiResults(id), NOT_FOUND);
        assertJson(
                reply,
                "{\"response\":[{\"success\":false,\"error\":{\"message\":\"jobId: no import job "
                        + id
                        + " is known\"}}]}");
        reply.assertAttributeEquals("userimport.reply.status", "400");
    }

    @ParameterizedTest
    @CsvSource({
        "jobId, jobId is missing: give the one that action=multi replied",
        "apiVersion, apiVersion is missing: give 1.0.6"
    })
    void refusesGetMultiResultsWithoutAnArgument(final String argument, final String message)
            throws Exception {
        final Map<String, String> request = getMultiResults("done");
        request.remove("userimport.argument." + argument);
        final MockFlowFile reply = bench.ask(request, NOT_FOUND);
        reply.assertAttributeEquals("userimport.reply.status", "400");
        assertThat(json(reply).at("/response/0/error/message").textValue()).isEqualTo(message);
    }

    @Test
    void refusesARequestThatCouldNotBeRead() throws Exception {
        final Map<String, String> request = getMultiResults("done");
        request.put("userimport.request.fault", "the body is no JSON");
        final MockFlowFile reply = bench.ask(request, NOT_FOUND);
        reply.assertAttributeEquals("userimport.reply.status", "400");
        assertThat(json(reply).at("/response/0/error/message").textValue())
                .isEqualTo("the body is no JSON");
    }

    @Test
    void tellsAllThereIsAsJson() throws Exception {
        final MockFlowFile reply = bench.ask(get("/imports/done.json", "*/*"), SUCCESS);
        assertJson(
                reply,
                """
                {
                  "id": "done", "app": "default", "action": "setUserAttributes", "file": "users.csv",
                  "size": 134, "state": "FINISHED", "percent": 100,
                  "counts": {"rows_total": 5, "rows": 5, "applied": 2, "rejected": 2, "skipped": 1,
                    "warnings": 1, "users_created": 2, "users_updated": 0, "users_unchanged": 0,
                    "devices_changed": 0, "events_tracked": 0},
                  "created": "2026-03-14T09:26:50Z", "started": "2026-03-14T09:26:53Z",
                  "finished": "2026-03-14T09:26:53.500Z", "seconds": 0.5, "rows_per_second": 10,
                  "error": null,
                  "errors": [
                    {"line": 3, "column": "created", "error":
                      "\\"soon\\" is not Unix seconds, such as 1483228800, nor ISO 8601, such as 2017-01-01T00:00:00Z"},
                    {"line": 6, "column": null, "error": "the row has 3 cells, the header has 4 columns; add the missing ones, empty if need be"}],
                  "errors_left_out": 0,
                  "warnings": [
                    {"line": 4, "column": null, "warning": "User not found; request skipped."}],
                  "warnings_left_out": 0,
                  "errors_by_column": [{"column": "created", "rows": 1}, {"column": null, "rows": 1}],
                  "links": {
                    "self": "http://imports.example.com:9090/imports/done.json",
                    "page": "http://imports.example.com:9090/imports/done",
                    "rejected_rows": "http://imports.example.com:9090/imports/done/rejected.csv",
                    "responses": "http://imports.example.com:9090/imports/done/responses.jsonl",
                    "imports": "http://imports.example.com:9090/imports"}
                }
                """);
        reply.assertAttributeEquals("mime.type", "application/json");
        reply.assertAttributeEquals("Cache-Control", "no-store");
        reply.assertAttributeEquals("X-Content-Type-Options", "nosniff");
    }

    @Test
    void repliesAsDashlyDoes() throws Exception {
        bench.status().setProperty("Reply", "Dashly");
        final MockFlowFile reply = bench.ask(Map.of("userimport.id", "done"), SUCCESS);
        assertThat(json(reply).at("/meta/status").intValue()).isEqualTo(200);
        final JsonNode data = json(reply).at("/data");
        assertThat(data.at("/row_errors/3").textValue()).startsWith("column created: \"soon\"");
        assertThat(data.at("/row_errors/6").textValue()).contains("3 cells");
        assertThat(data.at("/updates_planned").longValue()).isEqualTo(3);
        assertThat(data.at("/import_id").textValue()).isEqualTo("done");
        assertThat(data.at("/state").textValue()).isEqualTo("FINISHED");

        final MockFlowFile unknown = bench.ask(Map.of("userimport.id", "none"), NOT_FOUND);
        assertJson(
                unknown,
                """
                {"meta":{"status":404,"error":"Error404","error_message":"No import none is known"},"data":{}}
                """);
    }

    @Test
    void givesOneResponseForEachRow() {
        final MockFlowFile reply = bench.ask(get("/imports/done/responses.jsonl", "*/*"), SUCCESS);
        assertThat(reply.getContent().lines())
                .containsExactly(
                        "{\"success\":true}",
                        "{\"success\":false,\"error\":{\"message\":\"column created: \\\"soon\\\" is"
                                + " not Unix seconds, such as 1483228800, nor ISO 8601, such as"
                                + " 2017-01-01T00:00:00Z\"}}",
                        "{\"success\":true,\"warning\":{\"message\":\"User not found; request"
                                + " skipped.\"}}",
                        "{\"success\":true}",
                        "{\"success\":false,\"error\":{\"message\":\"the row has 3 cells, the header has"
                                + " 4 columns; add the missing ones, empty if need be\"}}");
        reply.assertAttributeEquals("mime.type", "application/x-ndjson");
        reply.assertAttributeEquals("filename", "users.responses.jsonl");
    }

    @Test
    void handsBackTheRejectedRows() {
        final MockFlowFile reply = bench.ask(get("/imports/done/rejected.csv", "*/*"), SUCCESS);
        assertThat(reply.getContent().lines().toList())
                .hasSize(3)
                .first()
                .isEqualTo(
                        "\uFEFFuserId,created,userAttributes.age,createDisposition,line,column,error");
        assertThat(reply.getContent()).contains("\r\nu2,soon,25,,3,created,");
        reply.assertAttributeEquals("mime.type", "text/csv; charset=utf-8");
        reply.assertAttributeEquals("filename", "users.rejected.csv");
        reply.assertAttributeEquals(
                "Content-Disposition",
                "attachment; filename=\"users.rejected.csv\";"
                        + " filename*=UTF-8''users.rejected.csv");
    }

    @Test
    void handsBackTheHeadingAloneWhereNoRowWasRejected() {
        bench.ask(get("/imports/clean/rejected.csv", "*/*"), SUCCESS)
                .assertContentEquals("\uFEFFuserId,userAttributes.a,line,column,error\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "waiting/rejected.csv, The file of import waiting is not read yet; ask again when it runs",
        "broken/rejected.csv, Import broken has no rejected rows: its file could not be read",
        "done/rejected.jsonl, The rejected rows of import done are in rejected.csv",
        "none/rejected.csv, No import none is known",
        "none/responses.jsonl, No import none is known",
        "theirs.json, No import theirs is known",
        "theirs/rejected.csv, No import theirs is known",
        "theirs/responses.jsonl, No import theirs is known",
        "done/other, There is nothing at /imports/done/other; how imports go is told at /imports",
        "done/, There is nothing at /imports/done/; how imports go is told at /imports",
        "done/a/b, There is nothing at /imports/done/a/b; how imports go is told at /imports"
    })
    void saysWhatIsNotThere(final String path, final String error) throws Exception {
        final MockFlowFile reply = bench.ask(get("/imports/" + path, "*/*"), NOT_FOUND);
        reply.assertAttributeEquals("userimport.reply.status", "404");
        reply.assertAttributeEquals("userimport.error", error);
        assertThat(json(reply).at("/error").textValue()).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({
        "/imports/none, text/html, text/html; charset=utf-8",
        "/imports/none, */*, text/html; charset=utf-8",
        "/imports/none, application/json, application/json",
        "/imports/none.json, text/html, application/json",
        "/imports/a/b, 'application/xhtml+xml, TEXT/HTML;q=0.9', text/html; charset=utf-8"
    })
    void saysItInTheFormThatWasAskedFor(
            final String path, final String accept, final String mimeType) {
        final MockFlowFile reply = bench.ask(get(path, accept), NOT_FOUND);
        reply.assertAttributeEquals("userimport.reply.status", "404");
        reply.assertAttributeEquals("mime.type", mimeType);
    }

    @Test
    void showsAJobAsAPage() {
        final MockFlowFile reply = bench.ask(get("/imports/done", "text/html"), SUCCESS);
        reply.assertAttributeEquals("userimport.reply.status", "200");
        assertThat(reply.getAttribute("Content-Security-Policy")).startsWith("default-src 'none';");
        assertThat(reply.getContent())
                .startsWith("<!DOCTYPE html>")
                .contains("users.csv", "User not found; request skipped.")
                .doesNotContain("http-equiv=\"refresh\"");
        assertThat(bench.ask(get("/imports/running", "text/html"), SUCCESS).getContent())
                .contains("<meta http-equiv=\"refresh\" content=\"2\">");
    }

    @Test
    void findsAJobWhoseIdNeedsEncodingAndShowsItsNameAsText() {
        final MockFlowFile page =
                bench.ask(get("/imports/a%20b%2F%C3%A9%3F%23", "text/html"), SUCCESS);
        assertThat(page.getContent())
                .contains("href=\"./a%20b%2F%C3%A9%3F%23.json\"")
                .contains("&lt;script&gt;alert(&#39;ü&#39;)&lt;/script&gt;&quot;.csv")
                .doesNotContain("<script", "<b>");
        final MockFlowFile rejected =
                bench.ask(get("/imports/a%20b%2F%C3%A9%3F%23/rejected.csv", "*/*"), SUCCESS);
        rejected.assertAttributeEquals(
                "Content-Disposition",
                "attachment; filename=\"_script_alert('_')__script__.rejected.csv\";"
                        + " filename*=UTF-8''_script_alert%28%27%C3%BC%27%29__script__.rejected.csv");
    }

    @Test
    void listsTheJobsOfTheApp() throws Exception {
        final JsonNode list = json(bench.ask(get("/imports", "*/*"), SUCCESS)).at("/imports");
        assertThat(list.findValuesAsText("id"))
                .containsExactlyInAnyOrder(
                        "waiting", "running", "done", "clean", "broken", "a b/é?#");
        final MockFlowFile page = bench.ask(get("/imports", "text/html"), SUCCESS);
        assertThat(page.getContent())
                .contains("href=\"./imports/done\"", "later.csv")
                .doesNotContain("secret.csv");
        assertThat(bench.ask(get("/imports/", "text/html"), SUCCESS).getContent())
                .contains("href=\"./done\"");
    }

    @ParameterizedTest
    @EnumSource(StatusReplyOption.class)
    void namedRepliesAnswerForTheJobOfTheFlowFile(final StatusReplyOption reply) {
        bench.status().setProperty(FetchUserImportStatus.REPLY, reply);
        final MockFlowFile told = bench.ask(Map.of("userimport.id", "done"), SUCCESS);
        if (reply == StatusReplyOption.NONE || reply == StatusReplyOption.FROM_REQUEST) {
            told.assertContentEquals("as it came");
        } else {
            told.assertAttributeEquals("userimport.reply.status", "200");
            assertThat(told.getContent()).contains(reply.name().startsWith("L") ? "done" : "");
            assertThat(told.getContent()).isNotEqualTo("as it came");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://imports.example.org/base/, https://imports.example.org/base/imports/done.json",
        "${proto}://${http.headers.host}, https://imports.example.com:9090/imports/done.json",
        "'', http://imports.example.com:9090/imports/done.json"
    })
    void linksLeadToWhereCallersAre(final String publicUrl, final String link) throws Exception {
        if (!publicUrl.isEmpty()) {
            bench.status().setProperty("Public URL", publicUrl);
        }
        final Map<String, String> request = get("/imports/done.json", "*/*");
        request.put("proto", "https");
        assertThat(json(bench.ask(request, SUCCESS)).at("/links/self").textValue()).isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example/path", "a b", "x\"onclick", "user@host"})
    void aHostThatIsNoneIsNotRepeated(final String host) throws Exception {
        final Map<String, String> request = get("/imports/done.json", "*/*");
        request.put("http.headers.host", host);
        assertThat(json(bench.ask(request, SUCCESS)).at("/links/self").textValue())
                .isEqualTo("/imports/done.json");
    }

    @Test
    void withoutAnAppTheJobsOfAllAreKnown() {
        final Map<String, String> request = new LinkedHashMap<>(get("/imports/theirs", "*/*"));
        request.remove("userimport.app");
        bench.ask(request, SUCCESS).assertAttributeEquals("userimport.app", "other");
    }

    @Test
    void answersWhileTheStoreIsAwayAndAfterItsReturn() throws Exception {
        try (TestPostgres server = TestPostgres.start()) {
            final StatusBench away = new StatusBench(server.newDatabase());
            away.importFile("done", "default", "users.csv", "userId,userAttributes.a\nu1,1\n");
            server.stop();
            final MockFlowFile reply = away.ask(getMultiResults("done"), FAILURE);
            reply.assertAttributeEquals("userimport.reply.status", "503");
            reply.assertAttributeEquals("Retry-After", "5");
            assertJson(
                    reply,
                    """
                    {"response":[{"success":false,"error":{"message":
                    "How imports go cannot be looked up at the moment; ask again in 5 seconds"}}]}
                    """);
            final MockFlowFile page = away.ask(get("/imports", "text/html"), FAILURE);
            page.assertAttributeEquals("mime.type", "text/html; charset=utf-8");
            page.assertAttributeEquals("userimport.reply.status", "503");
            final MockFlowFile noRequest = away.ask(Map.of("userimport.id", "done"), FAILURE);
            noRequest.assertContentEquals("as it came");
            assertThat(noRequest.isPenalized()).isTrue();
            assertThat(noRequest.getAttribute("userimport.error")).contains("database");
            server.restart();
            away.ask(getMultiResults("done"), SUCCESS);
        }
    }

    private static JsonNode json(final MockFlowFile file) throws Exception {
        file.assertAttributeEquals("mime.type", "application/json");
        return JSON.readTree(file.getContent());
    }

    private static void assertJson(final MockFlowFile file, final String expected)
            throws Exception {
        assertThat(json(file)).isEqualTo(JSON.readTree(expected));
    }
}
