// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.ValidateUserImport.FAILURE;
import static io.github.nifiuserimport.processors.ValidateUserImport.ORIGINAL;
import static io.github.nifiuserimport.processors.ValidateUserImport.RECORDS;
import static io.github.nifiuserimport.processors.ValidateUserImport.REPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.of;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValidateUserImportTest {

    private static final String DIRTY =
            """
            userId,created,userAttributes.zip,userAttributes.price,userAttributes.tags
            u1,1483228800,00123,1.10,"[a, b]"
            u2,soon,456,2,
            ,1,1,1,1
            u4,1
            u5,,,x,
            """;

    private final TestRunner runner = TestRunners.newTestRunner(ValidateUserImport.class);

    static List<Arguments> reports() {
        return List.of(
                of("a file without fault", "userId\nu1\nu2\n", "/valid", "true"),
                of("its rows", DIRTY, "/rows", "5"),
                of("rows without error", DIRTY, "/rows_valid", "2"),
                of("rows with one", DIRTY, "/rows_rejected", "3"),
                of("what an import would apply", DIRTY, "/updates_planned", "2"),
                of("the line of an error", DIRTY, "/row_errors/0/line", "3"),
                of("its column", DIRTY, "/row_errors/0/column", "\"created\""),
                of("errors in file order", DIRTY, "/row_errors/1/line", "4"),
                of("one of the whole row", DIRTY, "/row_errors/2/line", "5"),
                of("which has no column", DIRTY, "/row_errors/2/column", ""),
                of("errors beyond those", DIRTY, "/row_errors_left_out", "0"),
                of("no warnings", DIRTY, "/warnings", "[]"),
                of("a column's name", DIRTY, "/columns/0/name", "\"userId\""),
                of(
                        "null markers",
                        "userId,userAttributes.a\nu1,NULL\nu2,\"NULL\"\nu3,\\N\n",
                        "/columns/1/null_markers/NULL",
                        "1"),
                of("filled cells", DIRTY, "/columns/0/filled", "3"),
                of("an example", DIRTY, "/columns/4/example", "\"[a, b]\""),
                of("a list", DIRTY, "/columns/4/type", "\"mixed\""),
                of("text that is digits", DIRTY, "/columns/2/types/text", "1"),
                of("a slip among numbers", DIRTY, "/columns/1/types/text", "1"),
                of("which are numbers", DIRTY, "/columns/1/types/whole number", "2"),
                of("a column without cells", "userId,city\nu1,\n", "/columns/1/type", "null"),
                of("without an example", "userId,city\nu1,\n", "/columns/1/example", "null"),
                of("a header only", "userId\n", "/rows", "0"),
                of("a fault", "id\nu1\n", "/valid", "false"),
                of("its line", "id\nu1\n", "/error/line", "1"),
                of("its column", "userId,foo\nu1,1\n", "/error/column", "\"foo\""),
                of("a fault's updates", "userId\nu1\n\"u2\n", "/updates_planned", "0"),
                of("a fault's line", "userId\nu1\n\"u2\n", "/error/line", "3"),
                of("columns before a fault", "userId\nu1\n\"u2\n", "/columns/0/filled", "1"),
                of("an empty file", "", "/columns", "[]"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("reports")
    void reports(final String what, final String file, final String pointer, final String json)
            throws IOException {
        final JsonNode found = json(check(file)).at(pointer);
        assertThat(found.toString()).isEqualTo(json);
    }

    static List<Arguments> replies() {
        return List.of(
                of(
                        "userId\nu1\n",
                        "{'meta':{'status':200},'data':{'row_errors':{},'updates_planned':1}}"),
                of(
                        "userId,userAttributes.a\nu1,1\nu2\n",
                        "{'meta':{'status':200},'data':{'row_errors':{'3':'the row has 1 cell, the"
                                + " header has 2 columns; add the missing ones, empty if need"
                                + " be'},'updates_planned':1}}"),
                of(
                        "userId\n\" \"\n",
                        "{'meta':{'status':200},'data':{'row_errors':{'2':'column userId: has U+0020"
                                + " SPACE at position 1; remove it, since it would make another"
                                + " user'},'updates_planned':0}}"),
                of(
                        "userId,creatd\nu1,1\n",
                        "{'meta':{'status':400,'error':'BadRequest','error_message':'file: line 1, column creatd: is not a column of"
                                + " this import; was created meant?"));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void repliesAsDashlyDoes(final String file, final String reply) {
        runner.setProperty(ValidateUserImport.REPORT_FORMAT, ReportFormat.DASHLY);
        assertThat(check(file).getContent()).startsWith(reply.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({"3 KB, 200", "7 B, 200", "6 B, 413"})
    void putsTheStatusOfDashlysReplyOnItsFlowFile(final String most, final String status)
            throws IOException {
        runner.setProperty(ValidateUserImport.REPORT_FORMAT, ReportFormat.DASHLY);
        runner.setProperty(LayoutProperties.MAX_FILE_SIZE, most);
        final MockFlowFile reply = check("userId\n");
        reply.assertAttributeEquals("userimport.reply.status", status);
        assertThat(json(reply).at("/meta/status").asText()).isEqualTo(status);
    }

    @Test
    void putsNoStatusOnAReportThatIsNoReply() {
        check("userId\n").assertAttributeNotExists("userimport.reply.status");
    }

    @Test
    void repeatsTheJobsIdInDashlysReply() throws IOException {
        runner.setProperty(ValidateUserImport.REPORT_FORMAT, ReportFormat.DASHLY);
        final MockFlowFile reply = check("userId\nu1\n", Map.of("userimport.id", "job-1"));
        assertThat(json(reply).at("/data/import_id").asText()).isEqualTo("job-1");
    }

    @ParameterizedTest
    @MethodSource("reportFormats")
    void tellsSoManyErrorsAndCountsTheRest(final ReportFormat format, final String at)
            throws IOException {
        runner.setProperty(ValidateUserImport.REPORT_FORMAT, format);
        runner.setProperty(ValidateUserImport.MAX_ROW_ERRORS, "10");
        final JsonNode report = json(check("userId\n" + "\" \"\n".repeat(1_000)));
        assertThat(report.at(at + "/row_errors")).hasSize(10);
        assertThat(report.at(at + "/row_errors_left_out").asInt()).isEqualTo(990);
    }

    static Stream<Arguments> reportFormats() {
        return Stream.of(of(ReportFormat.DETAILED, ""), of(ReportFormat.DASHLY, "/data"));
    }

    @Test
    void sendsTheFileOnWithWhatWasFound() {
        final MockFlowFile report = check(DIRTY);
        final MockFlowFile original = only(ORIGINAL);
        original.assertContentEquals(DIRTY);
        original.assertAttributeEquals("filename", "users.csv");
        for (final MockFlowFile each : List.of(report, original)) {
            each.assertAttributeEquals("userimport.rows", "5");
            each.assertAttributeEquals("userimport.rows.rejected", "3");
            each.assertAttributeNotExists("userimport.error");
        }
        report.assertAttributeEquals("mime.type", "application/json");
        report.assertAttributeEquals("filename", "users.csv.report.json");
        runner.assertTransferCount(FAILURE, 0);
        runner.assertTransferCount(RECORDS, 0);
    }

    @Test
    void sendsAFileWithAFaultToFailureAndReportsItToo() {
        final MockFlowFile report = check("userId\nu1\n\"u2\n");
        final MockFlowFile failed = only(FAILURE);
        for (final MockFlowFile each : List.of(report, failed)) {
            assertThat(each.getAttribute("userimport.error")).startsWith("users.csv, line 3");
        }
        runner.assertTransferCount(ORIGINAL, 0);
    }

    @Test
    void forgetsTheErrorOfAnEarlierCheck() {
        check("userId\nu1\n", Map.of("userimport.error", "users.csv, line 3: …"))
                .assertAttributeNotExists("userimport.error");
        only(ORIGINAL).assertAttributeNotExists("userimport.error");
    }

    @Test
    void writesRowsWithoutErrorAsNestedRecords() throws Exception {
        RecordReaders.writeJson(runner);
        check(DIRTY);
        final MockFlowFile records = only(RECORDS);
        records.assertContentEquals(
                """
                {"userId":"u1","created":"1483228800","userAttributes":{"zip":"00123","price":"1.10","tags":["a","b"]}}
                {"userId":"u5","userAttributes":{"price":"x"}}"""
                        .replace("\n", System.lineSeparator()));
        records.assertAttributeEquals("record.count", "2");
        records.assertAttributeEquals("mime.type", "application/json");
        records.assertAttributeEquals("userimport.rows", "5");
    }

    @Test
    void writesNoRecordsOfAFileWithAFault() throws Exception {
        RecordReaders.writeJson(runner);
        check("userId\nu1\n\"u2\n");
        runner.assertTransferCount(RECORDS, 0);
        runner.assertTransferCount(FAILURE, 1);
    }

    @Test
    void checksRecordsOfOtherFormats() throws Exception {
        RecordReaders.readJson(runner);
        RecordReaders.writeJson(runner);
        final JsonNode report =
                json(
                        check(
                                """
                                {"userId": 1, "userAttributes": {"zip": "00123", "n": 1}}
                                {"userAttributes": {"zip": "42", "n": 1}}
                                {"userId": "u3", "userAttributes": {"zip": 7, "n": [1, "1"]}}
                                """));
        assertThat(report.at("/rows").asInt()).isEqualTo(3);
        assertThat(report.at("/row_errors/0/line").asInt()).as("the record's number").isEqualTo(2);
        assertThat(report.at("/columns/1/name").asText()).isEqualTo("userAttributes.zip");
        assertThat(report.at("/columns/1/types").toString())
                .isEqualTo("{\"text\":2,\"whole number\":1}");
        only(RECORDS)
                .assertContentEquals(
                        """
                        {"userId":"1","userAttributes":{"zip":"00123","n":"1"}}
                        {"userId":"u3","userAttributes":{"zip":"7","n":"[1,\\"1\\"]"}}"""
                                .replace("\n", System.lineSeparator()));
    }

    @Test
    void answersWhenTheReaderIsSetWrongly() throws Exception {
        final var reader = new io.github.nifiuserimport.services.UserImportCSVReader();
        runner.addControllerService("reader", reader);
        runner.setProperty(reader, "Delimiter", "${delimiter}");
        runner.enableControllerService(reader);
        runner.setProperty(ValidateUserImport.RECORD_READER, "reader");
        final MockFlowFile report = check("userId\nu1\n", Map.of("delimiter", "?!"));
        assertThat(report.getAttribute("userimport.error"))
                .startsWith("users.csv, Delimiter: ")
                .contains("?!");
        runner.assertTransferCount(FAILURE, 1);
    }

    private MockFlowFile check(final String content) {
        return check(content, Map.of());
    }

    private MockFlowFile check(final String content, final Map<String, String> attributes) {
        final MockFlowFile file = runner.enqueue(content.getBytes(StandardCharsets.UTF_8));
        file.putAttributes(Map.of("filename", "users.csv"));
        file.putAttributes(attributes);
        runner.run();
        return only(REPORT);
    }

    private MockFlowFile only(final Relationship relationship) {
        runner.assertTransferCount(relationship, 1);
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }

    private static JsonNode json(final MockFlowFile file) throws IOException {
        return new JsonMapper().readTree(file.getContent());
    }
}
