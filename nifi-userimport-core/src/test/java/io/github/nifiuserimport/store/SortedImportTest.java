// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.run.FileImport;
import io.github.nifiuserimport.job.run.ImportOutcome;
import io.github.nifiuserimport.job.run.ImportProgress;
import io.github.nifiuserimport.job.run.ImportSettings;
import io.github.nifiuserimport.job.sort.FullDisk;
import io.github.nifiuserimport.job.sort.SortSettings;
import io.github.nifiuserimport.job.sort.SortSizes;
import io.github.nifiuserimport.job.sort.TemporaryFiles;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.Layout;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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

/** A file comes to the same in order of its keys as in its own, wherever it is cut off. */
@Tag("slow")
class SortedImportTest {

    /** More than any file here has. */
    private static final int ALL_ROWS = 1_000;

    private static final SortSizes SMALL_RUNS = new SortSizes(200, 400, 3, 10_000, 1 << 20);

    private static final TemporaryFiles FOLDER =
            TemporaryFiles.in(Path.of(System.getProperty("java.io.tmpdir")));

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

    /** A file and what it is imported by. */
    private record File(String text, ImportKey key) {

        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        Layout layout() {
            return StoreFixture.layout(key, List.of("tag"));
        }
    }

    /** Tells why rows came in file order, and asks to stop after some batches. */
    private static final class Watched implements ImportProgress {

        private final int batches;
        private final List<String> inFileOrder = new ArrayList<>();
        private int applied;

        Watched(final int batches) {
            this.batches = batches;
        }

        @Override
        public void applied(final Counts batch) {
            applied++;
        }

        @Override
        public void inFileOrder(final String reason) {
            inFileOrder.add(reason);
        }

        @Override
        public boolean stopRequested() {
            return applied >= batches;
        }
    }

    private static ImportOutcome deliver(
            final String job,
            final String app,
            final File file,
            final ImportSettings settings,
            final ImportProgress progress)
            throws Exception {
        return new FileImport(store, CsvFormat.defaults(), file.layout(), settings)
                .run(
                        new Delivery(
                                new NewJob(job, app, null, "users.csv", -1, 1),
                                new PartId(job, 0),
                                job + "/0"),
                        () -> new ByteArrayInputStream(file.bytes()),
                        progress);
    }

    private static ImportSettings sorted(
            final ImportSettings settings, final TemporaryFiles files) {
        return settings.withSorting(new SortSettings(0, files, SMALL_RUNS));
    }

    private static String newJob() {
        return "job-" + jobs++;
    }

    private static String inFileOrder(final File file) throws Exception {
        final String id = newJob();
        assertThat(deliver(id, id, file, ImportSettings.ofBatchRows(ALL_ROWS), new Watched(1_000)))
                .isInstanceOf(ImportOutcome.Done.class);
        return id;
    }

    @Property(tries = 120, edgeCases = EdgeCasesMode.NONE)
    void comesToWhatItComesToInFileOrder(
            @ForAll("files") final File file,
            @ForAll("batchSizes") final int batchRows,
            @ForAll @IntRange(min = 1, max = 3) final int concurrentBatches,
            @ForAll final Random random)
            throws Exception {
        final String expected = inFileOrder(file);

        final String id = newJob();
        final ImportSettings settings =
                ImportSettings.ofBatchRows(batchRows).withMaxConcurrentBatches(concurrentBatches);
        final boolean interrupted = random.nextBoolean();
        int deliveries = 0;
        ImportOutcome outcome;
        do {
            // Of the first, the order depends; later ones have to go on as well as they can.
            final TemporaryFiles files =
                    switch (random.nextInt(interrupted ? 6 : 12)) {
                        case 0 -> new FullDisk(0);
                        case 1 -> new FullDisk(Long.MAX_VALUE, random.nextInt(8));
                        default -> FOLDER;
                    };
            outcome =
                    deliver(
                            id,
                            id,
                            file,
                            sorted(settings, files),
                            new Watched(interrupted ? 1 + random.nextInt(3) : 1_000));
            deliveries++;
        } while (outcome instanceof ImportOutcome.Stopped && deliveries < 1_000);
        Statistics.label("order").collect(order(id));
        Statistics.label("deliveries").collect(Math.min(deliveries, 3));

        assertThat(outcome).isInstanceOf(ImportOutcome.Done.class);
        assertThat(store.status(id).orElseThrow().state()).isEqualTo(JobState.FINISHED);
        assertSame(id, expected, batchRows == ALL_ROWS);

        // Who is the newest of several users with one address shows in whom it finds.
        final File byAddress =
                new File("$email,found\na@x.org,1\nb@x.org,2\nc@x.org,3\n", ImportKey.EMAIL);
        for (final String app : List.of(expected, id)) {
            deliver(newJob(), app, byAddress, ImportSettings.ofBatchRows(10), new Watched(1_000));
        }
        assertThat(fixture.profiles(id)).isEqualTo(fixture.profiles(expected));
    }

