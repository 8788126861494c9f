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
import io.github.nifiuserimport.job.run.FileImport;
import io.github.nifiuserimport.job.run.ImportOutcome;
import io.github.nifiuserimport.job.run.ImportProgress;
import io.github.nifiuserimport.job.run.ImportSettings;
import io.github.nifiuserimport.job.sort.SortSettings;
import io.github.nifiuserimport.job.split.PartitionOutcome;
import io.github.nifiuserimport.job.split.Partitioned;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.Layout;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

/** The parts of a file, whatever the order in which their batches are applied, are the file. */
@Tag("slow")
class PartitionedImportTest {

    private static final String REJECTED = "error || '|' || cells || coalesce('|' || overflow, '')";

    /** More than any file here has. */
    private static final int ALL_ROWS = 1_000;

    private static StoreFixture fixture;
    private static HikariDataSource pool;
    private static PostgreSQLImportStore store;
    private static int jobs;

    @BeforeContainer
    static void open() {
        fixture = new StoreFixture();
        // An import opens many connections, and there are many imports.
        pool = new HikariDataSource();
        pool.setDataSource(fixture.database().dataSource());
        pool.setMaximumPoolSize(2);
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

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void comeToWhatTheFileComesTo(
            @ForAll("files") final File file,
            @ForAll @IntRange(min = 2, max = 5) final int parts,
            @ForAll("batchSizes") final int batchRows,
            @ForAll final Random order)
            throws Exception {
        final Partitioned partitioned =
                Partitioned.of(file.bytes(), CsvFormat.defaults(), file.layout(), parts);
        final List<byte[]> split = partitioned.parts(file.bytes());
        Statistics.label("parts").collect(split.size());

        final String whole = apply(file, List.of(file.bytes()), batchRows, order);
        final String inParts = apply(file, split, batchRows, order);

        assertThat(fixture.profiles(inParts)).isEqualTo(fixture.profiles(whole));
        assertThat(notes("import_row_error", REJECTED, inParts))
                .isEqualTo(notes("import_row_error", REJECTED, whole));
        assertThat(notes("import_row_warning", "warning", inParts))
                .isEqualTo(notes("import_row_warning", "warning", whole));
        final Counts expected = counts(whole);
        final Counts counts = counts(inParts);
        if (batchRows == ALL_ROWS || partitioned.outcome() instanceof PartitionOutcome.Whole) {
            assertThat(counts).isEqualTo(expected);
        } else {
            // A user whose rows fall into several batches is counted in each.
            assertThat(withoutRepeated(counts)).isEqualTo(withoutRepeated(expected));
        }
    }

    /** Imports parts as one job, a batch of this and a batch of that one; the job is the app. */
    private static String apply(
            final File file, final List<byte[]> parts, final int batchRows, final Random order)
            throws Exception {
        final String id = "job-" + jobs++;
        final ImportSettings settings = ImportSettings.ofBatchRows(batchRows);
        final List<Integer> unfinished = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            unfinished.add(i);
        }
        while (!unfinished.isEmpty()) {
            assertThat(store.status(id).map(job -> job.state()))
                    .as("until its last part is done")
                    .isNotEqualTo(Optional.of(JobState.FINISHED));
            final int chosen = order.nextInt(unfinished.size());
            final int part = unfinished.get(chosen);
            final ImportOutcome outcome =
                    new FileImport(
                                    store,
                                    CsvFormat.builder().lineColumn(parts.size() > 1).build(),
                                    file.layout(),
                                    parts.size() > 1 ? sorted(settings) : settings)
                            .run(
                                    new Delivery(
                                            new NewJob(id, id, null, "users.csv", -1, parts.size()),
                                            new PartId(id, part),
                                            id + "/" + part),
                                    () -> new ByteArrayInputStream(parts.get(part)),
                                    stopAfterOneBatch());
            if (outcome instanceof ImportOutcome.Done) {
                unfinished.remove(Integer.valueOf(part));
            }
        }
        assertThat(store.status(id).orElseThrow().state()).isEqualTo(JobState.FINISHED);
        return id;
    }

