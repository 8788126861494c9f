// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an import has changed is taken back, over a real PostgreSQL. */
class UndoUserImportTest {

    private TestDatabase database;
    private TestRunner imports;
    private TestRunner undo;

    @BeforeEach
    void importTwoFiles() throws Exception {
        database = TestPostgres.shared().newDatabase();
        imports = TestRunners.newTestRunner(PutUserImport.class);
        UserStores.add(imports, database);
        imports.setProperty("User Store", "store");
        importFile("first", "userId,userAttributes.plan\nu1,free\nu2,free\n");
        importFile("second", "userId,userAttributes.plan\nu1,pro\nu2,pro\nu3,pro\n");
        undo = TestRunners.newTestRunner(UndoUserImport.class);
        UserStores.add(undo, database);
        undo.setProperty("User Store", "store");
    }

    private void importFile(final String id, final String file) {
        imports.enqueue(file, Map.of("userimport.id", id, "filename", id + ".csv"));
        imports.run();
        imports.assertTransferCount(PutUserImport.FAILURE, 0);
    }

    private MockFlowFile undo(final Map<String, String> attributes, final Relationship expected) {
        undo.clearTransferState();
        undo.enqueue("as it came", attributes);
        undo.run();
        undo.assertTransferCount(expected, 1);
        return undo.getFlowFilesForRelationship(expected).getFirst();
    }

    private List<String> plans() throws Exception {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT user_id || ' ' || (attributes ->> 'plan')"
                                        + " FROM userimport.user_profile ORDER BY 1")) {
            final List<String> plans = new ArrayList<>();
            while (row.next()) {
                plans.add(row.getString(1));
            }
            return plans;
        }
    }

    @Test
    void usersAreWhatTheyWere() throws Exception {
        final MockFlowFile undone =
                undo(Map.of("userimport.undoes", "second"), UndoUserImport.SUCCESS);

        assertThat(plans()).containsExactly("u1 free", "u2 free");
        undone.assertContentEquals("as it came");
        undone.assertAttributeEquals("userimport.undoes", "second");
        undone.assertAttributeEquals("userimport.action", "undo");
        undone.assertAttributeEquals("userimport.state", "FINISHED");
        undone.assertAttributeEquals("userimport.rows", "3");
        undone.assertAttributeEquals("userimport.users.updated", "2");
        undone.assertAttributeEquals("userimport.users.deleted", "1");
        undone.assertAttributeEquals("userimport.id", undone.getAttribute("uuid"));
        undo.assertTransferCount(UndoUserImport.REJECTED_ROWS, 0);
        undo.assertTransferCount(UndoUserImport.SUMMARY, 1);
        undo.getFlowFilesForRelationship(UndoUserImport.SUMMARY)
                .getFirst()
                .assertAttributeEquals("filename", "second.csv.summary.json");
        assertThat(undo.getCounterValue("Users updated")).isEqualTo(2);
        assertThat(undo.getCounterValue("Users deleted")).isEqualTo(1);
    }

    @Test
    void whatHasChangedSinceIsListed() throws Exception {
        importFile("third", "userId,userAttributes.plan\nu1,gold\n");
        undo(
                Map.of("userimport.undoes", "second", "userimport.id", "back"),
                UndoUserImport.SUCCESS);

        assertThat(plans()).containsExactly("u1 gold", "u2 free");
        final MockFlowFile kept =
                undo.getFlowFilesForRelationship(UndoUserImport.REJECTED_ROWS).getFirst();
        assertThat(kept.getContent())
                .endsWith(
                        "userId,field,before,now,changedBy,line,column,error\r\n"
                                + "u1,attributes.plan,free,gold,third,2,attributes.plan,Stays as it"
                                + " is for user u1: import third changed it since\r\n");
        kept.assertAttributeEquals("filename", "second.rejected.csv");
        kept.assertAttributeEquals("userimport.rejected.from", "back");
        kept.assertAttributeEquals("mime.type", "text/csv");
    }

    @Test
    void whatCannotBeUndoneFails() {
        undo(Map.of(), UndoUserImport.FAILURE)
                .assertAttributeEquals(
                        "userimport.error", "No import is named; set userimport.undoes to its ID");
        undo(Map.of("userimport.undoes", "none"), UndoUserImport.FAILURE)
                .assertAttributeEquals("userimport.error", "No import none is known");
        undo(
                        Map.of("userimport.undoes", "second", "userimport.app", "other"),
                        UndoUserImport.FAILURE)
                .assertAttributeEquals("userimport.error", "No import second is known");
        undo(
                Map.of("userimport.undoes", "second", "userimport.id", "back"),
                UndoUserImport.SUCCESS);
        undo(Map.of("userimport.undoes", "second"), UndoUserImport.FAILURE)
                .assertAttributeEquals("userimport.error", "Import second is undone, by back");
    }

    @Test
    void aSummaryLeadsBackToItsImport() throws Exception {
        undo.setProperty(UndoUserImport.UNDOES, "${userimport.id}");
        final MockFlowFile undone = undo(Map.of("userimport.id", "second"), UndoUserImport.SUCCESS);

        assertThat(plans()).containsExactly("u1 free", "u2 free");
        undone.assertAttributeEquals("userimport.id", undone.getAttribute("uuid"));
    }

    @Test
    void aFlowFileThatComesAgainUndoesNothingMore() throws Exception {
        final Map<String, String> attributes =
                Map.of("userimport.undoes", "second", "userimport.id", "back");
        undo(attributes, UndoUserImport.SUCCESS);
        importFile("third", "userId,userAttributes.plan\nu1,gold\n");
        undo(attributes, UndoUserImport.SUCCESS);

        assertThat(plans()).containsExactly("u1 gold", "u2 free");
        undo.assertTransferCount(UndoUserImport.SUMMARY, 0);
    }

    @Test
    void waitsWhileTheDatabaseIsAway() throws Exception {
        try (TestPostgres server = TestPostgres.start()) {
            final TestRunner away = TestRunners.newTestRunner(UndoUserImport.class);
            UserStores.add(away, server.newDatabase());
            away.setProperty("User Store", "store");
            server.stop();
            away.enqueue("as it came", Map.of("userimport.undoes", "second"));
            away.run();
            away.assertAllFlowFilesTransferred(UndoUserImport.RETRY, 1);
        }
    }

    @Test
    void isVerified() {
        final List<ConfigVerificationResult> results =
                ((UndoUserImport) undo.getProcessor())
                        .verify(undo.getProcessContext(), undo.getLogger(), Map.of());
        assertThat(results)
                .extracting(ConfigVerificationResult::getOutcome)
                .containsOnly(Outcome.SUCCESSFUL);
    }
}
