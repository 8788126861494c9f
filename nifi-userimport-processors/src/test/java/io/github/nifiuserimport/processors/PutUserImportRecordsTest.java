// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.PutUserImport.FAILURE;
import static io.github.nifiuserimport.processors.PutUserImport.REJECTED_ROWS;
import static io.github.nifiuserimport.processors.PutUserImport.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users in formats other than CSV, by NiFi's own readers. */
class PutUserImportRecordsTest {

    private TestDatabase database;
    private TestRunner runner;

    @BeforeEach
    void setUp() throws Exception {
        database = TestPostgres.shared().newDatabase();
        runner = TestRunners.newTestRunner(PutUserImport.class);
        UserStores.add(runner, database);
        runner.setProperty(PutUserImport.USER_STORE, "store");
    }

    @Test
    void importsNestedJson() throws Exception {
        RecordReaders.readJson(runner);
        importFile(
                """
                [{"userId": "u1", "created": 1483228800,
                  "userAttributes": {"zip": "00123", "price": 1.5, "tags": ["a", 1],
                                     "address": {"city": "Rome"}}},
                 {"userId": 2, "userAttributes": {"zip": 123, "vip": true}}]
                """);
        assertThat(profiles())
                .containsExactly(
                        "2 {\"vip\": true, \"zip\": 123}",
                        "u1 {\"zip\": \"00123\", \"tags\": [\"a\", 1], \"price\": 1.5,"
                                + " \"address\": {\"city\": \"Rome\"}}");
        assertThat(query("SELECT created::text FROM userimport.user_profile WHERE user_id = 'u1'"))
                .first()
                .asString()
                .startsWith("2017-01-01");
    }

    @Test
    void faultsOfFieldsNameNoLine() throws Exception {
        RecordReaders.readJson(runner);
        runner.enqueue("[{\"userId\": \"u1\", \"creatd\": 1}]", Map.of("filename", "users.json"));
        runner.run();
        runner.assertTransferCount(PutUserImport.FAILURE, 1);
        assertThat(
                        runner.getFlowFilesForRelationship(PutUserImport.FAILURE)
                                .getFirst()
                                .getAttribute("userimport.error"))
                .startsWith("users.json, column creatd: is not a column of this import");
    }

    @Test
    void importsTheRecordOfItsPage() throws Exception {
        RecordReaders.readJson(runner);
        importFile(
                AdditionalDetails.blocks(PutUserImport.class, "json").stream()
                        .filter(block -> block.startsWith("{\"userId\""))
                        .findFirst()
                        .orElseThrow());
        assertThat(profiles())
                .containsExactly("u1 {\"zip\": \"00123\", \"address\": {\"city\": \"Rome\"}}");
    }

