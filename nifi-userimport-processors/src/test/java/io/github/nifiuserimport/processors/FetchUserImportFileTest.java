// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** When a file that a request names is read, and what is said of one that cannot be. */
class FetchUserImportFileTest {

    private static final String WHOLE = "userId\na\n";
    private static final long SETTLE_MILLIS = 60;

    @TempDir private Path folder;

    private TestRunner runner;

    @BeforeEach
    void start() {
        runner = TestRunners.newTestRunner(FetchUserImportFile.class);
        runner.setProperty(
                FetchUserImportFile.FILE, folder + "/${userimport.bucket}/${userimport.object}");
        runner.setProperty(FetchUserImportFile.SETTLE_TIME, SETTLE_MILLIS + " ms");
        runner.run(1, false, true);
    }

    @Test
    void readsAnOldFileAtOnceAndLeavesIt() throws IOException {
        final Path file = write("users.csv", WHOLE);
        age(file);
        ask("users.csv");

        look();

        fetched("users.csv").assertContentEquals(WHOLE);
        assertThat(file).hasContent(WHOLE);
        assertThat(runner.getProvenanceEvents()).hasSize(1);
    }

    @Test
    void readsANewOneOnceNobodyHasWrittenToItForTheSettleTime() throws Exception {
        write("users.csv", WHOLE);
        ask("users.csv");
        look();
        runner.assertTransferCount(FetchUserImportFile.SUCCESS, 0);
        settle();

        look();

        fetched("users.csv").assertContentEquals(WHOLE);
    }

    @Test
    void waitsForTheRestOfACutRowAndLetsOthersPass() throws Exception {
        final Path cut = write("cut.csv", "userId,zip\nb,45");
        age(write("other.csv", WHOLE));
        ask("cut.csv");
        ask("other.csv");
        look();
        settle();
        look();
        fetched("other.csv").assertContentEquals(WHOLE);
        runner.assertTransferCount(FetchUserImportFile.SUCCESS, 1);

        Files.writeString(cut, "678\n", StandardOpenOption.APPEND);
        look();
        settle();
        look();

        fetched("cut.csv").assertContentEquals("userId,zip\nb,45678\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void waitsForAWriterThatHoldsItOpenHoweverOldItLooks() throws Exception {
        final Path file = write("users.csv", WHOLE);
        try (OutputStream writer = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            age(file);
            ask("users.csv");
            look();
            runner.assertTransferCount(FetchUserImportFile.SUCCESS, 0);
            writer.write("b\n".getBytes(StandardCharsets.UTF_8));
        }
        look();
        settle();
        look();

        fetched("users.csv").assertContentEquals(WHOLE + "b\n");
    }

    @Test
    void saysWithoutAPathWhyAFileCannotBeRead() throws IOException {
        Files.createDirectories(folder.resolve("bucket/sub"));
        write("users.csv", WHOLE);
        for (final String object : List.of("missing.csv", "sub", "users.csv/x", "a\0b")) {
            ask(object);
        }

        look();

        assertThat(runner.getFlowFilesForRelationship(FetchUserImportFile.FAILURE))
                .extracting(file -> file.getAttribute(ImportAttributes.ERROR))
                .containsExactly(
                        "The file could not be read: missing.csv: there is no such file",
                        "The file could not be read: sub: it is a folder",
                        "The file could not be read: users.csv/x: Not a directory",
                        "The file could not be read: a\0b: a file cannot have that name");
    }

    @Test
    void verifiesThatAFileCanBeRead() throws IOException {
        final Path file = write("users.csv", WHOLE);

        assertThat(verify(object("users.csv")).getOutcome()).isEqualTo(Outcome.SUCCESSFUL);
        assertThat(verify(object("users.csv")).getExplanation()).isEqualTo(file + " can be read");
        assertThat(verify(object("missing.csv")).getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(verify(object("missing.csv")).getExplanation())
                .contains("missing.csv", "there is no such file", "Correct File");
        assertThat(verify(object("")).getOutcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void verifiesNoFileWhileItIsNotKnownWhichOne() {
        assertThat(verify(Map.of()).getOutcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(verify(Map.of()).getExplanation()).contains("give their values");
    }

    private ConfigVerificationResult verify(final Map<String, String> attributes) {
        return ((FetchUserImportFile) runner.getProcessor())
                .verify(runner.getProcessContext(), runner.getLogger(), attributes)
                .getFirst();
    }

    private Path write(final String object, final String text) throws IOException {
        final Path file = folder.resolve("bucket").resolve(object);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void age(final Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }

    private void ask(final String object) {
        runner.enqueue("", object(object));
    }

    private static Map<String, String> object(final String object) {
        return Map.of(ImportAttributes.BUCKET, "bucket", ImportAttributes.OBJECT, object);
    }

    private void look() {
        runner.run(1, false, false);
    }

    private static void settle() throws InterruptedException {
        Thread.sleep(2 * SETTLE_MILLIS);
    }

    private MockFlowFile fetched(final String object) {
        return runner.getFlowFilesForRelationship(FetchUserImportFile.SUCCESS).stream()
                .filter(file -> object.equals(file.getAttribute(ImportAttributes.OBJECT)))
                .findFirst()
                .orElseThrow();
    }
}
