// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.run.FileImport;
import io.github.nifiuserimport.job.run.ImportOutcome;
import io.github.nifiuserimport.job.run.ImportProgress;
import io.github.nifiuserimport.job.run.ImportSettings;
import io.github.nifiuserimport.job.sort.FullDisk;
import io.github.nifiuserimport.job.sort.SortSettings;
import io.github.nifiuserimport.job.sort.TemporaryFiles;
import io.github.nifiuserimport.job.split.Partitioned;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.Layout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

/**
 * What was applied before an import was cancelled, and the rows that it hands back, are the file.
 */
@Tag("slow")
class CancelledImportTest {

    private static final int ALL_ROWS = 1_000;

    private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

    private static StoreFixture fixture;
    private static HikariDataSource pool;
    private static PostgreSQLImportStore store;
    private static int jobs;

    @BeforeContainer
    static void open() {
        fixture = new StoreFixture();
        pool = new HikariDataSource();
        pool.setDataSource(fixture.database().dataSource());
        pool.setMaximumPoolSize(4);
        store = fixture.store(pool::getConnection);
    }

    @AfterContainer
    static void close() {
        pool.close();
    }

    /** A job's file, or one of its parts. */
    private record Part(PartId id, int parts, byte[] bytes, FileImport fileImport) {

        ImportOutcome deliver(final String app, final ImportProgress progress) throws Exception {
            return fileImport.run(
                    new Delivery(
                            new NewJob(id.jobId(), app, null, "users.csv", -1, parts),
                            id,
                            id.jobId() + "/" + id.index()),
                    () -> new ByteArrayInputStream(bytes),
                    progress);
        }

        /** The rows that are left, as a file. */
        String unprocessed(final ImportOutcome outcome) throws Exception {
            assertThat(outcome).isInstanceOf(ImportOutcome.Cancelled.class);
            final ByteArrayOutputStream output = new ByteArrayOutputStream();
            fileImport.writeUnprocessed(
                    () -> new ByteArrayInputStream(bytes),
                    ((ImportOutcome.Cancelled) outcome).reached().orElseThrow(),
                    output);
            return output.toString(StandardCharsets.UTF_8);
        }
    }

    private static Part whole(final byte[] bytes, final ImportSettings settings) {
        return new Part(
                new PartId(newJob(), 0),
                1,
                bytes,
                new FileImport(store, CsvFormat.defaults(), layout(), settings));
    }

    private static Part whole(final String text, final ImportSettings settings) {
        return whole(text.getBytes(StandardCharsets.UTF_8), settings);
    }

