// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files PutUserImport applies in order of their keys, and what it says where it cannot. */
@Tag("slow")
class SortedFilesTest {

    private static final String FILE = "userId,userAttributes.n\nu2,1\nu1,2\nu2,3\n";

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private TestRunner runner;

    @TempDir private Path folder;

    @BeforeEach
    void start() throws Exception {
        runner = TestRunners.newTestRunner(PutUserImport.class);
        UserStores.add(runner, database);
        runner.setProperty(PutUserImport.USER_STORE, "store");
        runner.setProperty(SortProperties.TEMPORARY_FOLDER, folder.toString());
    }

    private void importFile() {
        runner.enqueue(FILE, Map.of("filename", "users.csv"));
        runner.run();
        runner.assertTransferCount(PutUserImport.SUCCESS, 1);
    }

    private String keyColumn() throws Exception {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT key_column FROM userimport.import_part")) {
            row.next();
            return row.getString(1);
        }
    }

    private List<String> warnings() {
        return runner.getLogger().getWarnMessages().stream().map(LogMessage::getMsg).toList();
    }

    @Test
    void aFileIsSortedFromASizeOnAndNothingIsLeftInTheFolder() throws Exception {
        runner.setProperty(
                SortProperties.SORT_FILES_FROM,
                // Of its rows; the header does not count.
                Text.format("%d B", FILE.length() - FILE.indexOf('\n') - 1));
        importFile();
        assertThat(keyColumn()).isEqualTo("userId");
        assertThat(warnings()).isEmpty();
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).isEmpty();
        }
    }

    @Test
    void aSmallerFileIsAppliedInItsOwnOrder() throws Exception {
        importFile();
        assertThat(keyColumn()).isNull();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void withoutATemporaryFolderFilesAreAppliedAllTheSameAndAWarningSaysSo() throws Exception {
        final Path missing = folder.resolve("missing");
        runner.setProperty(SortProperties.SORT_FILES_FROM, "0 B");
        runner.setProperty(SortProperties.TEMPORARY_FOLDER, missing.toString());
        importFile();
        assertThat(keyColumn()).isNull();
        assertThat(warnings())
                .singleElement()
                .satisfies(
                        warning ->
                                assertThat(warning)
                                        .contains("applied in file order")
                                        .contains(
                                                "a temporary file in "
                                                        + missing
                                                        + " cannot be opened: there is no such"
                                                        + " folder"));
    }

    @Test
    void theFolderIsVerified() {
        final ConfigVerificationResult there = verified();
        assertThat(there.getOutcome()).isEqualTo(Outcome.SUCCESSFUL);
        assertThat(there.getExplanation()).contains(folder.toString()).contains(" MB");
        runner.setProperty(SortProperties.TEMPORARY_FOLDER, folder.resolve("missing").toString());
        final ConfigVerificationResult missing = verified();
        assertThat(missing.getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(missing.getExplanation()).contains("there is no such folder");
    }

    private ConfigVerificationResult verified() {
        return ((VerifiableProcessor) runner.getProcessor())
                .verify(runner.getProcessContext(), runner.getLogger(), Map.of()).stream()
                        .filter(result -> result.getVerificationStepName().contains("temporary"))
                        .findFirst()
                        .orElseThrow();
    }
}
