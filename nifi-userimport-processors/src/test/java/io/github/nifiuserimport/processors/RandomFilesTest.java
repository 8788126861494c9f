// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.nifiuserimport.reference.PlainCsv;
import io.github.nifiuserimport.reference.PlainImport;
import io.github.nifiuserimport.reference.PlainSettings;
import io.github.nifiuserimport.reference.RandomFiles;
import io.github.nifiuserimport.reference.RandomFiles.RandomFile;
import io.github.nifiuserimport.text.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Files at random, each imported by the processor into PostgreSQL and by the plain reading of the
 * spec. {@code -Dfuzz.files=10000} says how many, {@code -Dfuzz.seed=…} which ones.
 */
@Tag("slow")
class RandomFilesTest {

    private static final int FILES = Integer.getInteger("fuzz.files", 400);
    private static final int MOST_TOLD = 5;

    /** Of fewer files it does not say much how many were good. */
    private static final int FEW = 100;

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static RandomFilesBench bench;

    @BeforeAll
    static void start() throws Exception {
        bench = new RandomFilesBench();
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @Test
    void areImportedAsThePlainReadingOfTheSpecImportsThem() throws Exception {
        final long seed = Long.getLong("fuzz.seed", new Random().nextLong(1_000_000_000));
        System.out.print(Text.format("%d random files, -Dfuzz.seed=%d%n", FILES, seed));
        final List<AssertionError> wrong = new ArrayList<>();
        for (int app = 0; bench.files() < FILES && wrong.size() < MOST_TOLD; app++) {
            try {
                importAll(seed + app);
            } catch (final AssertionError error) {
                wrong.add(error);
            }
        }
        System.out.println(bench.summary());
        assertThat(wrong).isEmpty();
        if (FILES >= FEW) {
            assertThat(bench.failed()).as("files that failed").isBetween(1, bench.files() / 2);
        }
    }

    /** Up to four files into one app, so that rows find users whom files before have made. */
    private static void importAll(final long seed) throws Exception {
        final String app = "app " + seed;
        final Instant start = Instant.now().minusSeconds(3600);
        final RandomFiles files = new RandomFiles(seed);
        final PlainImport plain = new PlainImport();
        final Random random = new Random(seed);
        final int count = 1 + random.nextInt(4);
        final StringBuilder story = new StringBuilder();
        for (int i = 0; i < count; i++) {
            final RandomFile file = files.next();
            final byte[] rejected = importOne(app, file, plain, start, story, random);
            if (rejected != null && random.nextInt(3) == 0) {
                importOne(
                        app,
                        new RandomFile(rejected, file.settings(), file.detectDelimiter()),
                        plain,
                        start,
                        story,
                        random);
            }
        }
    }

    /** Imports a file both ways; returns the rejected rows, or null when there are none. */
    private static byte[] importOne(
            final String app,
            final RandomFile file,
            final PlainImport plain,
            final Instant start,
            final StringBuilder story,
            final Random random)
            throws Exception {
        story.append(tell(file));
        try {
            final PlainImport.Outcome expected = plain.run(file.content(), file.settings());
            final RandomFilesBench.Outcome outcome =
                    assertTimeoutPreemptively(
                            LONGEST,
                            () ->
                                    bench.run(
                                            app,
                                            file,
                                            1 + random.nextInt(30),
                                            1 + random.nextInt(4),
                                            random.nextBoolean()));
            compare(outcome, expected);
            assertThat(outcome.profiles())
                    .containsExactlyInAnyOrderElementsOf(plain.profiles(start));
            if (outcome.rejectedRows() != null) {
                checkRejectedRows(outcome, file.settings());
            }
            return outcome.rejectedRows();
        } catch (final AssertionError | RuntimeException wrong) {
            throw new AssertionError(
                    Text.format(
                            "%s%n-Dfuzz.files=1 -Dfuzz.seed=%s%n%s",
                            wrong, app.substring("app ".length()), story),
                    wrong);
        }
    }

    private static void compare(
            final RandomFilesBench.Outcome outcome, final PlainImport.Outcome expected) {
        if (expected.fault() == null) {
            assertThat(outcome.fault()).as("fault").isNull();
        } else {
            assertThat(outcome.fault()).as("no fault, but " + expected.fault()).isNotBlank();
        }
        assertThat(outcome.leaks()).as("leaks").isEmpty();
        assertThat(outcome.rejected()).as("rejected").isEqualTo(expected.rejected());
        assertThat(outcome.warned()).as("warned").isEqualTo(expected.warned());
        assertThat(outcome.skipped()).as("skipped").isEqualTo(expected.skipped().size());
    }

    private static void checkRejectedRows(
            final RandomFilesBench.Outcome outcome, final PlainSettings settings) {
        final String text = new String(outcome.rejectedRows(), StandardCharsets.UTF_8);
        assertThat(text).as("file of rejected rows").startsWith("\uFEFF");
        final List<PlainCsv.Line> rows = PlainCsv.parse(text.substring(1), settings.delimiter());
        final int line = rows.getFirst().texts().lastIndexOf("line");
        assertThat(rows.stream().skip(1).map(row -> Integer.valueOf(row.texts().get(line))))
                .as("file of rejected rows")
                .isEqualTo(outcome.rejected());
    }

    /** A file as a person can read it, invisible characters shown and long cells cut. */
    private static String tell(final RandomFile file) {
        final String text =
                new String(file.content(), StandardCharsets.UTF_8)
                        .replaceAll("(?s)(.{2,40}?)\\1{9,}", "$1$1…")
                        .replace("\r", "␍")
                        .replace("\0", "␀")
                        .replace("\uFEFF", "<BOM>");
        return Text.format(
                "%s, detect %s%n%s%n-----%n",
                file.settings(),
                file.detectDelimiter(),
                text.length() > 6_000 ? text.substring(0, 6_000) + "…" : text);
    }
}
