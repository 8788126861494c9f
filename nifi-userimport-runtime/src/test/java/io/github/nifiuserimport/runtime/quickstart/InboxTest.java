// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {

    @TempDir Path folder;
    private Path inbox;

    @BeforeEach
    void makeInbox() throws IOException {
        inbox = Files.createDirectory(folder.resolve("inbox"));
    }

    @Test
    void givesEveryFileAVisibleNameOfItsOwn() throws IOException {
        final Inbox box = new Inbox(inbox, Set.of("busy.csv"));
        assertThat(box.put(file("users.csv", "1"))).isEqualTo("users.csv");
        assertThat(box.put(file("a/users.csv", "2"))).isEqualTo("users-2.csv");
        assertThat(box.put(file("b/users.csv", "3"))).isEqualTo("users-3.csv");
        assertThat(box.put(file(".hidden.csv", "4"))).isEqualTo("hidden.csv");
        assertThat(box.put(file("...", "5"))).isEqualTo("users-4.csv");
        assertThat(box.put(file("busy.csv", "6"))).isEqualTo("busy-2.csv");
        assertThat(box.put(file("no suffix", "7"))).isEqualTo("no suffix");
        assertThat(box.put(file("c/no suffix", "8"))).isEqualTo("no suffix-2");
        assertThat(Files.readString(inbox.resolve("users-3.csv"))).isEqualTo("3");
        assertThat(box.names()).hasSize(8);
    }

    @Test
    void givesFilesTimesInTheirOrder() throws IOException {
        final Inbox box = new Inbox(inbox, Set.of());
        long last = 0;
        for (int i = 0; i < 50; i++) {
            final Path put = inbox.resolve(box.put(file("f" + i, "x")));
            final long time = Files.getLastModifiedTime(put).toMillis();
            assertThat(time).isGreaterThan(last);
            last = time;
        }
    }

    @Test
    void leavesWhatWaitsThereAlone() throws IOException {
        Files.writeString(inbox.resolve("users.csv"), "waits");
        final Inbox box = new Inbox(inbox, Set.of());
        assertThat(box.put(file("users.csv", "new"))).isEqualTo("users-2.csv");
        assertThat(Files.readString(inbox.resolve("users.csv"))).isEqualTo("waits");
    }

    private Path file(final String name, final String content) throws IOException {
        final Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
