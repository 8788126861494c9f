// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.dryrun.DryRun;
import io.github.nifiuserimport.job.dryrun.DryRunReport;
import io.github.nifiuserimport.job.dryrun.FieldTotal;
import io.github.nifiuserimport.job.run.ChangeSink;
import io.github.nifiuserimport.job.run.ChangedUser;
import io.github.nifiuserimport.job.run.ImportSettings;
import io.github.nifiuserimport.job.sort.SortSettings;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.profile.AttributeChange.Assign;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A dry run leaves nothing, and neither waits for imports nor has them wait. */
class DryRunBesideImportsTest {

    private static final String APP = "shop";

    private static final String BY_ADDRESS =
            "userId,newUserId,userAttributes.email\nu1,,a@x.org\nu2,,\n";

    private static final ImportSettings FILE_ORDER = ImportSettings.ofBatchRows(10);

    private static final ImportSettings SORTED =
            FILE_ORDER.withSorting(
                    SortSettings.of(0, Path.of(System.getProperty("java.io.tmpdir"))));

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store =
            fixture.store(() -> fixture.database().connection());

    private DryRunReport dryRun(final String file, final ImportSettings settings)
            throws StoreException, IOException {
        return dryRun(store, file, settings, DryRun.REPORT_ALONE, () -> false);
    }

    private static DryRunReport dryRun(
            final PostgreSQLImportStore store,
            final String file,
            final ImportSettings settings,
            final ChangeSink changes,
            final BooleanSupplier stop)
            throws StoreException, IOException {
        final byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        return new DryRun(
                        store,
                        CsvFormat.defaults(),
                        Layouts.of(LayoutSettings.DEFAULTS),
                        settings,
                        10)
                .run(APP, () -> new ByteArrayInputStream(bytes), bytes.length, changes, stop)
                .orElse(null);
    }

    private Counts set(final String user, final long value) throws StoreException {
        return fixture.apply(
                APP,
                List.of(
                        RowCommand.of(
                                new UserKey.ById(user),
                                UserChange.builder()
                                        .attributes(Map.of("n", new Assign(value)))
                                        .build())));
    }

    /** Users with numbers, in no order. */
    private static String numbers(final int users) {
        final StringBuilder file = new StringBuilder("userId,userAttributes.n\n");
        IntStream.range(0, users)
                .map(user -> user * 7 % users)
                .forEach(user -> file.append(Text.format("u%04d,%d%n", user, user)));
        return file.toString();
    }

    @Test
    void nothingIsLeftOfIt() throws Exception {
        set("u0001", 5);
        final List<String> before = everything();

        final DryRunReport report = dryRun(numbers(50), FILE_ORDER);

        assertThat(report.counts().get(Count.CREATED)).isEqualTo(49);
        assertThat(report.counts().get(Count.UPDATED)).isEqualTo(1);
        assertThat(everything()).isEqualTo(before);
    }

    /** Comparing many users takes its time, too. */
    @Test
    void itStopsWhileItTellsWhatWouldChange() throws Exception {
        final AtomicInteger told = new AtomicInteger();
        final ChangeSink counting =
                new ChangeSink() {
                    @Override
                    public void begin() {
                        told.set(0);
                    }

                    @Override
                    public void changed(final ChangedUser user) {
                        told.incrementAndGet();
                    }
                };

        assertThat(dryRun(store, numbers(50), FILE_ORDER, counting, () -> told.get() >= 7))
                .isNull();
        assertThat(told).hasValue(7);
    }

    /** Also ids that are handed out, and the tables that there are. */
    private List<String> everything() throws SQLException {
        return fixture.query(
                """
                SELECT to_jsonb(u)::text FROM userimport.user_profile AS u
                UNION ALL SELECT to_jsonb(j)::text FROM userimport.import_job AS j
                UNION ALL SELECT to_jsonb(p)::text FROM userimport.import_part AS p
                UNION ALL SELECT last_value::text FROM userimport.user_profile_id_seq
                UNION ALL SELECT count(*)::text FROM pg_class
                UNION ALL SELECT count(*)::text FROM pg_proc
                """);
    }

