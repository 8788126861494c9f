// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.ValidateUserImport.CHANGES;
import static io.github.nifiuserimport.processors.ValidateUserImport.FAILURE;
import static io.github.nifiuserimport.processors.ValidateUserImport.ORIGINAL;
import static io.github.nifiuserimport.processors.ValidateUserImport.RECORDS;
import static io.github.nifiuserimport.processors.ValidateUserImport.REPORT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.nifi.csv.CSVRecordSetWriter;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ValidateUserImport with a User Store says what an import would change there. */
class ValidateAgainstStoreTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String USERS =
            """
            userId,userAttributes.plan,userAttributes.n,userAttributes.code
            u1,free,1,7
            u2,gold,2,007
            """;

    private static final String LATER =
            """
            userId,userAttributes.plan,userAttributes.n,userAttributes.code
            u1,gold,1,007
            u3,"a, ""b""\",,
            u2,gold,2,007
            u4,free,x\s
            """;

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final TestRunner runner = TestRunners.newTestRunner(ValidateUserImport.class);

    @BeforeEach
    void importUsers() throws InitializationException {
        final TestRunner importing = TestRunners.newTestRunner(PutUserImport.class);
        UserStores.add(importing, database);
        importing.setProperty(PutUserImport.USER_STORE, "store");
        importing.enqueue(USERS, Map.of("filename", "users.csv"));
        importing.run();
        importing.assertTransferCount(PutUserImport.SUCCESS, 1);

        UserStores.add(runner, database);
        runner.setProperty(ValidateUserImport.USER_STORE, "store");
    }

    private void validate(final String file) {
        runner.enqueue(file, Map.of("filename", "later.csv"));
        runner.run();
    }

    private MockFlowFile only(final Relationship relationship) {
        runner.assertTransferCount(relationship, 1);
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }

    private JsonNode report() throws IOException {
        return JSON.readTree(only(REPORT).getContent());
    }

    private void writeCsv() throws InitializationException {
        final CSVRecordSetWriter writer = new CSVRecordSetWriter();
        runner.addControllerService("changes", writer);
        runner.enableControllerService(writer);
        runner.setProperty(ValidateUserImport.CHANGES_WRITER, "changes");
    }

    @Test
    void reportsTheCountsOfTheImport() throws Exception {
        validate(LATER);

        final JsonNode report = report();
        assertThat(report.at("/rows_rejected").asInt()).isEqualTo(1);
        assertThat(report.at("/counts/users_created").asInt()).isEqualTo(1);
        assertThat(report.at("/counts/users_updated").asInt()).isEqualTo(1);
        assertThat(report.at("/counts/users_unchanged").asInt()).isEqualTo(1);
        only(ORIGINAL).assertAttributeEquals("userimport.users.updated", "1");
        only(ORIGINAL).assertAttributeEquals("userimport.rows.rejected", "1");
        runner.assertTransferCount(FAILURE, 0);
    }

    @Test
    void reportsEachFieldWithSamples() throws Exception {
        validate(LATER);

        assertThat(report().at("/fields/1").toString())
                .isEqualTo(
                        "{\"field\":\"attributes.plan\",\"added\":1,\"changed\":1,\"removed\":0,"
                                + "\"samples\":[{\"userId\":\"u1\",\"line\":2,\"before\":\"free\","
                                + "\"after\":\"gold\"},{\"userId\":\"u3\",\"line\":3,"
                                + "\"before\":null,\"after\":\"a, \\\"b\\\"\"}]}");
    }

    @Test
    void reportsAsTheExampleOfThePageSays() throws Exception {
        validate("userId,userAttributes.plan\nu1,gold\nu3,gold\n");

        assertThat(report().at("/fields/0"))
                .isEqualTo(
                        JSON.readTree(
                                AdditionalDetails.blocks(ValidateUserImport.class, "json").get(1)));
    }

    @Test
    void writesARecordForEachChangedField() throws Exception {
        writeCsv();
        validate(LATER);

        final MockFlowFile changes = only(CHANGES);
        assertThat(changes.getContent().lines())
                .containsExactlyInAnyOrder(
                        "userId,line,field,before,after",
                        "u1,2,attributes.plan,free,gold",
                        "u1,2,attributes.code,7,007",
                        "u3,3,userId,,u3",
                        "u3,3,attributes.plan,,\"a, \\\"b\\\"\"");
        changes.assertAttributeEquals("record.count", "4");
        changes.assertAttributeEquals("mime.type", "text/csv");
        changes.assertAttributeEquals("userimport.users.created", "1");
    }

    @Test
    void tellsANumberFromItsText() throws Exception {
        writeCsv();
        runner.setProperty(ValidateUserImport.RECORD_READER, jsonReader());
        validate("{\"userId\": \"u1\", \"userAttributes\": {\"n\": \"1\"}}");

        assertThat(only(CHANGES).getContent().lines().skip(1))
                .containsExactly("u1,1,attributes.n,1,\"\\\"1\\\"\"");
    }

    private String jsonReader() throws InitializationException {
        RecordReaders.readJson(runner);
        return "Record Reader";
    }

    @Test
    void changesNothing() throws Exception {
        validate(LATER);
        runner.clearTransferState();
        validate(LATER);

        assertThat(report().at("/counts/users_created").asInt()).isEqualTo(1);
    }

    @Test
    void doesNotTryAFileWithAFault() throws Exception {
        writeCsv();
        validate("userId,userAttributes.a\nu1\n\"u2\n");

        assertThat(report().at("/valid").asBoolean()).isFalse();
        assertThat(report().has("counts")).isFalse();
        runner.assertTransferCount(CHANGES, 0);
        runner.assertTransferCount(FAILURE, 1);
    }

    @Test
    void writesRecordsBesides() throws Exception {
        writeCsv();
        final JsonRecordSetWriter records = new JsonRecordSetWriter();
        runner.addControllerService("records", records);
        runner.enableControllerService(records);
        runner.setProperty(ValidateUserImport.RECORD_WRITER, "records");
        validate(LATER);

        assertThat(JSON.readTree(only(RECORDS).getContent())).hasSize(3);
        only(CHANGES);
    }

    @Test
    void looksAtTheUsersOfItsApp() throws Exception {
        runner.setProperty(ValidateUserImport.APP_ID, "other");
        validate(LATER);

        assertThat(report().at("/counts/users_created").asInt()).isEqualTo(3);
    }

    @Test
    void hasChangesOnlyWithAWriter() throws Exception {
        assertThat(runner.getProcessor().getRelationships())
                .containsExactlyElementsOf(List.of(RECORDS, REPORT, ORIGINAL, FAILURE));
        writeCsv();
        assertThat(runner.getProcessor().getRelationships()).contains(CHANGES);
    }

    @Test
    void hasTheNameThatItHadToo() {
        final TestRunner former = TestRunners.newTestRunner(ParseUserImport.class);
        former.enqueue(USERS, Map.of("filename", "users.csv"));
        former.run();
        former.assertTransferCount(REPORT, 1);
        former.assertTransferCount(ORIGINAL, 1);
    }
}
