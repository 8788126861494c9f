// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.FetchUserImportStatus.FAILURE;
import static io.github.nifiuserimport.processors.FetchUserImportStatus.NOT_FOUND;
import static io.github.nifiuserimport.processors.FetchUserImportStatus.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nifiuserimport.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import org.apache.nifi.processor.Relationship;
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
    void addsAttributesAndLeavesTheContent() {
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
    void tellsInLeanplumsFormOfAJobThatWaits() throws Exception {
        assertJson(
                ask("Leanplum", "waiting", SUCCESS),
                """
                {"response":[{"success":true,"state":"PENDING"}]}
                """);
    }

    @Test
    void tellsInLeanplumsFormOfAJobThatRuns() throws Exception {
        assertJson(
                ask("Leanplum", "running", SUCCESS),
                """
                {"response":[{"success":true,"state":"RUNNING"}]}
                """);
    }

    @Test
    void tellsInLeanplumsFormOfAFinishedJob() throws Exception {
        final MockFlowFile reply = ask("Leanplum", "done", SUCCESS);
        assertJson(
                reply,
                """
                {"response":[{"success":true,"state":"FINISHED","data":{"successesCount":3,
                "failuresCount":2,
                "files":["https://imports.example.com/imports/done/responses.jsonl"]}}]}
                """);
        reply.assertAttributeEquals("userimport.state", "FINISHED");
    }

    @Test
    void tellsInLeanplumsFormOfAFailedJobWithTheReason() throws Exception {
        final JsonNode response = json(ask("Leanplum", "broken", SUCCESS)).at("/response/0");
        assertThat(response.at("/success").booleanValue()).isTrue();
        assertThat(response.at("/state").textValue()).isEqualTo("FAILED");
        assertThat(response.at("/error/message").textValue()).startsWith("bad.csv, line 1");
        assertThat(response.has("data")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no such job", "theirs", "'; DROP TABLE import_job; --"})
    void knowsNoJobOfAnotherApp(final String id) throws Exception {
        final MockFlowFile reply = ask("Leanplum", id, NOT_FOUND);
        assertJson(
                reply,
                "{\"response\":[{\"success\":false,\"error\":{\"message\":\"jobId: no import job "
                        + id
                        + " is known\"}}]}");
        reply.assertAttributeEquals("userimport.error", "jobId: no import job " + id + " is known");
    }

    @Test
    void tellsAllThereIsAsJson() throws Exception {
        final MockFlowFile reply = ask("JSON", "done", SUCCESS);
        assertJson(
                reply,
                """
                {
                  "id": "done", "app": "default", "action": "setUserAttributes", "file": "users.csv",
                  "size": 134, "state": "FINISHED", "percent": 100,
                  "counts": {"rows_total": 5, "rows": 5, "applied": 2, "rejected": 2, "skipped": 1,
                    "warnings": 1, "users_created": 2, "users_updated": 0, "users_unchanged": 0,
                    "devices_changed": 0, "events_tracked": 0, "users_deleted": 0},
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
                    "self": "https://imports.example.com/imports/done.json",
                    "page": "https://imports.example.com/imports/done",
                    "rejected_rows": "https://imports.example.com/imports/done/rejected.csv",
                    "responses": "https://imports.example.com/imports/done/responses.jsonl",
                    "imports": "https://imports.example.com/imports"}
                }
                """);
        reply.assertAttributeEquals("mime.type", "application/json");
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
        final MockFlowFile reply = ask("Responses", "done", SUCCESS);
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
        final MockFlowFile reply = ask("Rejected Rows", "done", SUCCESS);
        assertThat(reply.getContent().lines().toList())
                .hasSize(3)
                .first()
                .isEqualTo(
                        "\uFEFFuserId,created,userAttributes.age,createDisposition,line,column,error");
        assertThat(reply.getContent()).contains("\r\nu2,soon,25,,3,created,");
        reply.assertAttributeEquals("mime.type", "text/csv; charset=utf-8");
        reply.assertAttributeEquals("filename", "users.rejected.csv");
    }

    @Test
    void handsBackTheHeadingAloneWhereNoRowWasRejected() {
        ask("Rejected Rows", "clean", SUCCESS)
                .assertContentEquals("\uFEFFuserId,userAttributes.a,line,column,error\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "Rejected Rows, waiting, The file of import waiting is not read yet; ask again when it runs",
        "Rejected Rows, broken, Import broken has no rejected rows: its file could not be read",
        "Rejected Rows, none, No import none is known",
        "Responses, none, No import none is known",
        "JSON, theirs, No import theirs is known",
        "Rejected Rows, theirs, No import theirs is known",
        "Responses, theirs, No import theirs is known"
    })
    void saysWhatIsNotThere(final String reply, final String id, final String error)
            throws Exception {
        final MockFlowFile told = ask(reply, id, NOT_FOUND);
        told.assertAttributeEquals("userimport.error", error);
        assertThat(json(told).at("/error").textValue()).isEqualTo(error);
    }

    @Test
    void showsAJobAsAPage() {
        final MockFlowFile reply = ask("HTML", "done", SUCCESS);
        reply.assertAttributeEquals("mime.type", "text/html; charset=utf-8");
        assertThat(reply.getContent())
                .startsWith("<!DOCTYPE html>")
                .contains("users.csv", "User not found; request skipped.")
                .doesNotContain("http-equiv=\"refresh\"");
        assertThat(ask("HTML", "running", SUCCESS).getContent())
                .contains("<meta http-equiv=\"refresh\" content=\"2\">");
    }

    @Test
    void encodesIdsInLinksAndShowsNamesAsText() {
        assertThat(ask("HTML", "a b/é?#", SUCCESS).getContent())
                .contains("href=\"./a%20b%2F%C3%A9%3F%23.json\"")
                .contains("&lt;script&gt;alert(&#39;ü&#39;)&lt;/script&gt;&quot;.csv")
                .doesNotContain("<script", "<b>");
    }

    @Test
    void listsTheJobsOfTheApp() throws Exception {
        final JsonNode list = json(ask("List (JSON)", "", SUCCESS)).at("/imports");
        assertThat(list.findValuesAsText("id"))
                .containsExactlyInAnyOrder(
                        "waiting", "running", "done", "clean", "broken", "a b/é?#");
        assertThat(ask("List (HTML)", "", SUCCESS).getContent())
                .contains("href=\"./imports/done\"", "later.csv")
                .doesNotContain("secret.csv");
    }

    @ParameterizedTest
    @EnumSource(StatusReplyOption.class)
    void namedRepliesAnswerForTheJobOfTheFlowFile(final StatusReplyOption reply) {
        bench.status().setProperty(FetchUserImportStatus.REPLY, reply);
        final MockFlowFile told = bench.ask(Map.of("userimport.id", "done"), SUCCESS);
        if (reply == StatusReplyOption.NONE) {
            told.assertContentEquals("as it came");
        } else {
            assertThat(told.getContent()).contains(reply.name().startsWith("L") ? "done" : "");
            assertThat(told.getContent()).isNotEqualTo("as it came");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://imports.example.org/base/, https://imports.example.org/base/imports/done.json",
        "${proto}://example.org, https://example.org/imports/done.json",
        "'', /imports/done.json"
    })
    void linksLeadToWhereTheApiIs(final String publicUrl, final String link) throws Exception {
        if (publicUrl.isEmpty()) {
            bench.status().removeProperty("Public URL");
        } else {
            bench.status().setProperty("Public URL", publicUrl);
        }
        bench.status().setProperty("Reply", "JSON");
        final MockFlowFile told =
                bench.ask(Map.of("userimport.id", "done", "proto", "https"), SUCCESS);
        assertThat(json(told).at("/links/self").textValue()).isEqualTo(link);
    }

    @Test
    void withoutAnAppTheJobsOfAllAreKnown() {
        bench.ask(Map.of("userimport.id", "theirs"), SUCCESS)
                .assertAttributeEquals("userimport.app", "other");
    }

    @ParameterizedTest
    @CsvSource({"None", "JSON", "Rejected Rows"})
    void leavesTheContentWhileTheStoreIsAwayAndAnswersAfterItsReturn(final String reply)
            throws Exception {
        try (TestPostgres server = TestPostgres.start()) {
            final StatusBench away = new StatusBench(server.newDatabase());
            away.importFile("done", "default", "users.csv", "userId,userAttributes.a\nu1,1\n");
            away.status().setProperty("Reply", reply);
            server.stop();
            final MockFlowFile told = away.ask(Map.of("userimport.id", "done"), FAILURE);
            told.assertContentEquals("as it came");
            assertThat(told.isPenalized()).isTrue();
            assertThat(told.getAttribute("userimport.error")).contains("database");
            server.restart();
            away.ask(Map.of("userimport.id", "done"), SUCCESS);
        }
    }

    private static MockFlowFile ask(
            final String reply, final String id, final Relationship relationship) {
        bench.status().setProperty("Reply", reply);
        bench.status().setProperty("Public URL", "https://imports.example.com");
        return bench.ask(Map.of("userimport.id", id, "userimport.app", "default"), relationship);
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
