// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When a file is taken out of a folder, and when it waits. Time passes only where a test says so.
 */
class InboxTest {

    private static final String WHOLE = "userId\na\n";
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Duration UNFINISHED = Duration.ofMinutes(1);

    @TempDir private Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> troubles = new ArrayList<>();
    private Inbox inbox;

    @BeforeEach
    void start() {
        restart();
    }

    private void restart() {
        inbox =
                new Inbox(
                        new InboxSettings(
                                folder, IgnoredNames.of(IgnoredNames.DEFAULTS), SETTLE, UNFINISHED),
                        nanos::get,
                        (file, reason) -> troubles.add(file.getFileName() + " " + reason));
    }

    @Test
    void takesAFileOnceNobodyHasWrittenToItForTheSettleTime() throws IOException {
        write("users.csv", WHOLE);

        assertThat(takenAfter(Duration.ZERO)).isEmpty();
        assertThat(takenAfter(SETTLE.minusMillis(1))).isEmpty();
        assertThat(takenAfter(Duration.ofMillis(1))).containsExactly(WHOLE);
        assertThat(takenAfter(UNFINISHED.multipliedBy(2))).isEmpty();
    }

    @Test
    void countsFromTheLastByte() throws IOException {
        write("users.csv", WHOLE);
        takenAfter(Duration.ZERO);
        append("users.csv", "b\n");
        takenAfter(SETTLE);

        assertThat(takenAfter(SETTLE)).containsExactly(WHOLE + "b\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"userId,zip\nb,2,45", "userId", "", "userId\na\n\"b"})
    void waitsLongerForAFileWithoutALineBreakAtItsEnd(final String text) throws IOException {
        write("users.csv", text);
        takenAfter(Duration.ZERO);

        assertThat(takenAfter(UNFINISHED.minusMillis(1))).isEmpty();
        assertThat(takenAfter(Duration.ofMillis(1))).containsExactly(text);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void doesNotWaitLongerForOneThatWasRenamedWhenItWasFinished() throws IOException {
        write(".users.csv.part", "userId\na");
        Files.setLastModifiedTime(folder.resolve(".users.csv.part"), FileTime.fromMillis(1000));
        takenAfter(Duration.ZERO);
        Files.move(folder.resolve(".users.csv.part"), folder.resolve("users.csv"));
        takenAfter(Duration.ZERO);

        assertThat(takenAfter(SETTLE)).containsExactly("userId\na");
    }

    /** Nor does it when its owner, its mode or another name of it changes. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void doesNotTakeAFileForFinishedBecauseOthersMayReadIt() throws IOException {
        takenAfter(Duration.ZERO);
        write("users.csv", "userId,zip\nb,2,45");
        takenAfter(Duration.ZERO);
        Files.setPosixFilePermissions(
                folder.resolve("users.csv"), PosixFilePermissions.fromString("rw-r-----"));

        assertThat(takenAfter(SETTLE)).isEmpty();
        append("users.csv", "678\n");
        takenAfter(Duration.ZERO);
        assertThat(takenAfter(SETTLE)).containsExactly("userId,zip\nb,2,45678\n");
    }

    @Test
    void waitsLongerForACompressedFileWithoutItsEnd() throws IOException {
        final byte[] whole = gzip(WHOLE);
        Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length - 5));
        Files.write(folder.resolve("whole.csv.gz"), whole);
        takenAfter(Duration.ZERO);

        assertThat(namesAfter(SETTLE)).containsExactly("whole.csv.gz");
        assertThat(namesAfter(UNFINISHED)).containsExactly("cut.csv.gz");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void waitsForAFileThatAProgramHasOpenHoweverLongItPauses() throws IOException {
        try (FileChannel writer = openForWriting("users.csv")) {
            writer.write(UTF_8.encode(WHOLE));
            takenAfter(Duration.ZERO);

            assertThat(takenAfter(UNFINISHED.multipliedBy(60))).isEmpty();
            assertThat(troubles)
                    .containsExactly("users.csv waits, because a program has it open for writing");
            takenAfter(UNFINISHED);
            assertThat(troubles).as("told once").hasSize(1);
        }

        assertThat(takenAfter(SETTLE)).containsExactly(WHOLE);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void doesNotWaitForThoseWhoOnlyRead() throws IOException {
        write("users.csv", WHOLE);
        takenAfter(Duration.ZERO);
        try (FileChannel reader = FileChannel.open(folder.resolve("users.csv"))) {
            assertThat(takenAfter(SETTLE)).containsExactly(WHOLE);
            assertThat(reader.isOpen()).isTrue();
        }
    }

    @Test
    void takesBothWhenAFileIsReplacedWhileItIsRead() throws IOException {
        write("users.csv", "userId\nold\n");
        takenAfter(Duration.ZERO);
        nanos.addAndGet(SETTLE.toNanos());
        final ClaimedFile old = inbox.claim(inbox.look().getFirst()).orElseThrow();

        write("new", "userId\nnew\n");
        Files.move(
                folder.resolve("new"),
                folder.resolve("users.csv"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(Files.readString(old.path())).isEqualTo("userId\nold\n");
        assertThat(inbox.isUnchanged(old)).isTrue();
        inbox.keepAsRead(old);
        takenAfter(Duration.ZERO);
        assertThat(takenAfter(SETTLE)).containsExactly("userId\nnew\n");
        assertThat(takenAfter(UNFINISHED)).isEmpty();
        assertThat(everything()).isEmpty();
    }

    @Test
    void doesNotClaimWhatHasReplacedTheFileThatWasFound() throws IOException {
        write("users.csv", WHOLE);
        takenAfter(Duration.ZERO);
        nanos.addAndGet(SETTLE.toNanos());
        final ClaimedFile found = inbox.look().getFirst();
        write("users.csv", "userId\nhalf of ano");

        assertThat(inbox.claim(found)).isEmpty();
        takenAfter(Duration.ZERO);
        assertThat(takenAfter(SETTLE)).as("it waits to be finished").isEmpty();
        assertThat(takenAfter(UNFINISHED)).containsExactly("userId\nhalf of ano");
    }

    @Test
    void seesThatAFileChangedWhileItWasRead() throws IOException {
        write("users.csv", WHOLE);
        takenAfter(Duration.ZERO);
        nanos.addAndGet(SETTLE.toNanos());
        final ClaimedFile file = inbox.claim(inbox.look().getFirst()).orElseThrow();

        Files.writeString(file.path(), "b\n", StandardOpenOption.APPEND);

        assertThat(inbox.isUnchanged(file)).isFalse();
        takenAfter(Duration.ZERO);
        assertThat(takenAfter(SETTLE)).containsExactly(WHOLE + "b\n");
    }

    @Test
    void takesAFileAgainWholeWhenItsWriterGoesOnAfterItWasRead() throws IOException {
        write("users.csv", WHOLE);
        takenAfter(Duration.ZERO);
        final List<ClaimedFile> first = takeAfter(SETTLE);

        Files.writeString(first.getFirst().path(), "b\n", StandardOpenOption.APPEND);
        takenAfter(Duration.ZERO);
        final List<ClaimedFile> second = takeAfter(SETTLE);

        assertThat(second).hasSize(1);
        assertThat(second.getFirst().version().size()).isEqualTo(WHOLE.length() + 2);
        assertThat(second.getFirst().id()).isNotEqualTo(first.getFirst().id());
        assertThat(troubles)
                .singleElement()
                .asString()
                .contains(
                        "was written to after it had been imported, so the whole file is imported again");
    }

    @Test
    void readsAFileUnderTheSameIdWhenNiFiWasKilledBeforeItWasNotedAsRead() throws IOException {
        write("users.csv", WHOLE);
        takenAfter(Duration.ZERO);
        nanos.addAndGet(SETTLE.toNanos());
        final ClaimedFile before = inbox.claim(inbox.look().getFirst()).orElseThrow();

        restart();
        takenAfter(Duration.ZERO);
        final List<ClaimedFile> after = takeAfter(SETTLE);

        assertThat(after).extracting(ClaimedFile::id).containsExactly(before.id());
        assertThat(after).extracting(ClaimedFile::name).containsExactly("users.csv");
    }

    @Test
    void doesNotReadAgainAfterARestartWhatWasNotedAsRead() throws IOException {
        write("users.csv", WHOLE);
        takenAfter(Duration.ZERO);
        takenAfter(SETTLE);

        restart();
        takenAfter(Duration.ZERO);
        assertThat(takenAfter(SETTLE)).isEmpty();
        assertThat(takenAfter(UNFINISHED)).isEmpty();
        assertThat(everything()).isEmpty();
    }

    @Test
    void givesFilesOfOneNameSizeAndTimeIdsOfTheirOwn() throws IOException {
        final List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            write("users.csv", WHOLE);
            Files.setLastModifiedTime(folder.resolve("users.csv"), FileTime.fromMillis(1000));
            takenAfter(Duration.ZERO);
            takeAfter(SETTLE).forEach(file -> ids.add(file.id()));
        }
        assertThat(ids).hasSize(2).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.csv.filepart",
                "x.csv.part",
                "x.csv.tmp",
                "X.CSV.TMP",
                "x.csv.crdownload",
                "x.csv._COPYING_",
                "x.csv_.gstmp",
                "x.csv.incomplete",
                "~$x.csv",
                "x.csv~",
                "_SUCCESS",
                "_committed_123",
                ".hidden.csv",
                ".~lock.x.csv#",
                ".x.csv.Ab12Cd",
                "Thumbs.db"
            })
    void leavesAloneWhatIsNoFileOfUsers(final String name) throws IOException {
        write(name, WHOLE);
        takenAfter(Duration.ZERO);

        assertThat(takenAfter(UNFINISHED.multipliedBy(2))).isEmpty();
        assertThat(folder.resolve(name)).hasContent(WHOLE);
    }

    @Test
    void leavesFoldersAndLinksAlone() throws IOException {
        Files.createDirectory(folder.resolve("done"));
        Files.writeString(folder.resolve("done/users.csv"), WHOLE);
        Files.createSymbolicLink(folder.resolve("link.csv"), folder.resolve("done/users.csv"));
        takenAfter(Duration.ZERO);

        assertThat(takenAfter(UNFINISHED)).isEmpty();
        assertThat(folder.resolve("link.csv")).isSymbolicLink();
        assertThat(troubles)
                .containsExactly(
                        "link.csv is a symbolic link, which is not followed; move the file itself"
                                + " here");
    }

    @Test
    void takesTheOldestFirst() throws IOException {
        for (final String name : List.of("c.csv", "a.csv", "b.csv")) {
            write(name, WHOLE);
            Files.setLastModifiedTime(
                    folder.resolve(name), FileTime.fromMillis("b.csv".equals(name) ? 1000 : 2000));
        }
        takenAfter(Duration.ZERO);

        assertThat(namesAfter(SETTLE)).containsExactly("b.csv", "a.csv", "c.csv");
    }

    private List<String> takenAfter(final Duration time) throws IOException {
        final List<String> texts = new ArrayList<>();
        for (final ClaimedFile file : takeAfter(time)) {
            texts.add(Files.readString(file.path()));
        }
        return texts;
    }

    private List<String> namesAfter(final Duration time) throws IOException {
        return takeAfter(time).stream().map(ClaimedFile::name).toList();
    }

    /** Lets time pass, looks, and takes all that can be taken. */
    private List<ClaimedFile> takeAfter(final Duration time) throws IOException {
        nanos.addAndGet(time.toNanos());
        final List<ClaimedFile> taken = new ArrayList<>();
        for (final ClaimedFile found : inbox.look()) {
            final ClaimedFile file = inbox.claim(found).orElseThrow();
            assertThat(inbox.isUnchanged(file)).isTrue();
            inbox.keepAsRead(file);
            taken.add(file);
        }
        return taken;
    }

    private void write(final String name, final String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void append(final String name, final String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND);
    }

    private FileChannel openForWriting(final String name) throws IOException {
        return FileChannel.open(
                folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private List<Path> everything() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static byte[] gzip(final String text) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