    @Test
    void givesRejectedRecordsBackAsJsonLinesToCorrectAndImport() throws Exception {
        RecordReaders.readJson(runner);
        final MockFlowFile imported =
                importFile(
                        """
                        {"userId": "u1", "userAttributes": {"n": 1}}
                        {"userId": "u2", "created": "soon", "userAttributes": {"zip": "42", "n": 2}}
                        {"userAttributes": {"n": 3}}
                        """);
        imported.assertAttributeEquals("userimport.rows.rejected", "2");
        final MockFlowFile rejected = runner.getFlowFilesForRelationship(REJECTED_ROWS).getFirst();
        rejected.assertAttributeEquals("filename", "users.rejected.jsonl");
        rejected.assertAttributeEquals("mime.type", "application/x-ndjson");
        final List<String> lines = rejected.getContent().lines().toList();
        assertThat(lines.getFirst())
                .startsWith(
                        "{\"userId\":\"u2\","
                                + "\"userAttributes\":{\"n\":2,\"zip\":\"42\"},"
                                + "\"created\":\"soon\","
                                + "\"line\":2,\"column\":\"created\",\"error\":");
        assertThat(lines.get(1))
                .startsWith("{\"userAttributes\":{\"n\":3},\"line\":3,\"column\":\"userId\"");

        final MockFlowFile second =
                importFile(
                        lines.getFirst().replace("soon", "1")
                                + "\n"
                                + lines.get(1)
                                        .replace("{\"userAttr", "{\"userId\":\"u3\",\"userAttr"));
        second.assertAttributeEquals("userimport.rows.rejected", "0");
        assertThat(profiles())
                .as("texts are texts still")
                .containsExactly(
                        "u1 {\"n\": 1}", "u2 {\"n\": 2, \"zip\": \"42\"}", "u3 {\"n\": 3}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'userId': 'u1'} {'userId': 'u2' | cannot be read",
                "hello                            | cannot be read",
                "{'id': 'u1'}                     | there is no userId column",
                "{'userId': 'u1', 'foo': 1}       | column foo",
                "''                               | there is no userId column",
            })
    void appliesNothingOfAFileWithAFault(final String content, final String error)
            throws Exception {
        RecordReaders.readJson(runner);
        enqueue(content.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        runner.run();
        final MockFlowFile failed = runner.getFlowFilesForRelationship(FAILURE).getFirst();
        assertThat(failed.getAttribute("userimport.error"))
                .startsWith("users.csv, ")
                .contains(error);
        assertThat(profiles()).isEmpty();
    }

    @Test
    void importsAvro() throws Exception {
        final RecordSchema attributes =
                new SimpleRecordSchema(
                        List.of(
                                new RecordField("age", RecordFieldType.INT.getDataType()),
                                new RecordField("score", RecordFieldType.DOUBLE.getDataType()),
                                new RecordField("seen", RecordFieldType.TIMESTAMP.getDataType()),
                                new RecordField(
                                        "friends",
                                        RecordFieldType.ARRAY.getArrayDataType(
                                                RecordFieldType.STRING.getDataType()))));
        final RecordSchema schema =
                new SimpleRecordSchema(
                        List.of(
                                new RecordField("userId", RecordFieldType.LONG.getDataType()),
                                new RecordField("created", RecordFieldType.TIMESTAMP.getDataType()),
                                new RecordField(
                                        "userAttributes",
                                        RecordFieldType.RECORD.getRecordDataType(attributes))));
        final Timestamp time = Timestamp.from(Instant.parse("2017-01-01T00:00:00Z"));
        final Map<String, Object> some = new HashMap<>();
        some.put("age", 24);
        some.put("score", 0.1);
        some.put("seen", time);
        some.put("friends", new Object[] {"Jimmy", "Sara"});
        final byte[] file =
                RecordReaders.avro(
                        runner,
                        schema,
                        List.of(
                                new MapRecord(
                                        schema,
                                        Map.of(
                                                "userId",
                                                777L,
                                                "created",
                                                time,
                                                "userAttributes",
                                                new MapRecord(attributes, some)))));
        RecordReaders.readAvro(runner);
        enqueue(file);
        runner.run();
        runner.assertTransferCount(SUCCESS, 1);
        assertThat(profiles())
                .containsExactly(
                        "777 {\"age\": 24, \"seen\": \"2017-01-01T00:00:00Z\", \"score\": 0.1,"
                                + " \"friends\": [\"Jimmy\", \"Sara\"]}");
        assertThat(
                        query(
                                "SELECT extract(epoch FROM created)::bigint::text FROM"
                                        + " userimport.user_profile"))
                .containsExactly("1483228800");
    }

    private MockFlowFile importFile(final String content) {
        runner.clearTransferState();
        enqueue(content.getBytes(StandardCharsets.UTF_8));
        runner.run();
        runner.assertTransferCount(SUCCESS, 1);
        return runner.getFlowFilesForRelationship(SUCCESS).getFirst();
    }

    private void enqueue(final byte[] content) {
        runner.enqueue(content).putAttributes(Map.of("filename", "users.csv"));
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
}
