// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.PutUserImport.FAILURE;
import static io.github.nifiuserimport.processors.PutUserImport.REJECTED_ROWS;
import static io.github.nifiuserimport.processors.PutUserImport.RETRY;
import static io.github.nifiuserimport.processors.PutUserImport.SUCCESS;
import static io.github.nifiuserimport.processors.PutUserImport.SUMMARY;
import static io.github.nifiuserimport.processors.PutUserImport.UNPROCESSED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.services.PostgreSQLUserStore;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes of a file whose import was cancelled. */
@Tag("slow")
class CancelledPutUserImportTest {

    private static final String REASON = "The import was cancelled";

    private static final String USERS =
            """
            userId,created,userAttributes.a
            u1,1,1
            u2,soon,2
            u3,1,"3"
            u4,1,4,more
            """;

    private static final Map<String, String> FILE =
            Map.of("filename", "users.csv", "userimport.id", "j1");

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private PostgreSQLUserStore store;
    private TestRunner runner;

    @BeforeEach
    void setUp() throws Exception {
        runner = TestRunners.newTestRunner(PutUserImport.class);
        store = UserStores.add(runner, database);
        runner.setProperty(PutUserImport.USER_STORE, "store");
        runner.setProperty(PutUserImport.BATCH_SIZE, "2");
    }

    private void cancelBeforeItBegins() throws Exception {
        store.register(new NewJob("j1", "default", null, "users.csv", -1, 1), "request");
        store.cancel("j1", REASON);
    }

    /**
     * In the transaction that applies so many rows of a part, so that the next batch is too late.
     */
    private void cancelBehind(final int rows) throws SQLException {
        execute(
                Text.format(
                        """
                        CREATE FUNCTION cancel() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            UPDATE userimport.import_job
                            SET state = 'FAILED', cancelled = true, error = '%s', finished = now()
                            WHERE id = NEW.job_id;
                            RETURN NULL;
                        END $$;
                        CREATE TRIGGER cancel AFTER UPDATE ON userimport.import_part
                            FOR EACH ROW WHEN (NEW.rows_done = %d) EXECUTE FUNCTION cancel()
                        """,
                        REASON, rows));
    }

    private MockFlowFile only(final Relationship relationship) {
        runner.assertTransferCount(relationship, 1);
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }

    private MockFlowFile importFile(final String content, final Map<String, String> attributes) {
        runner.clearTransferState();
        runner.enqueue(content, attributes);
        runner.run();
        return only(SUCCESS);
    }

    private JsonNode summary() throws Exception {
        return new JsonMapper().readTree(only(SUMMARY).getContent());
    }

    @Test
    void aFileThatWaitedComesOutAsItCame() throws Exception {
        cancelBeforeItBegins();
        runner.enqueue(USERS, FILE);
        runner.run();

        final MockFlowFile left = only(UNPROCESSED);
        left.assertContentEquals(USERS);
        left.assertAttributeEquals("filename", "users.unprocessed.csv");
        left.assertAttributeEquals("userimport.unprocessed.from", "j1");
        left.assertAttributeNotExists("userimport.id");
        left.assertAttributeNotExists("userimport.error");
        final MockFlowFile file = only(FAILURE);
        file.assertContentEquals(USERS);
        file.assertAttributeEquals("filename", "users.csv");
        file.assertAttributeEquals("userimport.state", "CANCELLED");
        file.assertAttributeEquals("userimport.error", REASON);
        assertThat(summary().get("state").asText()).isEqualTo("CANCELLED");
        assertThat(summary().get("unprocessed").isNull()).isTrue();
        runner.assertTransferCount(REJECTED_ROWS, 0);
        assertThat(runner.getLogger().getWarnMessages())
                .extracting(LogMessage::getMsg)
                .anyMatch(said -> said.endsWith("was cancelled: nothing of it is applied"));
        assertThat(runner.getLogger().getErrorMessages()).isEmpty();
        assertThat(users()).isEmpty();
    }

