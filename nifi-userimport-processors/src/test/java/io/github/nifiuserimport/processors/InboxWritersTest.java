// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writers as they are: they pause at any byte, replace files by rename and write over them at any
 * moment. Each file that stood whole is taken once and whole, and never a piece of one.
 *
 * <p>Times are a tenth of the real ones, pauses of 50 ms to 3 s for such of half a second to 30
 * seconds. {@code -Dfolder.rounds=200} is the number of files.
 */
@EnabledOnOs(OS.LINUX)
@Tag("slow")
class InboxWritersTest {

    private static final int ROUNDS = Integer.getInteger("folder.rounds", 24);
    private static final int AT_ONCE = 24;
    private static final Duration SETTLE = Duration.ofMillis(200);
    private static final Duration UNFINISHED = Duration.ofSeconds(6);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    @TempDir private Path folder;

    /** A way to write a file, and what is to come of it. */
    private enum Writer {
        /** One that has the file open all the time. */
        HOLDS_IT_OPEN,
        /** The same in another process. */
        IS_ANOTHER_PROCESS,
        /** One that opens it anew for each piece, and pauses within a row. */
        APPENDS_AND_CLOSES,
        /** One that moves finished files over each other. */
        REPLACES_BY_RENAME,
        /** One that writes the next version over the one before. */
        WRITES_OVER
    }

    /**
     * A written file.
     *
     * @param contents whole ones, the last being what stands in the end: that has to be taken, the
     *     ones before may have been replaced before anybody took them
     */
    private record Written(String name, Writer writer, List<String> contents) {}

    @Test
    void eachVersionThatStoodWholeIsTakenOnceAndWhole() throws Exception {
        final TestRunner runner = TestRunners.newTestRunner(GetUserImportFiles.class);
        runner.setProperty(GetUserImportFiles.INPUT_DIRECTORY, folder.toString());
        runner.setProperty(GetUserImportFiles.SETTLE_TIME, SETTLE.toMillis() + " ms");
        runner.setProperty(GetUserImportFiles.UNFINISHED_FILE_TIME, UNFINISHED.toMillis() + " ms");
        final List<Future<Written>> rounds = new ArrayList<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < ROUNDS; i++) {
                final int round = i;
                rounds.add(writers.submit(() -> write(round)));
            }
            runner.run(1, false, true);
            while (!rounds.stream().allMatch(Future::isDone)) {
                look(runner);
            }
        }
        final long end = System.nanoTime() + SETTLE.plusSeconds(2).toNanos();
        while (System.nanoTime() < end) {
            look(runner);
        }

        final List<MockFlowFile> taken =
                runner.getFlowFilesForRelationship(GetUserImportFiles.SUCCESS);
        for (final Future<Written> round : rounds) {
            final Written written = round.get();
            final List<String> texts =
                    taken.stream()
                            .filter(file -> file.getAttribute("filename").equals(written.name()))
                            .map(MockFlowFile::getContent)
                            .toList();
            assertThat(texts)
                    .as("%s", written)
                    .doesNotHaveDuplicates()
                    .isSubsetOf(written.contents())
                    .contains(written.contents().getLast());
        }
        assertThat(runner.getLogger().getWarnMessages()).isEmpty();
    }

    private static void look(final TestRunner runner) throws InterruptedException {
        runner.run(1, false, false);
        Thread.sleep(20);
    }

    private Written write(final int round) throws Exception {
        final Random random = new Random(round);
        final Writer writer = Writer.values()[round % Writer.values().length];
        final String name = "users-" + round + ".csv";
        final Path file = folder.resolve(name);
        final List<String> contents = List.of(content(random, "a"), content(random, "b"));
        switch (writer) {
            case HOLDS_IT_OPEN -> writePieces(file, pieces(contents.getLast(), random), random);
            case IS_ANOTHER_PROCESS ->
                    writeInProcess(file, pieces(contents.getLast(), random), random);
            case APPENDS_AND_CLOSES ->
                    appendPieces(file, pieces(contents.getLast(), random), random);
            case REPLACES_BY_RENAME -> {
                for (final String content : contents) {
                    final Path hidden = folder.resolve("." + name);
                    Files.writeString(hidden, content);
                    Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
                    pause(random, Duration.ZERO, SETTLE.multipliedBy(3));
                }
            }
            case WRITES_OVER -> {
                for (final String content : contents) {
                    writePieces(file, pieces(content, random), random);
                    pause(random, Duration.ZERO, SETTLE.multipliedBy(3));
                }
            }
        }
        return new Written(name, writer, contents);
    }

    private static String content(final Random random, final String version) {
        final StringBuilder rows = new StringBuilder("userId,userAttributes.zip\n");
        for (int i = 0; i <= random.nextInt(2000); i++) {
            rows.append(version).append(i).append(',').append(random.nextInt(100_000)).append('\n');
        }
        return rows.toString();
    }

    /** Two to four pieces, cut anywhere. */
    private static List<String> pieces(final String text, final Random random) {
        final List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = random.nextInt(3); i >= 0; i--) {
            final int to = from + 1 + random.nextInt(text.length() - from - 1 - i);
            pieces.add(text.substring(from, to));
            from = to;
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    private static void writePieces(final Path file, final List<String> pieces, final Random random)
            throws Exception {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            for (final String piece : pieces) {
                channel.write(UTF_8.encode(piece));
                pause(random, SHORTEST_PAUSE, LONGEST_PAUSE);
            }
        }
    }

    private static void writeInProcess(
            final Path file, final List<String> pieces, final Random random) throws Exception {
        final Process shell =
                new ProcessBuilder("sh", "-c", "exec cat > \"$0\"", file.toString()).start();
        try (var stream = shell.getOutputStream()) {
            for (final String piece : pieces) {
                stream.write(piece.getBytes(UTF_8));
                stream.flush();
                pause(random, SHORTEST_PAUSE, LONGEST_PAUSE);
            }
        }
        assertThat(shell.waitFor()).isZero();
    }

    private static void appendPieces(
            final Path file, final List<String> pieces, final Random random) throws Exception {
        for (final String piece : pieces) {
            Files.writeString(file, piece, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (!piece.endsWith("\n")) {
                pause(random, SHORTEST_PAUSE, LONGEST_PAUSE);
            }
        }
    }

    private static void pause(final Random random, final Duration shortest, final Duration longest)
            throws InterruptedException, IOException {
        Thread.sleep(random.nextLong(shortest.toMillis(), longest.toMillis() + 1));
    }
}