    private static List<Part> parts(final String text, final ImportSettings settings) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        final List<byte[]> split =
                Partitioned.of(bytes, CsvFormat.defaults(), layout(), 3).parts(bytes);
        final String job = newJob();
        final FileImport fileImport =
                new FileImport(
                        store,
                        CsvFormat.builder().lineColumn(split.size() > 1).build(),
                        layout(),
                        settings);
        final List<Part> parts = new ArrayList<>();
        for (final byte[] part : split) {
            parts.add(new Part(new PartId(job, parts.size()), split.size(), part, fileImport));
        }
        return parts;
    }

    private static Layout layout() {
        return StoreFixture.layout(ImportKey.USER_ID, List.of());
    }

    private static ImportSettings sorted(
            final ImportSettings settings, final TemporaryFiles files) {
        return settings.withSorting(new SortSettings(0, files, SortSettings.of(0, FOLDER).sizes()));
    }

    private static String newJob() {
        return "job-" + jobs++;
    }

    /** Cancels a job after so many batches. */
    private static final class Cancelling implements ImportProgress {

        private final String job;
        private int batches;

        Cancelling(final String job, final int batches) {
            this.job = job;
            this.batches = batches;
        }

        @Override
        public void applied(final Counts batch) {
            if (--batches == 0) {
                try {
                    store.cancel(job, "The import was cancelled");
                } catch (final StoreException failed) {
                    throw new IllegalStateException(failed);
                }
            }
        }

        @Override
        public boolean stopRequested() {
            return false;
        }
    }

    private static final ImportProgress WHOLE =
            new ImportProgress() {
                @Override
                public void applied(final Counts batch) {}

                @Override
                public boolean stopRequested() {
                    return false;
                }
            };

    /** Imports a file at once, and returns the job, whose app has the same name. */
    private static String imported(final String text) throws Exception {
        final Part file = whole(text, ImportSettings.ofBatchRows(ALL_ROWS));
        assertThat(file.deliver(file.id().jobId(), WHOLE)).isInstanceOf(ImportOutcome.Done.class);
        return file.id().jobId();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void comesToWhatTheFileComesTo(
            @ForAll("files") final String text,
            @ForAll @IntRange(min = 1, max = 3) final int batchRows,
            @ForAll @IntRange(min = 1, max = 3) final int concurrentBatches,
            @ForAll @IntRange(min = 0, max = 6) final int batches,
            @ForAll final Random random)
            throws Exception {
        final String expected = imported(text);
        final ImportSettings settings =
                ImportSettings.ofBatchRows(batchRows).withMaxConcurrentBatches(concurrentBatches);
        final ImportSettings ordered =
                switch (random.nextInt(3)) {
                    case 0 -> settings;
                    case 1 -> sorted(settings, new FullDisk(Long.MAX_VALUE, random.nextInt(8)));
                    default -> sorted(settings, TemporaryFiles.in(FOLDER));
                };
        final List<Part> parts =
                random.nextBoolean() ? parts(text, ordered) : List.of(whole(text, ordered));
        final String job = parts.getFirst().id().jobId();
        if (batches == 0) {
            store.register(new NewJob(job, job, null, "users.csv", -1, 1), "request");
            store.cancel(job, "The import was cancelled");
        }

        final Cancelling cancelling = new Cancelling(job, batches);
        final List<String> left = new ArrayList<>();
        for (final Part part : parts) {
            final ImportOutcome outcome = part.deliver(job, cancelling);
            if (!(outcome instanceof ImportOutcome.Done)) {
                left.add(part.unprocessed(outcome));
                assertThat(part.unprocessed(part.deliver(job, WHOLE)))
                        .as("delivered again")
                        .isEqualTo(left.getLast());
            }
        }
        Statistics.label("parts").collect(parts.size());
        Statistics.label("handed back").collect(left.size());
        assertThat(store.status(job).orElseThrow().state())
                .isEqualTo(left.isEmpty() ? JobState.FINISHED : JobState.CANCELLED);
        final List<String> all = new ArrayList<>(List.of(job));
        for (final String rows : left) {
            final Part rest = whole(rows, settings);
            assertThat(rest.deliver(job, WHOLE)).isInstanceOf(ImportOutcome.Done.class);
            all.add(rest.id().jobId());
        }

        assertThat(fixture.profiles(job)).isEqualTo(fixture.profiles(expected));
        assertThat(rejected(all)).isEqualTo(rejected(List.of(expected)));
        for (final Count count : List.of(Count.ROWS, Count.APPLIED, Count.REJECTED, Count.EVENTS)) {
            assertThat(sum(count, all)).isEqualTo(sum(count, List.of(expected)));
        }
    }

    private static List<String> rejected(final List<String> jobIds) throws Exception {
        return fixture.query(
                "SELECT coalesce(column_name, '-') || ' ' || error || cells || coalesce(overflow, '')"
                        + " FROM userimport.import_row_error WHERE job_id IN ('"
                        + String.join("', '", jobIds)
                        + "') ORDER BY 1");
    }

    private static long sum(final Count count, final List<String> jobIds) throws Exception {
        long sum = 0;
        for (final String job : jobIds) {
            sum += store.status(job).orElseThrow().counts().get(count);
        }
        return sum;
    }

    @Example
    void rowsAreHandedBackAsTheyAreInFileOrder() throws Exception {
        final String text =
                "\uFEFFsep=;\r\nuserId;userAttributes.a\r\n"
                        + "u5;\" five, \"\"5\"\" \"\r\n"
                        + "u1;1\r\n"
                        + "\r\n"
                        + "u4;\"two\nlines\"\r\n"
                        + "u2;2\r\n"
                        + "u3;with\u0000zero;more\r\n"
                        + "u6;  six  ";
        final Part part =
                whole(text, sorted(ImportSettings.ofBatchRows(2), TemporaryFiles.in(FOLDER)));
        final ImportOutcome outcome =
                part.deliver(part.id().jobId(), new Cancelling(part.id().jobId(), 1));
        assertThat(part.unprocessed(outcome))
                .isEqualTo(
                        "\uFEFFsep=;\r\nuserId;userAttributes.a\r\n"
                                + "u5;\" five, \"\"5\"\" \"\r\n"
                                + "u4;\"two\nlines\"\r\n"
                                + "u3;with\u0000zero;more\r\n"
                                + "u6;  six  ");
    }

    @Example
    void rowsOfAPartAreWithoutTheirLines() throws Exception {
        final List<Part> parts =
                parts(
                        "userId,userAttributes.a\n"
                                + IntStream.range(10, 40)
                                        .mapToObj(user -> "u" + user + "," + user + "\n")
                                        .collect(Collectors.joining()),
                        ImportSettings.ofBatchRows(1));
        assertThat(parts).hasSize(3);
        final String job = parts.getFirst().id().jobId();
        final Cancelling cancelling = new Cancelling(job, 1);
        final List<String> left = new ArrayList<>();
        for (final Part part : parts) {
            left.add(part.unprocessed(part.deliver(job, cancelling)));
        }
        assertThat(left)
                .allSatisfy(
                        rows ->
                                assertThat(rows.lines())
                                        .startsWith("userId,userAttributes.a")
                                        .filteredOn(row -> !row.startsWith("userId"))
                                        .isNotEmpty()
                                        .allMatch(row -> row.matches("u(\\d\\d),\\1")));
        assertThat(left.stream().flatMap(String::lines).filter(row -> !row.startsWith("userId")))
                .as("all but the one that was applied, each once")
                .doesNotHaveDuplicates()
                .hasSize(29);
    }

    @Example
    void rowsOfAPackedFileAreUnpacked() throws Exception {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("userId\nu1\nu2\n".getBytes(StandardCharsets.UTF_8));
        }
        final Part part = whole(packed.toByteArray(), ImportSettings.ofBatchRows(1));
        assertThat(
                        part.unprocessed(
                                part.deliver(
                                        part.id().jobId(), new Cancelling(part.id().jobId(), 1))))
                .isEqualTo("userId\nu2\n");
    }

    /** It was begun in order of its keys, and goes on in file order behind the last of them. */
    @Example
    void rowsOfAFileThatWasAppliedInBothOrdersAreThoseOfNeither() throws Exception {
        final StringBuilder text = new StringBuilder("userId,userAttributeValuesToIncrement.n\n");
        for (int row = 0; row < 100; row++) {
            text.append('u').append(row * 7_919 % 100).append(",1\n");
        }
        final ImportSettings settings = ImportSettings.ofBatchRows(10);
        final Part sorted = whole(text.toString(), sorted(settings, TemporaryFiles.in(FOLDER)));
        final String job = sorted.id().jobId();
        final int[] applied = {0};
        assertThat(
                        sorted.deliver(
                                job,
                                new ImportProgress() {
                                    @Override
                                    public void applied(final Counts batch) {
                                        applied[0]++;
                                    }

                                    @Override
                                    public boolean stopRequested() {
                                        return applied[0] == 3;
                                    }
                                }))
                .isInstanceOf(ImportOutcome.Stopped.class);
        final Part onAFullDisk =
                new Part(
                        sorted.id(),
                        1,
                        sorted.bytes(),
                        new FileImport(
                                store,
                                CsvFormat.defaults(),
                                layout(),
                                sorted(settings, new FullDisk(0))));
        final String rows =
                onAFullDisk.unprocessed(onAFullDisk.deliver(job, new Cancelling(job, 2)));
        assertThat(
                        fixture.query(
                                "SELECT concat_ws(' ', rows_done, rows_in_key_order,"
                                        + " rows_in_file_order) FROM userimport.import_part"
                                        + " WHERE job_id = '"
                                        + job
                                        + "'"))
                .containsExactly("50 30 20");
        assertThat(rows.lines()).hasSize(51);

        final Part rest = whole(rows, settings);
        rest.deliver(job, WHOLE);
        assertThat(
                        fixture.query(
                                "SELECT count(*) || ' ' || max((attributes ->> 'n')::int)"
                                        + " FROM userimport.user_profile WHERE app_id = '"
                                        + job
                                        + "'"))
                .as("each of them once")
                .containsExactly("100 1");
    }

    @Provide
    Arbitrary<String> files() {
        final Arbitrary<String> ids =
                Arbitraries.of(
                        "u1",
                        "u2",
                        "u3",
                        "\"u4\"",
                        "u4",
                        "\"u\"\"5\"",
                        "=\"u6\"",
                        "u6",
                        "",
                        " u7",
                        "u8",
                        "\"two\nlines\"",
                        "0007",
                        "u9",
                        "u10",
                        "u11",
                        "u12");
        final Arbitrary<String> cells =
                Arbitraries.of("1", "2", "3", "", "\"\"", "x", "\"two\nlines\"", "\"a,b\"");
        final Arbitrary<String> wrong =
                Arbitraries.of(
                        "", "", "", "", "", "", "", ",more", "\n", "\n  ", "\nu1", "\n,,,,,");
        return Arbitraries.oneOf(
                files(
                        "userId,userAttributes.a,userAttributeValuesToIncrement.n,userAttributeValuesToAdd.s",
                        row(List.of(ids, cells, cells, cells), wrong)),
                files("userId,userAttributes.b", row(List.of(ids, cells), wrong)),
                files(
                        "\uFEFFuserId,event,value",
                        row(List.of(ids, Arbitraries.of("Opened", "Purchase"), cells), wrong)),
                files(
                        "userId,userAttributes.a,line,column,error",
                        row(
                                List.of(
                                        ids,
                                        cells,
                                        Arbitraries.just("7"),
                                        Arbitraries.just(""),
                                        Arbitraries.just("\"no, no\"")),
                                wrong)));
    }

    private static Arbitrary<String> files(final String header, final Arbitrary<String> rows) {
        return rows.list().ofMaxSize(30).map(list -> header + "\r\n" + String.join("\n", list));
    }

    private static Arbitrary<String> row(
            final List<Arbitrary<String>> cells, final Arbitrary<String> wrong) {
        return Combinators.combine(cells)
                .as(texts -> String.join(",", texts))
                .flatMap(row -> wrong.map(more -> row + more));
    }
}
