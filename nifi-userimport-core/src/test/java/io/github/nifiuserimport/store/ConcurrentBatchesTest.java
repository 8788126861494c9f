// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file comes to does not depend on how many of its batches are written at once. */
@Timeout(120)
@Tag("slow")
class ConcurrentBatchesTest {

    /** No divisor of the block in which a connection takes ids. */
    private static final int BATCH = 90;

    private static final String LOCK =
            "SELECT FROM userimport.user_profile WHERE user_id = '%s' FOR UPDATE";
    private static final Layout BY_ID = Layouts.of(LayoutSettings.DEFAULTS);

    private final StoreFixture fixture = new StoreFixture();
    private final ConcurrentImports imports = new ConcurrentImports(fixture, BATCH);
    private final PostgreSQLImportStore store = imports.store();

    @AfterEach
    void close() {
        imports.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void aFileComesToTheSame(final int concurrent) throws Exception {
        final String file = file();
        run("one", file, 1);
        run("several", file, concurrent);

        assertThat(store.status("several").orElseThrow().counts())
                .isEqualTo(store.status("one").orElseThrow().counts());
        assertThat(fixture.profiles("several")).isEqualTo(fixture.profiles("one"));
        assertThat(rejected("several")).isEqualTo(rejected("one")).isNotEmpty();
    }

    /** Stretches of users of their own, of users who come again, and of what goes row by row. */
    private static String file() {
        final StringBuilder file =
                new StringBuilder(
                        "userId,created,userAttributes.row,userAttributeValuesToIncrement.visits\n");
        for (int row = 0; row < 40 * BATCH; row++) {
            final int stretch = row / (5 * BATCH);
            final int user = stretch % 3 == 1 ? row % 90 : row;
            final String created = row % 97 == 5 ? "never" : "";
            final String visits = stretch % 4 == 3 && row % BATCH == 50 ? "1" : "";
            file.append(Text.format("user-%d,%s,%d,%s\n", user, created, row, visits));
        }
        return file.toString();
    }

    @Test
    void ofUsersWithOneAddressTheLastInTheFileIsTheNewest() throws Exception {
        final StringBuilder file = new StringBuilder("$user_id,$email,name\n");
        for (int row = 0; row < 20 * BATCH; row++) {
            // The same address in the last row of a batch and in the first one of the next.
            file.append(Text.format("user-%d,at-%d@example.com,\n", row, (row + 1) / BATCH));
        }
        run("users", file.toString(), 4);
        final StringBuilder named = new StringBuilder("$email,name\n");
        for (int address = 1; address < 20; address++) {
            named.append(Text.format("at-%d@example.com,found\n", address));
        }
        imports.run(
                "users",
                "by address",
                named.toString(),
                StoreFixture.layout(ImportKey.EMAIL, List.of()),
                1);

        assertThat(
                        fixture.query(
                                "SELECT user_id FROM userimport.user_profile"
                                        + " WHERE attributes ->> 'name' = 'found'"))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(1, 20)
                                .mapToObj(address -> "user-" + (address * BATCH + BATCH - 2))
                                .toList());
    }

    /** Holds a user of the first batch, and then asks for one of the second, who is locked, too. */
    @Test
    void whoIsInTheWayOfABatchDoesNotWaitForTheNextOneForEver() throws Exception {
        imports.run("users", "before", numbered("1"), BY_ID, 1);
        try (ExecutorService thread = Executors.newSingleThreadExecutor();
                Connection rival = fixture.database().connection();
                Statement statement = rival.createStatement()) {
            rival.setAutoCommit(false);
            statement.execute("SET lock_timeout = '30s'");
            statement.execute(Text.format(LOCK, "user-1"));
            final Future<Void> running =
                    thread.submit(() -> imports.run("users", "after", numbered("2"), BY_ID, 2));
            awaitOneThatIsWrittenAhead();
            statement.execute(Text.format(LOCK, "user-" + (BATCH + 1)));
            assertThat(fixture.query("SELECT rows_done FROM userimport.import_part ORDER BY 1"))
                    .as("nothing of the second file is applied out of turn")
                    .containsExactly("0", Integer.toString(5 * BATCH));
            rival.rollback();
            running.get();
        }
        assertThat(
                        fixture.query(
                                "SELECT DISTINCT attributes ->> 'last' FROM userimport.user_profile"))
                .containsExactly("2");
        assertThat(store.status("after").orElseThrow().counts().get(Count.UPDATED))
                .isEqualTo(5 * BATCH);
    }

    private static String numbered(final String last) {
        final StringBuilder file = new StringBuilder("userId,userAttributes.last\n");
        for (int user = 0; user < 5 * BATCH; user++) {
            file.append(Text.format("user-%d,%s\n", user, last));
        }
        return file.toString();
    }

    /** The next batch is written while the first one waits for a user. */
    private void awaitOneThatIsWrittenAhead() throws Exception {
        while (!fixture.query(
                        "SELECT count(*) FILTER (WHERE wait_event_type = 'Lock')"
                                + " || ' ' || count(*) FILTER (WHERE state = 'idle in transaction')"
                                + " FROM pg_stat_activity WHERE datname = current_database()")
                // The rival is idle, too.
                .equals(List.of("1 2"))) {
            Thread.sleep(5);
        }
    }

    @Test
    void importsOfTheSameUsersInDifferentOrdersDoNotWaitForEachOtherForEver() throws Exception {
        final List<Integer> users = IntStream.range(0, 60 * BATCH).boxed().toList();
        final List<List<Integer>> orders = List.of(users, users.reversed(), shifted(users));
        try (ExecutorService threads = Executors.newFixedThreadPool(orders.size())) {
            final List<Future<?>> running = new ArrayList<>();
            for (final List<Integer> order : orders) {
                final String job = "job " + running.size();
                final StringBuilder file = new StringBuilder("userId,userAttributes.last\n");
                order.forEach(user -> file.append(Text.format("user-%d,%s\n", user, job)));
                running.add(
                        threads.submit(
                                () -> imports.run("shared", job, file.toString(), BY_ID, 3)));
            }
            for (final Future<?> each : running) {
                each.get();
            }
        }

        assertThat(
                        fixture.query(
                                "SELECT count(*) || ' ' || count(attributes -> 'last')"
                                        + " FROM userimport.user_profile WHERE app_id = 'shared'"))
                .containsExactly(users.size() + " " + users.size());
        final Counts counts =
                IntStream.range(0, orders.size())
                        .mapToObj(number -> counts("job " + number))
                        .reduce(Counts.NONE, Counts::plus);
        assertThat(counts.get(Count.CREATED)).isEqualTo(users.size());
        assertThat(counts.get(Count.UPDATED) + counts.get(Count.UNCHANGED))
                .isEqualTo((orders.size() - 1L) * users.size());
    }

    private static List<Integer> shifted(final List<Integer> users) {
        final List<Integer> shifted =
                new ArrayList<>(users.subList(users.size() / 2, users.size()));
        shifted.addAll(users.subList(0, users.size() / 2));
        return shifted;
    }

    private Counts counts(final String job) {
        try {
            return store.status(job).orElseThrow().counts();
        } catch (final Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<String> rejected(final String job) throws Exception {
        return fixture.query(
                "SELECT concat_ws(' ', row_number, line, column_name, error, cells)"
                        + " FROM userimport.import_row_error WHERE job_id = '"
                        + job
                        + "' ORDER BY row_number");
    }

    /** Imports a file into an app of its own, whose name is the job's. */
    private void run(final String job, final String file, final int concurrent) throws Exception {
        imports.run(job, job, file, BY_ID, concurrent);
    }
}
