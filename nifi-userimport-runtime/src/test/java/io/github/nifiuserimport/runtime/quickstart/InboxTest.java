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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(put(box, "users.csv", "1")).isEqualTo("users.csv");
        assertThat(put(box, "a/users.csv", "2")).isEqualTo("users-2.csv");
        assertThat(put(box, "b/users.csv", "3")).isEqualTo("users-3.csv");
        assertThat(put(box, ".hidden.csv", "4")).isEqualTo("hidden.csv");
        assertThat(put(box, "...", "5")).isEqualTo("users-4.csv");
        assertThat(put(box, "busy.csv", "6")).isEqualTo("busy-2.csv");
        assertThat(put(box, "no suffix", "7")).isEqualTo("no suffix");
        assertThat(put(box, "c/no suffix", "8")).isEqualTo("no suffix-2");
        assertThat(Files.readString(inbox.resolve("users-3.csv"))).isEqualTo("3");
        assertThat(box.names()).hasSize(8);
    }

    @Test
    void numbersPackedFilesBeforeTheirEnding() throws IOException {
        final Inbox box = new Inbox(inbox, Set.of("busy.csv"));
        assertThat(put(box, "users.csv.gz", "1")).isEqualTo("users.csv.gz");
        assertThat(put(box, "users.csv", "2")).isEqualTo("users.csv");
        assertThat(put(box, "a/users.csv.gz", "3")).isEqualTo("users-2.csv.gz");
        assertThat(put(box, "busy.csv.GZ", "4")).isEqualTo("busy.csv.GZ");
        assertThat(put(box, "bare.gz", "5")).isEqualTo("bare.gz");
        assertThat(put(box, "c/bare.gz", "6")).isEqualTo("bare-2.gz");
        assertThat(put(box, ".gz", "7")).isEqualTo("users-2.csv");
    }

    /** Named on the command line they are meant, whatever the flow would take them for. */
    @ParameterizedTest
    @CsvSource({
        "users.tmp, users.tmp.csv",
        "users.csv.FILEPART, users.csv.FILEPART.csv",
        "users.csv~, users.csv~.csv",
        "Thumbs.db, Thumbs.db.csv",
        "~$users.csv, users.csv",
        "_SUCCESS, SUCCESS",
        "_temporary.csv, temporary.csv",
        "_users.csv, _users.csv",
        "users.dat, users.dat"
    })
    void givesNoNameThatTheFlowPassesOver(final String name, final String inInbox)
            throws IOException {
        assertThat(put(new Inbox(inbox, Set.of()), name, "1")).isEqualTo(inInbox);
    }

    @Test
    void takesAsLongANameAsTheFolderDoes() throws IOException {
        final String name = "x".repeat(251) + ".csv";
        assertThat(put(new Inbox(inbox, Set.of()), name, "1")).isEqualTo(name);
    }

    @Test
    void givesFilesTimesInTheirOrder() throws IOException {
        final Inbox box = new Inbox(inbox, Set.of());
        long last = 0;
        for (int i = 0; i < 50; i++) {
            final Path put = inbox.resolve(put(box, "f" + i, "x"));
            final long time = Files.getLastModifiedTime(put).toMillis();
            assertThat(time).isGreaterThan(last);
            last = time;
        }
    }

    @Test
    void leavesWhatWaitsThereAlone() throws IOException {
        Files.writeString(inbox.resolve("users.csv"), "waits");
        final Inbox box = new Inbox(inbox, Set.of());
        assertThat(put(box, "users.csv", "new")).isEqualTo("users-2.csv");
        assertThat(Files.readString(inbox.resolve("users.csv"))).isEqualTo("waits");
    }

    private String put(final Inbox box, final String name, final String content)
            throws IOException {
        return box.put(file(name, content)).name();
    }

    private Path file(final String name, final String content) throws IOException {
        final Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
