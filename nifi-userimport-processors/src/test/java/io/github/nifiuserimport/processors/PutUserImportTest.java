// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.PutUserImport.FAILURE;
import static io.github.nifiuserimport.processors.PutUserImport.REJECTED_ROWS;
import static io.github.nifiuserimport.processors.PutUserImport.RETRY;
import static io.github.nifiuserimport.processors.PutUserImport.SUCCESS;
import static io.github.nifiuserimport.processors.PutUserImport.SUMMARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.provenance.ProvenanceEventType;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The processor over a real PostgreSQL; over a real NiFi it is tested by the system tests. */
@Tag("slow")
class PutUserImportTest {

    private TestDatabase database;
    private TestRunner runner;

    @BeforeEach
    void setUp() throws InitializationException {
        database = TestPostgres.shared().newDatabase();
        runner = runner(database);
    }

    private static TestRunner runner(final TestDatabase database) throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(PutUserImport.class);
        UserStores.add(runner, database);
        runner.setProperty(PutUserImport.USER_STORE, "store");
        return runner;
    }

    @Test
    void importsTheSeedsExampleWithNothingSetButTheStore() throws Exception {
        importFile(
                """
                userId,userAttributes.Gender,userAttributes.Age
                user1,Male,25
                user2,Female,37
                """);
        assertThat(profiles())
                .containsExactly(
                        "user1 {\"Age\": 25, \"Gender\": \"Male\"}",
                        "user2 {\"Age\": 37, \"Gender\": \"Female\"}");
    }

    @Test
    void importsTheSpecsSampleUser() throws Exception {
        importFile(
                """
                userId,created,lastActive,userAttributes.age,userAttributes.gender,userAttributes.friends
                sample_user,1483228800,1496275200,24,female,"[Jimmy, Sara, Amy]"
                """);
        assertThat(
                        query(
                                "SELECT attributes || jsonb_build_object('created', to_char(created AT"
                                        + " TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'))"
                                        + " FROM userimport.user_profile"))
                .containsExactly(
                        "{\"age\": 24, \"gender\": \"female\", \"created\":"
                                + " \"2017-01-01T00:00:00Z\", \"friends\": [\"Jimmy\", \"Sara\","
                                + " \"Amy\"]}");
    }

    @Test
    void tellsWhatBecameOfTheFile() throws Exception {
        final MockFlowFile imported = importFile("userId,created\nu1,1\nu2,x\n");
        imported.assertAttributeEquals("userimport.state", "FINISHED");
        imported.assertAttributeEquals("userimport.app", "default");
        imported.assertAttributeEquals("userimport.action", "setUserAttributes");
        imported.assertAttributeEquals("userimport.rows", "2");
        imported.assertAttributeEquals("userimport.rows.applied", "1");
        imported.assertAttributeEquals("userimport.rows.rejected", "1");
        imported.assertAttributeEquals("userimport.users.created", "1");
        imported.assertAttributeEquals("userimport.users.updated", "0");
        imported.assertAttributeEquals("userimport.users.unchanged", "0");
        imported.assertAttributeEquals("userimport.percent", "100");
        imported.assertAttributeNotExists("userimport.error");
        assertThat(runner.getCounterValue("Parts applied")).isEqualTo(1);
        assertThat(runner.getCounterValue("Rows applied")).isEqualTo(1);
        assertThat(runner.getCounterValue("Rows rejected")).isEqualTo(1);
        assertThat(runner.getProvenanceEvents())
                .anySatisfy(
                        event -> {
                            assertThat(event.getEventType()).isEqualTo(ProvenanceEventType.SEND);
                            assertThat(event.getTransitUri()).isEqualTo(database.jdbcUrl());
                        });
        final JsonNode summary =
                new JsonMapper()
                        .readTree(
                                runner.getFlowFilesForRelationship(SUMMARY)
                                        .getFirst()
                                        .getContent());
        assertThat(summary.get("id").asText()).isEqualTo(imported.getAttribute("userimport.id"));
        assertThat(summary.get("state").asText()).isEqualTo("FINISHED");
        assertThat(summary.get("file").asText()).isEqualTo("users.csv");
        assertThat(summary.get("rejected").asInt()).isEqualTo(1);
    }

    @Test
    void tellsOfDevicesEventsSkippedRowsAndWarnings() throws Exception {
        final MockFlowFile imported =
                importFile(
                        """
                        userId,deviceId,event,createDisposition
                        u1,d1,Opened,
                        u2,,Opened,CreateNever
                        """);
        imported.assertAttributeEquals("userimport.action", "track");
        imported.assertAttributeEquals("userimport.rows.applied", "1");
        imported.assertAttributeEquals("userimport.rows.skipped", "1");
        imported.assertAttributeEquals("userimport.warnings", "1");
        imported.assertAttributeEquals("userimport.devices.changed", "1");
        imported.assertAttributeEquals("userimport.events.tracked", "1");
        assertThat(runner.getCounterValue("Events tracked")).isEqualTo(1);
        final JsonNode summary =
                new JsonMapper()
                        .readTree(
                                runner.getFlowFilesForRelationship(SUMMARY)
                                        .getFirst()
                                        .getContent());
        assertThat(summary.get("skipped").asInt()).isEqualTo(1);
        assertThat(summary.get("warnings").asInt()).isEqualTo(1);
        assertThat(summary.get("devices").asInt()).isEqualTo(1);
        assertThat(summary.get("events").asInt()).isEqualTo(1);
    }

    @Test
    void doesNotNameAnActionWhereEachRowNamesItsOwn() throws Exception {
        importFile("userId,action\nu1,setUserAttributes\n")
                .assertAttributeNotExists("userimport.action");
    }

    @Test
    void writesNothingWhenTheFileComesAgain() throws Exception {
        final String users = "userId,userAttributes.a\nu1,1\nu2,2\n";
        importFile(users);
        final MockFlowFile again = importFile(users);
        again.assertAttributeEquals("userimport.users.created", "0");
        again.assertAttributeEquals("userimport.users.updated", "0");
        again.assertAttributeEquals("userimport.users.unchanged", "2");
        final MockFlowFile changed = importFile("userId,userAttributes.b\nu1,1\n");
        changed.assertAttributeEquals("userimport.users.updated", "1");
        assertThat(profiles()).containsExactly("u1 {\"a\": 1, \"b\": 1}", "u2 {\"a\": 2}");
    }

    @Test
    void foldsTheRowsOfAUserInFileOrder() throws Exception {
        final String users =
                """
                userId,userAttributes.last,userAttributes.o.a,userAttributes.o.b
                u1,1,1,
                u2,1,,
                u1,2,,2
                u1,3,,
                """;
        importFile(users);
        runner.setProperty(PutUserImport.BATCH_SIZE, "1");
        runner.setProperty(PutUserImport.APP_ID, "one row at a time");
        importFile(users);
        assertThat(
                        query(
                                "SELECT user_id || attributes FROM userimport.user_profile ORDER BY"
                                        + " app_id, user_id"))
                .containsExactly(
                        "u1{\"o\": {\"a\": 1, \"b\": 2}, \"last\": 3}",
                        "u2{\"last\": 1}",
                        "u1{\"o\": {\"a\": 1, \"b\": 2}, \"last\": 3}",
                        "u2{\"last\": 1}");
    }

    @Test
    void givesRejectedRowsBackAsAFileToCorrectAndImport() throws Exception {
        final MockFlowFile imported =
                importFile(
                        """
                        userId;created;userAttributes.note
                        good;1;"a;b"
                        ;1;"say ""hi\"""
                        late;soon;""
                        short;1
                        long;1;x;y;"z;"
                        """);
        imported.assertAttributeEquals("userimport.rows.applied", "1");
        final MockFlowFile rejected = runner.getFlowFilesForRelationship(REJECTED_ROWS).getFirst();
        rejected.assertAttributeEquals("filename", "users.rejected.csv");
        rejected.assertAttributeEquals("mime.type", "text/csv");
        rejected.assertAttributeNotExists("userimport.id");
        final List<String> lines = rejected.getContent().lines().toList();
        assertThat(lines.getFirst())
                .isEqualTo("\uFEFFuserId;created;userAttributes.note;line;column;error");
        assertThat(lines.get(1))
                .startsWith(";1;\"say \"\"hi\"\"\";3;userId;")
                .contains("every row needs the id of its user");
        assertThat(lines.get(2)).startsWith("late;soon;\"\";4;created;\"\"\"soon\"\" is not Unix");
        assertThat(lines.get(3)).startsWith("short;1;<missing>;5;;");
        assertThat(lines.get(4)).startsWith("long;1;x;6;;").endsWith(";y;\"z;\"");
        assertThat(lines).hasSize(5);

        final List<String> corrected = new ArrayList<>(lines);
        corrected.set(1, "empty" + lines.get(1));
        corrected.set(2, lines.get(2).replaceFirst("soon", "2"));
        corrected.set(3, lines.get(3).replaceFirst("<missing>", ""));
        corrected.set(4, lines.get(4).replaceFirst(";y;\"z;\"$", ""));
        final MockFlowFile second = importFile(String.join("\n", corrected));
        second.assertAttributeEquals("userimport.rows.rejected", "0");
        assertThat(profiles())
                .containsExactly(
                        "empty {\"note\": \"say \\\"hi\\\"\"}",
                        "good {\"note\": \"a;b\"}",
                        "late {}",
                        "long {\"note\": \"x\"}",
                        "short {}");
    }

    @Test
    void rejectsTheSameRowsWhenTheirFileComesBackUncorrected() throws Exception {
        importFile("userId,created\nu1,x,more\n");
        final String first =
                runner.getFlowFilesForRelationship(REJECTED_ROWS).getFirst().getContent();
        importFile(first);
        assertThat(runner.getFlowFilesForRelationship(REJECTED_ROWS).getFirst().getContent())
                .isEqualTo(first);
    }

    static List<Arguments> filesThatFail() {
        return List.of(
                Arguments.of("not UTF-8", bytes("userId\nu1\nu\u00e4\n", true), "line 3"),
                Arguments.of("no userId", bytes("id,userAttributes.a\n1,2\n"), "userId"),
                Arguments.of(
                        "a next to a.b",
                        bytes("userId,userAttributes.a,userAttributes.a.b\nu,1,2\n"),
                        "userAttributes.a"),
                Arguments.of(
                        "a duplicate column",
                        bytes("userId,userAttributes.a,userAttributes.a\nu,1,2\n"),
                        "userAttributes.a"),
                Arguments.of("an unclosed quote", bytes("userId\nu1\n\"u2\nu3\n"), "line 3"),
                Arguments.of("an empty file", bytes(""), "header"),
                Arguments.of("a ZIP", bytes("PK\u0003\u0004\u0000\u0000users"), "ZIP"),
                Arguments.of("an unknown column", bytes("userId,foo\nu1,1\n"), "column foo"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filesThatFail")
    void appliesNothingOfAFileWithAFault(
            final String fault, final byte[] content, final String named) throws Exception {
        enqueue(content);
        runner.run();
        final MockFlowFile failed = runner.getFlowFilesForRelationship(FAILURE).getFirst();
        failed.assertContentEquals(content);
        failed.assertAttributeEquals("userimport.state", "FAILED");
        assertThat(failed.getAttribute("userimport.error"))
                .startsWith("users.csv, ")
                .contains(named);
        runner.assertTransferCount(SUMMARY, 1);
        runner.assertTransferCount(SUCCESS, 0);
        assertThat(query("SELECT state FROM userimport.import_job")).containsExactly("FAILED");
        assertThat(profiles()).isEmpty();
    }

    @Test
    void finishesAFileOfAHeaderOnly() throws Exception {
        final MockFlowFile imported = importFile("userId,userAttributes.a\n");
        imported.assertAttributeEquals("userimport.state", "FINISHED");
        imported.assertAttributeEquals("userimport.rows", "0");
    }

    /** 600 rows of the default's 2,000, with next to nothing in each cell. */
    @Test
    void takesFewerRowsAtATimeWhereAFileIsWide() throws Exception {
        final StringBuilder wide = new StringBuilder("userId");
        for (int column = 0; column < 1000; column++) {
            wide.append(",userAttributes.a").append(column);
        }
        for (int user = 0; user < 600; user++) {
            wide.append("\nu").append(user).append(",1".repeat(1000));
        }
        importFile(wide.toString());
        assertThat(query("SELECT count(DISTINCT xmin::text)::text FROM userimport.user_profile"))
                .containsExactly("3");
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    @Timeout(60)
    void writesTheNextBatchWhileTheFirstOneWaitsUnlessToldOtherwise(
            final boolean byDefault, final int ahead) throws Exception {
        final String users = "userId,userAttributes.a\nu1,%1$s\nu2,%1$s\nu3,%1$s\n";
        runner.setProperty(PutUserImport.BATCH_SIZE, "1");
        if (!byDefault) {
            runner.setProperty(PutUserImport.CONCURRENT_BATCHES, "1");
        }
        importFile(Text.format(users, 1));
        try (ExecutorService thread = Executors.newSingleThreadExecutor();
                Connection rival = database.connection();
                Statement statement = rival.createStatement()) {
            rival.setAutoCommit(false);
            statement.execute(
                    "SELECT FROM userimport.user_profile WHERE user_id = 'u1' FOR UPDATE");
            final Future<MockFlowFile> importing =
                    thread.submit(() -> importFile(Text.format(users, 2)));
            database.awaitSessions("wait_event_type = 'Lock'", 1);
            // The rival is idle, too.
            database.awaitSessions("state = 'idle in transaction'", 1 + ahead);
            Thread.sleep(50);
            database.awaitSessions("state = 'idle in transaction'", 1 + ahead);
            rival.rollback();
            importing.get().assertAttributeEquals("userimport.users.updated", "3");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void goesOnWhereADeliveryWasCutOff(final int batchSize) throws Exception {
        final String users = "userId,userAttributes.a\nu1,1\nu2,2\n,3\nu4,4\nu5,5\n";
        runner.setProperty(PutUserImport.BATCH_SIZE, Integer.toString(batchSize));
        importFile(users, Map.of("userimport.id", "job-1"));
        // As after a crash between the second and the third row: what came later never happened.
        run("DELETE FROM userimport.user_profile WHERE user_id > 'u2'");
        run("DELETE FROM userimport.import_row_error");
        run(
                "UPDATE userimport.import_part SET rows_done = 2, rows_applied = 2, rows_rejected = 0,"
                        + " users_created = 2, finished = false");
        run(
                "UPDATE userimport.import_job SET state = 'RUNNING', finished = NULL, parts_finished ="
                        + " 0");
        run("UPDATE userimport.user_profile SET attributes = '{\"kept\": true}'");

        final MockFlowFile imported = importFile(users, Map.of("userimport.id", "job-1"));
        imported.assertAttributeEquals("userimport.rows", "5");
        imported.assertAttributeEquals("userimport.rows.applied", "4");
        imported.assertAttributeEquals("userimport.users.created", "4");
        runner.assertTransferCount(REJECTED_ROWS, 1);
        assertThat(profiles())
                .as("rows applied before are not applied again")
                .containsExactly(
                        "u1 {\"kept\": true}",
                        "u2 {\"kept\": true}",
                        "u4 {\"a\": 4}",
                        "u5 {\"a\": 5}");
    }

    @Test
    void doesNotApplyAnAppliedFileDeliveredAgain() throws Exception {
        importFile("userId,userAttributes.a\nu1,1\n,2\n", Map.of("userimport.id", "job-1"));
        run("UPDATE userimport.user_profile SET attributes = '{}'");
        final MockFlowFile again =
                importFile("userId,userAttributes.a\nu1,1\n,2\n", Map.of("userimport.id", "job-1"));
        again.assertAttributeEquals("userimport.rows.applied", "1");
        assertThat(profiles()).containsExactly("u1 {}");
        // They were put out by the file that brought the job to its end.
        runner.assertTransferCount(REJECTED_ROWS, 0);
        runner.assertTransferCount(SUMMARY, 0);
    }

    @Test
    void tellsTheEndOfAJobAgainWhenNifiHasLostWhatWasTold() throws Exception {
        importFile("userId,userAttributes.a\nu1,1\n,2\n", Map.of("userimport.id", "job-1"));
        final MockFlowFile delivered = runner.getFlowFilesForRelationship(SUCCESS).getFirst();
        runner.clearTransferState();
        runner.enqueue(delivered);
        runner.run();
        runner.assertTransferCount(REJECTED_ROWS, 1);
        runner.assertTransferCount(SUMMARY, 1);
    }

    @Test
    void putsOutTheRejectedRowsOfAllPartsWithTheLast() throws Exception {
        importFile(
                "userId\nu1\n,1\n",
                Map.of("userimport.id", "job-1", "fragment.count", "2", "fragment.index", "0"));
        runner.assertTransferCount(REJECTED_ROWS, 0);
        importFile(
                "userId\n\" \"\n",
                Map.of("userimport.id", "job-1", "fragment.count", "2", "fragment.index", "1"));
        assertThat(runner.getFlowFilesForRelationship(REJECTED_ROWS).getFirst().getContent())
                .startsWith("\uFEFFuserId,line,column,error\r\n\" \",2,userId,")
                .contains("\r\n,3,,");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waitsForADatabaseThatIsAwayAndGoesOn(final boolean fromTheBeginning) throws Exception {
        try (TestPostgres server = TestPostgres.start()) {
            database = server.newDatabase();
            if (fromTheBeginning) {
                server.stop();
                runner = runner(database);
            } else {
                runner = runner(database);
                server.stop();
            }
            enqueue(bytes("userId\nu1\n"));
            runner.run(1, false, true);
            final MockFlowFile waiting = runner.getFlowFilesForRelationship(RETRY).getFirst();
            assertThat(waiting.isPenalized()).isTrue();
            server.restart();
            runner.clearTransferState();
            runner.enqueue(waiting);
            runner.run();
            runner.assertTransferCount(SUCCESS, 1);
            runner.getFlowFilesForRelationship(SUCCESS)
                    .getFirst()
                    .assertAttributeNotExists("userimport.error");
            assertThat(profiles()).containsExactly("u1 {}");
        }
    }

    @Test
    void waitsWhenTheRejectedRowsOfAFinishedJobCannotBeReadAndThenTellsItsEnd() throws Exception {
        run("ALTER DATABASE " + database.name() + " SET lock_timeout = '200ms'");
        importFile("userId,userAttributes.a\nu1,1\n,2\n", Map.of("userimport.id", "job-1"));
        final MockFlowFile delivered = runner.getFlowFilesForRelationship(SUCCESS).getFirst();
        runner.clearTransferState();
        try (Connection rival = database.connection();
                Statement statement = rival.createStatement()) {
            rival.setAutoCommit(false);
            statement.execute("LOCK TABLE userimport.import_row_error");
            runner.enqueue(delivered);
            runner.run();
        }
        runner.assertAllFlowFilesTransferred(RETRY, 1);
        final MockFlowFile waiting = runner.getFlowFilesForRelationship(RETRY).getFirst();
        assertThat(waiting.getAttribute("userimport.error")).contains("lock timeout");

        runner.clearTransferState();
        runner.enqueue(waiting);
        runner.run();
        runner.assertTransferCount(SUCCESS, 1);
        runner.assertTransferCount(REJECTED_ROWS, 1);
        runner.assertTransferCount(SUMMARY, 1);
    }

    @Test
    void leavesTheJobAsItIsWhenNifiCannotReadTheFile() throws Exception {
        runner.setProperty(PutUserImport.BATCH_SIZE, "1");
        importFile("userId\nu1\nu2\n", Map.of("userimport.id", "job-1"));
        run("UPDATE userimport.import_part SET rows_done = 1, finished = false");
        run("UPDATE userimport.import_job SET state = 'RUNNING', parts_finished = 0");
        runner.clearTransferState();
        final MockFlowFile file = readableOnce("userId\nu1\nu2\n");
        file.putAttributes(Map.of("filename", "users.csv", "userimport.id", "job-1"));
        runner.enqueue(file);

        assertThatThrownBy(runner::run).hasStackTraceContaining("the disk is broken");
        assertThat(query("SELECT state FROM userimport.import_job")).containsExactly("RUNNING");
    }

    @Test
    void takesTheAppFromItsPropertyOrTheAttribute() throws Exception {
        importFile("userId\nu1\n", Map.of("userimport.app", "from attribute"));
        runner.setProperty(PutUserImport.APP_ID, "shop");
        importFile("userId\nu1\n");
        assertThat(query("SELECT app_id FROM userimport.user_profile ORDER BY 1"))
                .containsExactly("from attribute", "shop");
    }

    @Test
    void finishesAJobOfSeveralPartsWithTheLast() throws Exception {
        final Map<String, String> part =
                Map.of("userimport.id", "job-1", "fragment.count", "2", "fragment.index", "0");
        importFile("userId\nu1\n", part).assertAttributeEquals("userimport.state", "RUNNING");
        runner.assertTransferCount(SUMMARY, 0);
        final Map<String, String> other =
                Map.of("userimport.id", "job-1", "fragment.count", "2", "fragment.index", "1");
        final MockFlowFile last = importFile("userId\nu2\n", other);
        last.assertAttributeEquals("userimport.state", "FINISHED");
        last.assertAttributeEquals("userimport.rows", "2");
        runner.assertTransferCount(SUMMARY, 1);
    }

    private MockFlowFile importFile(final String content) {
        return importFile(content, Map.of());
    }

    private MockFlowFile importFile(final String content, final Map<String, String> attributes) {
        runner.clearTransferState();
        runner.clearProvenanceEvents();
        final MockFlowFile file = enqueue(bytes(content));
        file.putAttributes(attributes);
        runner.run();
        runner.assertTransferCount(SUCCESS, 1);
        return runner.getFlowFilesForRelationship(SUCCESS).getFirst();
    }

    private MockFlowFile enqueue(final byte[] content) {
        final MockFlowFile file = runner.enqueue(content);
        file.putAttributes(Map.of("filename", "users.csv"));
        return file;
    }

    private static byte[] bytes(final String content) {
        return bytes(content, false);
    }

    private static byte[] bytes(final String content, final boolean latin1) {
        return content.getBytes(latin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** A file whose content NiFi can read no more than once. */
    private static MockFlowFile readableOnce(final String content) {
        return new MockFlowFile(1) {
            private boolean read;

            @Override
            public byte[] getData() {
                if (read) {
                    throw new FlowFileAccessException("the disk is broken");
                }
                read = true;
                return bytes(content);
            }
        };
    }

    private List<String> profiles() throws SQLException {
        return query(
                "SELECT user_id || ' ' || attributes FROM userimport.user_profile ORDER BY user_id");
    }

    private List<String> query(final String sql) throws SQLException {
        final List<String> rows = new ArrayList<>();
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private void run(final String sql) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void warnsOfAFileWithAHeaderAndNothingElse() throws Exception {
        importFile("userId,userAttributes.a\n,\n");
        final String summary = runner.getFlowFilesForRelationship(SUMMARY).getFirst().getContent();
        assertThat(summary)
                .contains("\"state\":\"FINISHED\"")
                .contains("\"warning\":\"the file has a header and no rows\"");
        assertThat(runner.getLogger().getWarnMessages())
                .extracting(LogMessage::getMsg)
                .anyMatch(message -> message.contains("has a header and no rows"));
    }
}
