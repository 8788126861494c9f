// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledRunsTest {

    @TempDir Path folder;
    private final KilledRuns killed = new KilledRuns(new Console(0));

    @Test
    void removesTemporaryFoldersThatNoRunHas() throws IOException {
        final Path ofKilled = Files.createTempDirectory("nifi-userimport-");
        Files.createFile(ofKilled.resolve("quickstart.lock"));
        Files.writeString(Files.createDirectory(ofKilled.resolve("inbox")).resolve("a.csv"), "x");
        final Path foreign = Files.createTempDirectory("nifi-userimport-");
        final Path ofRun;
        try (Workspace running = Workspace.temporary()) {
            ofRun = running.inbox();

            killed.cleanTemporary();

            assertThat(ofKilled).doesNotExist();
            assertThat(ofRun).exists();
            assertThat(foreign).exists();
        } finally {
            Files.delete(foreign);
        }
        assertThat(ofRun).doesNotExist();
    }

    @Test
    void leavesAKeptFolderAsItIs() throws IOException {
        killed.cleanKept(folder.resolve("none"));
        try (Workspace workspace = Workspace.kept(folder)) {
            Files.writeString(workspace.inbox().resolve("a.csv"), "x");
            killed.cleanKept(folder);
        }
        killed.cleanKept(folder);
        assertThat(folder.resolve("inbox/a.csv")).exists();
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