    /** Parts are put in order of their keys, as large ones are. */
    private static ImportSettings sorted(final ImportSettings settings) {
        return settings.withSorting(
                SortSettings.of(0, Path.of(System.getProperty("java.io.tmpdir"))));
    }

    private static ImportProgress stopAfterOneBatch() {
        return new ImportProgress() {
            private boolean applied;

            @Override
            public void applied(final Counts batch) {
                applied = true;
            }

            @Override
            public boolean stopRequested() {
                return applied;
            }
        };
    }

    private static List<String> notes(final String table, final String text, final String jobId)
            throws Exception {
        return fixture.query(
                "SELECT line || ' ' || coalesce(column_name, '-') || ' ' || "
                        + text
                        + " FROM userimport."
                        + table
                        + " WHERE job_id = '"
                        + jobId
                        + "' ORDER BY line, 1");
    }

    private static Counts counts(final String jobId) throws Exception {
        return store.status(jobId).orElseThrow().counts();
    }

    private static Counts withoutRepeated(final Counts counts) {
        return counts.minus(
                Counts.NONE
                        .plus(Count.UPDATED, counts.get(Count.UPDATED))
                        .plus(Count.UNCHANGED, counts.get(Count.UNCHANGED))
                        .plus(Count.DEVICES, counts.get(Count.DEVICES)));
    }

    @Provide
    Arbitrary<Integer> batchSizes() {
        return Arbitraries.of(2, 5, ALL_ROWS);
    }

    /** In half of the files no row has anything that others may share, in half some have. */
    @Provide
    Arbitrary<File> files() {
        return Arbitraries.oneOf(
                files(Arbitraries.just("")), files(Arbitraries.of("", "", "d1", "d2", "u1", "u2")));
    }

    private static Arbitrary<File> files(final Arbitrary<String> shared) {
        final Arbitrary<String> ids =
                Arbitraries.of(
                        "u1", "u2", "u3", "\"u4\"", "u4", "\"u\"\"5\"", "u6", "", " u7", "u8");
        final Arbitrary<String> cells =
                Arbitraries.of(
                        "1", "2", "3", "", "\"\"", "x", "\"two\nlines\"", "\"a,b\"", "[1, 2]");
        final Arbitrary<String> wrong =
                Arbitraries.frequencyOf(
                        Tuple.of(12, Arbitraries.just("")),
                        Tuple.of(1, Arbitraries.of(",more", "\n", "\n  ", "\nu1", "\n,,,,,")));
        return Arbitraries.oneOf(
                files(
                        "userId,userAttributes.a,userAttributeValuesToIncrement.n,userAttributeValuesToAdd.s",
                        ImportKey.USER_ID,
                        row(List.of(ids, cells, cells, cells), wrong)),
                files(
                        "userAttributes.a,userId,createDisposition,created",
                        ImportKey.USER_ID,
                        row(
                                List.of(
                                        cells,
                                        ids,
                                        Arbitraries.of("", "CreateNever"),
                                        Arbitraries.of("", "86400", "soon")),
                                wrong)),
                files(
                        "userId,deviceId,event,value",
                        ImportKey.USER_ID,
                        row(
                                List.of(ids, shared, Arbitraries.of("Opened", "Purchase"), cells),
                                wrong)),
                files(
                        "userId,newUserId,userAttributes.a,locale",
                        ImportKey.USER_ID,
                        row(List.of(ids, shared, cells, Arbitraries.of("de", "(detect)")), wrong)),
                files(
                        "$user_id,$email,a,b",
                        ImportKey.USER_ID,
                        row(List.of(ids, cells, cells, cells), wrong)),
                files(
                        "a,$email,$user_id,b",
                        ImportKey.EMAIL,
                        row(List.of(cells, ids, shared, cells), wrong)));
    }

    private static Arbitrary<File> files(
            final String header, final ImportKey key, final Arbitrary<String> rows) {
        return rows.list()
                .ofMaxSize(16)
                .map(list -> new File(header + "\n" + String.join("\n", list), key));
    }

    private static Arbitrary<String> row(
            final List<Arbitrary<String>> cells, final Arbitrary<String> wrong) {
        return Combinators.combine(cells)
                .as(texts -> String.join(",", texts))
                .flatMap(row -> wrong.map(more -> row + more));
    }
}