    private static void assertSame(
            final String job, final String expected, final boolean repeatedToo) throws Exception {
        assertThat(fixture.profiles(job)).isEqualTo(fixture.profiles(expected));
        assertThat(notes("import_row_error", "error || cells || coalesce(overflow, '')", job))
                .isEqualTo(
                        notes(
                                "import_row_error",
                                "error || cells || coalesce(overflow, '')",
                                expected));
        assertThat(notes("import_row_warning", "warning", job))
                .isEqualTo(notes("import_row_warning", "warning", expected));
        final Counts counts = store.status(job).orElseThrow().counts();
        final Counts others = store.status(expected).orElseThrow().counts();
        if (repeatedToo) {
            assertThat(counts).isEqualTo(others);
        } else {
            // A user whose rows fall into several batches is counted in each.
            assertThat(withoutRepeated(counts)).isEqualTo(withoutRepeated(others));
        }
        final List<String> responses = RowResponses.of(store, job);
        assertThat(responses).isEqualTo(RowResponses.of(store, expected));
    }

    private static Counts withoutRepeated(final Counts counts) {
        return counts.minus(
                Counts.NONE
                        .plus(Count.UPDATED, counts.get(Count.UPDATED))
                        .plus(Count.UNCHANGED, counts.get(Count.UNCHANGED))
                        .plus(Count.DEVICES, counts.get(Count.DEVICES)));
    }

    private static List<String> notes(final String table, final String text, final String jobId)
            throws Exception {
        return fixture.query(
                "SELECT row_number || ' ' || line || ' ' || coalesce(column_name, '-') || ' ' || "
                        + text
                        + " FROM userimport."
                        + table
                        + " WHERE job_id = '"
                        + jobId
                        + "' ORDER BY row_number, 1");
    }

    private static String order(final String job) throws Exception {
        return fixture.query(
                        "SELECT CASE WHEN key_column IS NULL THEN 'file'"
                                + " WHEN rows_in_file_order > 0 THEN 'both' ELSE 'keys' END"
                                + " FROM userimport.import_part WHERE job_id = '"
                                + job
                                + "'")
                .getFirst();
    }

    private static File manyUsers(final int rows) {
        final List<String> lines =
                new ArrayList<>(
                        IntStream.range(0, rows)
                                .mapToObj(row -> "u" + row * 7_919 % rows + "," + row)
                                .toList());
        return new File("userId,userAttributes.n\n" + String.join("\n", lines), ImportKey.USER_ID);
    }

    @Example
    void rowsAreAppliedInOrderOfTheirKeys() throws Exception {
        final String id = newJob();
        final Watched progress = new Watched(2);
        assertThat(
                        deliver(
                                id,
                                id,
                                manyUsers(100),
                                sorted(ImportSettings.ofBatchRows(10), FOLDER),
                                progress))
                .isInstanceOf(ImportOutcome.Stopped.class);
        assertThat(
                        fixture.query(
                                "SELECT string_agg(user_id, ' ' ORDER BY user_id COLLATE \"C\")"
                                        + " FROM userimport.user_profile WHERE app_id = '"
                                        + id
                                        + "'"))
                .containsExactly(
                        "u0 u1 u10 u11 u12 u13 u14 u15 u16 u17 u18 u19 u2 u20 u21 u22 u23 u24 u25"
                                + " u26");
        assertThat(
                        fixture.query(
                                "SELECT concat_ws(' ', rows_done, rows_in_key_order,"
                                        + " rows_in_file_order, key_column,"
                                        + " convert_from(last_key, 'UTF8'))"
                                        + " FROM userimport.import_part WHERE job_id = '"
                                        + id
                                        + "'"))
                .containsExactly("20 20 0 userId u26");
        assertThat(progress.inFileOrder).isEmpty();
    }

