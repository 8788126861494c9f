// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.nifiuserimport.services.PostgreSQLUserStore;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import java.util.Map;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What imports have changed of a user, over a real PostgreSQL. */
class FetchUserHistoryTest {

    private static final JsonMapper JSON = new JsonMapper();

    private TestDatabase database;
    private TestRunner history;

    @BeforeEach
    void importTwoFiles() throws Exception {
        database = TestPostgres.shared().newDatabase();
        final TestRunner imports = TestRunners.newTestRunner(PutUserImport.class);
        UserStores.add(imports, database);
        imports.setProperty("User Store", "store");
        importFile(imports, "first", "userId,userAttributes.plan\nu1,free\n");
        importFile(imports, "second", "userId,userAttributes.plan\nu1,pro\n");
        history = TestRunners.newTestRunner(FetchUserHistory.class);
        UserStores.add(history, database);
        history.setProperty("User Store", "store");
    }

    private static void importFile(final TestRunner imports, final String id, final String file) {
        imports.enqueue(file, Map.of("userimport.id", id, "filename", id + ".csv"));
        imports.run();
        imports.assertTransferCount(PutUserImport.FAILURE, 0);
    }

    private MockFlowFile ask(final Map<String, String> attributes, final Relationship expected) {
        history.clearTransferState();
        history.enqueue("as it came", attributes);
        history.run();
        history.assertAllFlowFilesTransferred(expected, 1);
        return history.getFlowFilesForRelationship(expected).getFirst();
    }

    /** As its page of documentation shows, but for the times. */
    @Test
    void tellsWhatWasChangedAndByWhichImport() throws Exception {
        final MockFlowFile told = ask(Map.of("userimport.user", "u1"), FetchUserHistory.SUCCESS);

        told.assertAttributeEquals("mime.type", "application/json");
        told.assertAttributeNotExists(ImportAttributes.OLDER_BEFORE);
        final String shown = AdditionalDetails.blocks(FetchUserHistory.class, "json").getFirst();
        assertThat(withoutTimes(told.getContent())).isEqualTo(withoutTimes(shown));
    }

    private static JsonNode withoutTimes(final String json) throws Exception {
        final ObjectNode history = (ObjectNode) JSON.readTree(json);
        assertThat(history.remove("since").asText()).isNotEmpty();
        history.get("changes")
                .forEach(
                        change ->
                                assertThat(((ObjectNode) change).remove("time").asText())
                                        .isNotEmpty());
        return history;
    }

    @Test
    void tellsItAsAPage() {
        history.setProperty(FetchUserHistory.REPLY, HistoryReplyOption.HTML);
        final MockFlowFile told = ask(Map.of("userimport.user", "u1"), FetchUserHistory.SUCCESS);
        assertThat(told.getAttribute("mime.type")).startsWith("text/html");
        assertThat(told.getContent()).contains("<bdi>attributes.plan</bdi>", "<bdi>pro</bdi>");
    }

    @Test
    void goesBackInTime() throws Exception {
        final JsonNode changes =
                JSON.readTree(
                                ask(Map.of("userimport.user", "u1"), FetchUserHistory.SUCCESS)
                                        .getContent())
                        .get("changes");
        history.setProperty(FetchUserHistory.BEFORE, "${before}");
        final MockFlowFile earlier =
                ask(
                        Map.of(
                                "userimport.user",
                                "u1",
                                "before",
                                changes.get(0).get("time").asText()),
                        FetchUserHistory.SUCCESS);
        final JsonNode first = JSON.readTree(earlier.getContent()).get("changes");
        assertThat(first).hasSize(1);
        assertThat(first.get(0).get("import").asText()).isEqualTo("first");
    }

    @Test
    void saysWhatIsNotThere() {
        ask(Map.of("userimport.user", "u2"), FetchUserHistory.NOT_FOUND)
                .assertAttributeEquals("userimport.error", "No user u2 is known");
        ask(Map.of("userimport.user", "u1", "userimport.app", "other"), FetchUserHistory.NOT_FOUND)
                .assertAttributeEquals("userimport.error", "No user u1 is known");
        ask(Map.of(), FetchUserHistory.NOT_FOUND)
                .assertAttributeEquals("userimport.error", "No user is named");
        history.setProperty(FetchUserHistory.BEFORE, "yesterday");
        ask(Map.of("userimport.user", "u1"), FetchUserHistory.NOT_FOUND)
                .assertAttributeEquals(
                        "userimport.error",
                        "Before is no time such as 2026-11-28T09:30:00Z: yesterday");
    }

    /** What it does is told with the change before, and that it is. */
    @Test
    void isNotKeptWhereTheStoreKeepsNone() throws Exception {
        final TestRunner imports = TestRunners.newTestRunner(PutUserImport.class);
        final PostgreSQLUserStore store = UserStores.add(imports, database);
        imports.disableControllerService(store);
        imports.setProperty(store, "Keep History For", "0 days");
        imports.enableControllerService(store);
        imports.setProperty("User Store", "store");
        importFile(imports, "third", "userId,userAttributes.plan\nu1,none\n");

        final MockFlowFile told = ask(Map.of("userimport.user", "u1"), FetchUserHistory.SUCCESS);
        final JsonNode latest = JSON.readTree(told.getContent()).get("changes").get(0);
        assertThat(latest.get("import").asText()).isEqualTo("second");
        assertThat(latest.get("fields").get(0).get("after").asText()).isEqualTo("none");
        assertThat(latest.get("with_later").asBoolean()).isTrue();
    }

    @Test
    void comesAgainWhileTheDatabaseIsAway() throws Exception {
        try (TestPostgres server = TestPostgres.start()) {
            final TestRunner away = TestRunners.newTestRunner(FetchUserHistory.class);
            UserStores.add(away, server.newDatabase());
            away.setProperty("User Store", "store");
            server.stop();
            away.enqueue("as it came", Map.of("userimport.user", "u1"));
            away.run();
            away.assertAllFlowFilesTransferred(FetchUserHistory.FAILURE, 1);
            away.getFlowFilesForRelationship(FetchUserHistory.FAILURE)
                    .getFirst()
                    .assertContentEquals("as it came");
        }
    }
}
