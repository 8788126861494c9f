// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes out of a folder, and what is said of a folder that cannot be used. */
class GetUserImportFilesTest {

    private static final String TEXT = "userId\na\n";

    @TempDir private Path folder;

    private TestRunner runner;

    @BeforeEach
    void start() {
        runner = TestRunners.newTestRunner(GetUserImportFiles.class);
        runner.setProperty(GetUserImportFiles.INPUT_DIRECTORY, folder.toString());
        runner.setProperty(GetUserImportFiles.SETTLE_TIME, "20 ms");
    }

    @Test
    void takesAFileWithItsNameAndTheIdOfItsImport() throws Exception {
        Files.writeString(folder.resolve("users.csv"), TEXT);
        Files.setLastModifiedTime(
                folder.resolve("users.csv"),
                FileTime.from(Instant.parse("2026-11-28T09:15:00.123Z")));

        final MockFlowFile file = taken(1).getFirst();

        file.assertContentEquals(TEXT);
        file.assertAttributeEquals("filename", "users.csv");
        file.assertAttributeEquals("absolute.path", folder + "/");
        file.assertAttributeEquals("file.size", "9");
        assertThat(file.getAttribute("file.lastModifiedTime")).startsWith("2026-11-2");
        assertThat(file.getAttribute(ImportAttributes.ID)).hasSize(36);
        assertThat(folder.resolve("users.csv")).doesNotExist();
        assertThat(runner.getProvenanceEvents()).hasSize(1);
    }

    @Test
    void takesTheSameFileDroppedInAgainAsAnotherImport() throws Exception {
        Files.writeString(folder.resolve("users.csv"), TEXT);
        final String first = taken(1).getFirst().getAttribute(ImportAttributes.ID);
        Files.writeString(folder.resolve("users.csv"), TEXT);

        final String second = taken(2).get(1).getAttribute(ImportAttributes.ID);

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void namesFilesToBeLeftAloneBesideHiddenOnes() throws Exception {
        runner.setProperty(GetUserImportFiles.IGNORED_FILES, "*.csv.new, draft-?.csv, [a");
        for (final String name : List.of("a.csv.new", "draft-1.csv", ".b.csv")) {
            Files.writeString(folder.resolve(name), TEXT);
        }
        Files.writeString(folder.resolve("x.tmp"), TEXT);

        taken(1).getFirst().assertAttributeEquals("filename", "x.tmp");
    }

    @Test
    void saysThatTheFolderIsNotThereAndGoesOnOnceItIs() throws Exception {
        final Path missing = folder.resolve("inbox");
        runner.setProperty(GetUserImportFiles.INPUT_DIRECTORY, missing.toString());
        runner.run(3, false, true);
        assertThat(runner.getLogger().getWarnMessages())
                .singleElement()
                .asString()
                .contains("Cannot list the files in " + missing);

        Files.createDirectory(missing);
        Files.writeString(missing.resolve("users.csv"), TEXT);

        assertThat(taken(1)).hasSize(1);
    }

    @Test
    void verifiesThatFilesCanBeMovedInTheFolder() throws IOException {
        assertThat(verify())
                .extracting(ConfigVerificationResult::getOutcome)
                .containsExactly(Outcome.SUCCESSFUL, Outcome.SUCCESSFUL);
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void verifiesThatTheFolderIsThere() {
        runner.setProperty(GetUserImportFiles.INPUT_DIRECTORY, folder + "/inbox");

        assertThat(verify())
                .extracting(ConfigVerificationResult::getOutcome)
                .containsExactly(Outcome.FAILED, Outcome.SKIPPED);
        assertThat(verify().getFirst().getExplanation()).contains(folder + "/inbox", "Create it");
    }

    private List<ConfigVerificationResult> verify() {
        return ((GetUserImportFiles) runner.getProcessor())
                .verify(runner.getProcessContext(), runner.getLogger(), Map.of());
    }

    /** Lets the processor look until it has taken so many files in all. */
    private List<MockFlowFile> taken(final int count) throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            runner.run(1, false, i == 0 && runner.getProcessContext() != null);
            final List<MockFlowFile> files =
                    runner.getFlowFilesForRelationship(GetUserImportFiles.SUCCESS);
            if (files.size() >= count) {
                return files;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("Not taken: " + runner.getLogger().getWarnMessages());
    }
}