    @Example
    void whileRowsAreAppliedNoneIsSaidToBeAppliedWhereItStands() throws Exception {
        final String id = newJob();
        final File file =
                new File(
                        "userId,created\nu9,1\nu1,1\nu8,1\nu2,never\nu7,soon\nu3,1\n",
                        ImportKey.USER_ID);
        deliver(id, id, file, sorted(ImportSettings.ofBatchRows(1), FOLDER), new Watched(3));
        assertThat(RowResponses.of(store, id))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("rejected RejectedRow[row=3, line=5"),
                        second -> assertThat(second).isEqualTo("applied"),
                        third -> assertThat(third).isEqualTo("applied"));
        deliver(id, id, file, sorted(ImportSettings.ofBatchRows(1), FOLDER), new Watched(1_000));
        assertThat(RowResponses.of(store, id))
                .extracting(response -> response.split(" ")[0])
                .containsExactly(
                        "applied", "applied", "applied", "rejected", "rejected", "applied");
    }

    /**
     * It knows only how many rows are done, and would pass over as many at the file's beginning.
     */
    @Example
    void anOlderVersionCannotGoOnWithIt() throws Exception {
        final String id = newJob();
        deliver(
                id,
                id,
                manyUsers(100),
                sorted(ImportSettings.ofBatchRows(10), FOLDER),
                new Watched(2));
        assertThatThrownBy(
                        () ->
                                fixture.query(
                                        "UPDATE userimport.import_part"
                                                + " SET rows_done = rows_done + 10"
                                                + " WHERE job_id = '"
                                                + id
                                                + "' RETURNING job_id"))
                .hasMessageContaining("import_part_order");
    }

    @Example
    void withoutATemporaryFileRowsAreAppliedInFileOrderAndItIsSaid() throws Exception {
        final File file = manyUsers(100);
        final String expected = inFileOrder(file);
        for (final TemporaryFiles files :
                List.of(
                        TemporaryFiles.in(Path.of("/nowhere/at/all")),
                        new FullDisk(300),
                        new FullDisk(Long.MAX_VALUE, 3))) {
            final String id = newJob();
            final Watched progress = new Watched(1_000);
            assertThat(
                            deliver(
                                    id,
                                    id,
                                    file,
                                    sorted(ImportSettings.ofBatchRows(10), files),
                                    progress))
                    .isInstanceOf(ImportOutcome.Done.class);
            assertThat(progress.inFileOrder).hasSize(1);
            assertSame(id, expected, true);
        }
    }

    @Example
    void aFileThatWasBegunInOrderOfItsKeysGoesOnInFileOrder() throws Exception {
        final File file = manyUsers(100);
        final String expected = inFileOrder(file);
        final String id = newJob();
        final ImportSettings settings = ImportSettings.ofBatchRows(10);
        deliver(id, id, file, sorted(settings, FOLDER), new Watched(3));
        final Watched full = new Watched(2);
        deliver(id, id, file, sorted(settings, new FullDisk(0)), full);
        assertThat(full.inFileOrder).containsExactly("No space left on device");
        // There is room again, but rows all over the file are done.
        final Watched again = new Watched(1_000);
        deliver(id, id, file, sorted(settings, FOLDER), again);
        assertThat(again.inFileOrder).isEmpty();
        assertThat(order(id)).isEqualTo("both");
        assertSame(id, expected, true);
    }

    @Example
    void aFileThatWasBegunInFileOrderGoesOnSo() throws Exception {
        final File file = manyUsers(100);
        final String expected = inFileOrder(file);
        final String id = newJob();
        final ImportSettings settings = ImportSettings.ofBatchRows(10);
        deliver(id, id, file, settings, new Watched(3));
        deliver(id, id, file, sorted(settings, FOLDER), new Watched(1_000));
        assertThat(order(id)).isEqualTo("file");
        assertSame(id, expected, true);
    }

    @Example
    void manyRowsOfOneUserAreNoHugeBatch() throws Exception {
        final StringBuilder text = new StringBuilder("userId,userAttributeValuesToIncrement.n\n");
        for (int row = 0; row < 200; row++) {
            text.append(row % 10 == 9 ? "a" + row : "b").append(",1\n");
        }
        final File file = new File(text.toString(), ImportKey.USER_ID);
        final String id = newJob();
        final Watched progress = new Watched(1_000);
        deliver(id, id, file, sorted(ImportSettings.ofBatchRows(10), FOLDER), progress);
        assertThat(progress.applied).isBetween(200 / 20, 200 / 10);
        assertSame(id, inFileOrder(file), false);
    }

    /**
     * The address is on no list any more then, and others who get it later are not unsubscribed.
     */
    @Example
    void whoTakesAnUnsubscriptionBackComesBeforeOthersWhoGetTheAddress() throws Exception {
        final File list =
                new File("email,unsubscribeChannelsToAdd\na@x.org,Email\n", ImportKey.USER_ID);
        for (final File file :
                List.of(
                        new File(
                                "userId,userAttributes.email,unsubscribeChannelsToRemove\n"
                                        + "u2,a@x.org,Email\nu1,a@x.org,\n",
                                ImportKey.USER_ID),
                        new File(
                                "userId,userAttributes,unsubscribeChannelsToRemove\n"
                                        + "u2,\"{\"\"Email\"\": \"\"a@x.org\"\"}\",Email\n"
                                        + "u1,\"{\"\"Email\"\": \"\"a@x.org\"\"}\",\n",
                                ImportKey.USER_ID),
                        new File(
                                "$user_id,$email,unsubscribeChannelsToRemove\n"
                                        + "u2,a@x.org,Email\nu1,a@x.org,\n",
                                ImportKey.USER_ID),
                        new File(
                                "$email,a,unsubscribeChannelsToRemove\n"
                                        + "a@x.org,1,Email\nA@x.org,1,\n",
                                ImportKey.EMAIL))) {
            final String id = newJob();
            deliver(newJob(), id, list, ImportSettings.ofBatchRows(1), new Watched(1_000));
            final Watched progress = new Watched(1_000);
            deliver(id, id, file, sorted(ImportSettings.ofBatchRows(1), FOLDER), progress);
            assertThat(fixture.profiles(id))
                    .hasSize(2)
                    .noneMatch(profile -> profile.contains("channels"));
            assertThat(progress.inFileOrder).isEmpty();
        }
    }

    @Example
    void whereNoRowGivesAnAddressUnsubscriptionsMayBeTakenBackInOrderOfTheKeys() throws Exception {
        final String id = newJob();
        final File file =
                new File("userId,unsubscribeChannelsToRemove\nu2,Email\nu1,\n", ImportKey.USER_ID);
        deliver(id, id, file, sorted(ImportSettings.ofBatchRows(1), FOLDER), new Watched(1_000));
        assertThat(order(id)).isEqualTo("keys");
    }

    @Provide
    Arbitrary<Integer> batchSizes() {
        return Arbitraries.of(1, 2, 5, ALL_ROWS);
    }

    @Provide
    Arbitrary<File> files() {
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
                        "\u00e9",
                        "\"\"",
                        "u1\t",
                        "\"two\nlines\"",
                        "0007");
        final Arbitrary<String> addresses =
                Arbitraries.of("a@x.org", "b@x.org", "c@x.org", "", "no address");
        final Arbitrary<String> cells =
                Arbitraries.of("1", "2", "3", "", "\"\"", "x", "\"two\nlines\"", "\"a,b\"");
        final Arbitrary<String> wrong =
                Arbitraries.of(
                        "", "", "", "", "", "", "", ",more", "\n", "\n  ", "\nu1", "\n,,,,,");
        return Arbitraries.oneOf(
                files(
                        "userId,userAttributes.a,userAttributeValuesToIncrement.n,userAttributeValuesToAdd.s",
                        ImportKey.USER_ID,
                        row(List.of(ids, cells, cells, cells), wrong)),
                files(
                        "userAttributes.a,userId,userAttributes.email",
                        ImportKey.USER_ID,
                        row(List.of(cells, ids, addresses), wrong)),
                files(
                        "userId,userAttributes.b",
                        ImportKey.USER_ID,
                        row(List.of(ids, cells), wrong)),
                files(
                        "userId,event,value",
                        ImportKey.USER_ID,
                        row(List.of(ids, Arbitraries.of("Opened", "Purchase"), cells), wrong)),
                files(
                        "$user_id,$email,a",
                        ImportKey.USER_ID,
                        row(List.of(ids, addresses, cells), wrong)),
                files("a,$email,b", ImportKey.EMAIL, row(List.of(cells, addresses, cells), wrong)),
                files(
                        "userId,deviceId,userAttributes.a",
                        ImportKey.USER_ID,
                        row(List.of(ids, Arbitraries.of("", "", "d1", "d2"), cells), wrong)));
    }

    private static Arbitrary<File> files(
            final String header, final ImportKey key, final Arbitrary<String> rows) {
        return rows.list()
                .ofMaxSize(30)
                .map(list -> new File(header + "\r\n" + String.join("\n", list), key));
    }

    private static Arbitrary<String> row(
            final List<Arbitrary<String>> cells, final Arbitrary<String> wrong) {
        return Combinators.combine(cells)
                .as(texts -> String.join(",", texts))
                .flatMap(row -> wrong.map(more -> row + more));
    }
}