    @Test
    void packedAsItIs() throws Exception {
        cancelBeforeItBegins();
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(USERS.getBytes(StandardCharsets.UTF_8));
        }
        runner.enqueue(
                packed.toByteArray(), Map.of("filename", "users.csv.gz", "userimport.id", "j1"));
        runner.run();
        only(UNPROCESSED).assertContentEquals(packed.toByteArray());
        only(UNPROCESSED).assertAttributeEquals("filename", "users.unprocessed.csv.gz");
    }

    @Test
    void soDoesOneThatCouldNotHaveBeenImported() throws Exception {
        cancelBeforeItBegins();
        runner.enqueue("no such column\n1\n", FILE);
        runner.run();
        only(UNPROCESSED).assertContentEquals("no such column\n1\n");
        only(FAILURE).assertAttributeEquals("userimport.state", "CANCELLED");
    }

    @Test
    void ofOneThatRanTheRowsThatAreLeftComeOutAndAreImportedAsTheyAre() throws Exception {
        cancelBehind(2);
        runner.enqueue(USERS, FILE);
        runner.run();

        final MockFlowFile left = only(UNPROCESSED);
        left.assertContentEquals("userId,created,userAttributes.a\nu3,1,\"3\"\nu4,1,4,more\n");
        left.assertAttributeEquals("filename", "users.unprocessed.csv");
        left.assertAttributeEquals("mime.type", "text/csv");
        assertThat(only(REJECTED_ROWS).getContent()).contains("u2,soon,2,3,created,");
        final JsonNode summary = summary();
        assertThat(summary.get("rows").asInt()).isEqualTo(2);
        assertThat(summary.get("applied").asInt()).isEqualTo(1);
        assertThat(summary.get("unprocessed").asInt()).isEqualTo(2);
        final MockFlowFile file = only(FAILURE);
        file.assertAttributeEquals("userimport.rows.applied", "1");
        file.assertAttributeEquals("userimport.percent", "50");
        runner.assertTransferCount(SUCCESS, 0);
        runner.assertTransferCount(RETRY, 0);
        assertThat(users()).containsExactly("u1");

        execute("DROP TRIGGER cancel ON userimport.import_part");
        final MockFlowFile rest = importFile(left.getContent(), left.getAttributes());
        rest.assertAttributeEquals("userimport.rows.applied", "1");
        rest.assertAttributeEquals("userimport.rows.rejected", "1");
        assertThat(users()).containsExactly("u1", "u3");
    }

    @Test
    void theSameComesOutWhenItIsDeliveredAgain() throws Exception {
        cancelBehind(2);
        final MockFlowFile file = runner.enqueue(USERS, FILE);
        runner.run();
        final String left = only(UNPROCESSED).getContent();
        runner.clearTransferState();

        runner.enqueue(file);
        runner.run();
        only(UNPROCESSED).assertContentEquals(left);
        only(REJECTED_ROWS);
        only(SUMMARY);
        assertThat(users()).containsExactly("u1");
        runner.clearTransferState();

        // Replayed, it is another FlowFile: the end is told.
        runner.enqueue(USERS, FILE);
        runner.run();
        only(UNPROCESSED).assertContentEquals(left);
        only(FAILURE);
        runner.assertTransferCount(SUMMARY, 0);
        runner.assertTransferCount(REJECTED_ROWS, 0);
    }

    @Test
    void recordsThatAreLeftAreJson() throws Exception {
        RecordReaders.readJson(runner);
        cancelBehind(2);
        runner.enqueue(
                """
                [{"userId": "u1"}, {"userId": "u2"},
                 {"userId": "u3", "userAttributes": {"zip": "042", "n": 1.5, "o": {"x": [1, "1"]}}},
                 {"userId": "u4", "created": null}]
                """,
                Map.of("filename", "users.json", "userimport.id", "j1"));
        runner.run();
        final MockFlowFile left = only(UNPROCESSED);
        left.assertAttributeEquals("filename", "users.unprocessed.jsonl");
        left.assertAttributeEquals("mime.type", "application/x-ndjson");
        assertThat(left.getContent().lines()).hasSize(2);

        execute("DROP TRIGGER cancel ON userimport.import_part");
        importFile(left.getContent(), left.getAttributes());
        assertThat(
                        query(
                                "SELECT user_id || ' ' || attributes FROM userimport.user_profile"
                                        + " ORDER BY user_id"))
                .hasSize(4)
                .contains("u3 {\"n\": 1.5, \"o\": {\"x\": [1, \"1\"]}, \"zip\": \"042\"}");
    }

    @Test
    void eachPartHandsItsRowsBack() throws Exception {
        cancelBehind(1);
        runner.setProperty(PutUserImport.BATCH_SIZE, "1");
        final List<MockFlowFile> parts =
                partition("userId,userAttributes.a\nu1,1\nu2,2\nu3,3\nu4,4\nu5,5\nu6,6\n");
        for (final MockFlowFile part : parts) {
            runner.enqueue(part.toByteArray(), part.getAttributes());
        }
        runner.run(parts.size());

        final List<MockFlowFile> left = runner.getFlowFilesForRelationship(UNPROCESSED);
        runner.assertTransferCount(SUMMARY, 1);
        assertThat(left)
                .allSatisfy(
                        rows -> {
                            assertThat(rows.getContent()).startsWith("userId,userAttributes.a\n");
                            assertThat(rows.getAttribute("filename"))
                                    .matches("users\\.unprocessed-[12]\\.csv");
                            for (final String ofPart : PartFlowFiles.ATTRIBUTES) {
                                rows.assertAttributeNotExists(ofPart);
                            }
                        });
        assertThat(left.stream().map(rows -> rows.getAttribute("filename")))
                .doesNotHaveDuplicates();
        final List<String> all = new ArrayList<>(users());
        left.forEach(
                rows ->
                        rows.getContent()
                                .lines()
                                .skip(1)
                                .forEach(row -> all.add(row.substring(0, 2))));
        assertThat(all).containsExactlyInAnyOrder("u1", "u2", "u3", "u4", "u5", "u6");
        assertThat(users()).hasSize(1);
    }

    private static final class NotConnected extends PutUserImport {
        @Override
        public void onTrigger(final ProcessContext context, final ProcessSession session) {
            super.onTrigger(TerminatedContext.of(context, UNPROCESSED), session);
        }
    }

    /** As in a flow that was drawn before there was such a relationship. */
    @Test
    void whereNothingIsConnectedTheFileIsKept() throws Exception {
        runner = TestRunners.newTestRunner(new NotConnected());
        store = UserStores.add(runner, database);
        runner.setProperty(PutUserImport.USER_STORE, "store");
        runner.setProperty(PutUserImport.BATCH_SIZE, "2");
        cancelBehind(2);
        runner.enqueue(USERS, FILE);
        runner.run();
        only(FAILURE).assertContentEquals(USERS);
        only(REJECTED_ROWS);
        only(SUMMARY);
        runner.assertTransferCount(UNPROCESSED, 0);
    }

    @Test
    void ofAnotherSplitNothingIsKnown() throws Exception {
        final List<MockFlowFile> parts = partition(USERS);
        cancelBehind(1);
        runner.setProperty(PutUserImport.BATCH_SIZE, "1");
        runner.enqueue(parts.getFirst().toByteArray(), parts.getFirst().getAttributes());
        runner.run();
        runner.clearTransferState();

        runner.enqueue(USERS, FILE);
        runner.run();
        only(FAILURE).assertAttributeEquals("userimport.state", "CANCELLED");
        runner.assertTransferCount(UNPROCESSED, 0);
        assertThat(runner.getLogger().getWarnMessages())
                .extracting(LogMessage::getMsg)
                .anyMatch(said -> said.contains("part of another split"));
    }

    private static List<MockFlowFile> partition(final String content) {
        final TestRunner partition = TestRunners.newTestRunner(PartitionUserImport.class);
        partition.setProperty(PartitionUserImport.PARTS, "2");
        partition.enqueue(content, FILE);
        partition.run();
        final List<MockFlowFile> parts =
                partition.getFlowFilesForRelationship(PartitionUserImport.PARTS_OUT);
        assertThat(parts).hasSize(2);
        return parts;
    }

    private List<String> users() throws SQLException {
        return query("SELECT user_id FROM userimport.user_profile ORDER BY 1");
    }

    private void execute(final String sql) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(final String sql) throws SQLException {
        final List<String> rows = new ArrayList<>();
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}