    @Test
    void itTellsWhoBecomesWhom() throws Exception {
        set("u1", 5);
        final String devices = "deviceId,systemName\nd1,iOS\n";
        EveryKind.run(
                store,
                new NewJob("devices", APP, null, "devices.csv", devices.length(), 1),
                0,
                devices,
                Layouts.of(LayoutSettings.DEFAULTS),
                10,
                batch -> {});
        final List<String> told = new ArrayList<>();

        dryRun(
                store,
                "deviceId,newUserId\nd1,u1\n",
                FILE_ORDER,
                new ChangeSink() {
                    @Override
                    public void begin() {
                        told.clear();
                    }

                    @Override
                    public void changed(final ChangedUser user) {
                        user.changes()
                                .forEach(
                                        change ->
                                                told.add(
                                                        Text.format(
                                                                "%s %s %s: %s -> %s",
                                                                user.line(),
                                                                user.userId(),
                                                                change.field(),
                                                                change.before(),
                                                                change.after())));
                    }
                },
                () -> false);

        assertThat(told)
                .contains(
                        "2 d1 userId: d1 -> null",
                        "2 d1 mergedInto: null -> u1",
                        "2 u1 merged: null -> d1",
                        "2 u1 devices.d1: null -> {systemName=iOS}");
    }

    @Test
    void itTellsTheFirstLinesOfEachField() throws Exception {
        set("u0003", 30);
        for (final ImportSettings settings : List.of(FILE_ORDER, SORTED)) {
            final List<FieldTotal> fields = dryRun(numbers(50), settings).fields();

            assertThat(fields)
                    .extracting(FieldTotal::field)
                    .containsExactly("attributes.n", "userId");
            final FieldTotal number = fields.getFirst();
            assertThat(List.of(number.added(), number.changed(), number.removed()))
                    .containsExactly(49L, 1L, 0L);
            assertThat(number.samples())
                    .containsExactly(
                            new FieldTotal.Sample("u0000", 2, null, 0L),
                            new FieldTotal.Sample("u0007", 3, null, 7L),
                            new FieldTotal.Sample("u0014", 4, null, 14L));
        }
    }

    @Test
    void anImportOfTheSameUsersDoesNotWaitForIt() throws Exception {
        set("u1", 1);
        final CountDownLatch applied = new CountDownLatch(1);
        final CountDownLatch imported = new CountDownLatch(1);
        final List<Object> before = new ArrayList<>();
        final ChangeSink holding =
                new ChangeSink() {
                    @Override
                    public void begin() {
                        before.clear();
                    }

                    @Override
                    public void changed(final ChangedUser user) {
                        // Its transaction is open, and all of its rows are applied.
                        applied.countDown();
                        await(imported);
                        user.changes().stream()
                                .filter(change -> change.field().equals("attributes.n"))
                                .forEach(change -> before.add(change.before()));
                    }
                };
        final CompletableFuture<DryRunReport> running =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return dryRun(
                                        store,
                                        "userId,userAttributes.n,userAttributes.email\nu1,9,a@x.org\n",
                                        FILE_ORDER,
                                        holding,
                                        () -> false);
                            } catch (final StoreException | IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        await(applied);

        assertThat(set("u1", 2).get(Count.UPDATED)).isEqualTo(1);
        imported.countDown();

        assertThat(running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        assertThat(before).as("the value of the moment when it began").containsExactly(1L);
    }

    private static void await(final CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Never released");
            }
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itDoesNotWaitForAnImportOfTheSameUsers() throws Exception {
        set("u1", 1);
        try (Connection locking = fixture.database().connection();
                Statement statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("SELECT FROM userimport.user_profile FOR UPDATE");
            statement.execute(
                    "SELECT pg_advisory_xact_lock(hashtextextended('userimport/shop', 0)),"
                            + " pg_advisory_xact_lock(hashtextextended('\"userimport\"/suppressed/shop', 0))");

            assertThat(dryRun(BY_ADDRESS, FILE_ORDER.withMaxConcurrentBatches(1)).counts())
                    .satisfies(counts -> assertThat(counts.get(Count.CREATED)).isEqualTo(1));
        }
    }

    @Test
    void oneUserWhoComesInManyBatchesOfASortedFileIsToldOnce() throws Exception {
        final StringBuilder file = new StringBuilder("userId,userAttributes.n\n");
        IntStream.range(0, 100).forEach(row -> file.append("u1,").append(row).append('\n'));

        final DryRunReport report = dryRun(file.toString(), SORTED);

        assertThat(report.fields().getFirst().samples())
                .containsExactly(new FieldTotal.Sample("u1", 2, null, 99L));
    }

    @Test
    void itStopsWhenAsked() throws Exception {
        assertThat(dryRun(store, numbers(50), FILE_ORDER, DryRun.REPORT_ALONE, () -> true))
                .isNull();
    }

    @Test
    void itSaysWhatItLacksWhereTemporaryTablesAreForbidden() throws Exception {
        store.migrate();
        try (Connection connection = fixture.database().connection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    Text.format(
                            "REVOKE TEMPORARY ON DATABASE \"%s\" FROM PUBLIC, %s",
                            fixture.database().name(), TestPostgres.USER));
        }

        assertThatThrownBy(() -> dryRun(numbers(5), FILE_ORDER))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("temporary tables");
    }
}
