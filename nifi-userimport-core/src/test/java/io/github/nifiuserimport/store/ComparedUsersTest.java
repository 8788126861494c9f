// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.job.run.PreparedBatch;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.AttributeChange.Assign;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Users of a file in the order of its keys are compared before they are written. */
@DisplayName("Users in the order of their keys")
class ComparedUsersTest {

    private static final String APP = "shop";
    private static final int USERS = 300;

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store =
            fixture.store(() -> fixture.database().connection());

    @Test
    @DisplayName("who are as they were are not even locked")
    void areNotLockedIfUnchanged() throws Exception {
        run(false, user -> user);
        assertThat(run(true, user -> user)).isEqualTo(users(0, 0, USERS));
        assertThat(locked()).isZero();

        // What tells the two apart: an upsert locks them all.
        assertThat(run(false, user -> user)).isEqualTo(users(0, 0, USERS));
        assertThat(locked()).isEqualTo(USERS);
    }

    @Test
    @DisplayName("are not compared while most of them change, and are again when they do not")
    void areNotComparedWhileMostChange() throws Exception {
        run(false, user -> user);
        final Function<Batch, PreparedBatch> preparation = store.preparation();
        assertThat(run(preparation, APP, true, user -> -user)).isEqualTo(users(0, USERS - 1, 1));
        // Not compared, since those before were changed: an upsert locks them all.
        assertThat(run(preparation, APP, true, user -> -user)).isEqualTo(users(0, 0, USERS));
        assertThat(locked()).isEqualTo(USERS);

        writeAnew();
        assertThat(run(preparation, APP, true, user -> -user)).isEqualTo(users(0, 0, USERS));
        assertThat(locked()).isZero();
    }

    @Test
    @DisplayName("are changed if they differ, and added if they are not there")
    void areChangedOrAdded() throws Exception {
        run(false, user -> user % 3 == 0 ? null : user);

        assertThat(run(true, user -> user % 3 == 1 ? -user : user))
                .isEqualTo(users(USERS / 3, USERS / 3, USERS / 3));
        assertThat(sum()).isEqualTo(sumOf(user -> user % 3 == 1 ? -user : user));
    }

    @Test
    @DisplayName("come to the same among many times as many others, most of whom are not read")
    void comeToTheSameAmongManyOthers() throws Exception {
        run(false, user -> user);
        fixture.query(
                Text.format(
                        """
                        INSERT INTO userimport.user_profile (app_id, user_id)
                        SELECT '%s', 'u1' || n || 'x' FROM generate_series(1000, 9999) AS n
                        ORDER BY random()
                        RETURNING id
                        """,
                        APP));

        analyze();
        final int before = read();

        assertThat(run(true, user -> user % 2 == 0 ? user : -user))
                .isEqualTo(users(0, USERS / 2, USERS / 2));
        // Four for each, and each of them once more when it is written.
        assertThat(read() - before).isBetween(USERS, 6 * USERS);
        assertThat(sum()).isEqualTo(sumOf(user -> user % 2 == 0 ? user : -user));
    }

    @Test
    @DisplayName("are not mixed up with those of another app")
    void areOfTheirApp() throws Exception {
        run(store.preparation(), "other", false, user -> user);

        assertThat(run(true, user -> user)).isEqualTo(users(USERS, 0, 0));
        assertThat(run(true, user -> user)).isEqualTo(users(0, 0, USERS));
    }

    @Test
    @DisplayName("who have lists set are compared as a whole")
    void areComparedAsAWhole() throws Exception {
        final Function<Integer, AttributeChange> list = user -> new Assign(List.of("a", "b"));
        runWith(list);
        assertThat(runWith(list)).isEqualTo(users(0, 0, USERS));
        assertThat(locked()).isZero();

        // Contained in what there is, and yet different.
        assertThat(runWith(user -> new Assign(List.of("a")))).isEqualTo(users(0, USERS, 0));
    }

    private Counts runWith(final Function<Integer, AttributeChange> value) throws StoreException {
        return apply(store.preparation(), APP, true, value);
    }

    private Counts run(final boolean sorted, final IntFunction<Integer> value)
            throws StoreException {
        return run(store.preparation(), APP, sorted, value);
    }

    private Counts run(
            final Function<Batch, PreparedBatch> preparation,
            final String app,
            final boolean sorted,
            final IntFunction<Integer> value)
            throws StoreException {
        return apply(
                preparation,
                app,
                sorted,
                user -> {
                    final Integer given = value.apply(user);
                    return given == null ? null : new Assign((long) given);
                });
    }

    /** Imports users as one batch; those without a value are left out. */
    private Counts apply(
            final Function<Batch, PreparedBatch> preparation,
            final String app,
            final boolean sorted,
            final Function<Integer, AttributeChange> value)
            throws StoreException {
        final PartId part = new PartId(UUID.randomUUID().toString(), 0);
        store.open(new NewJob(part.jobId(), app, null, "users.csv", -1, 1), part);
        final List<ImportRow> rows = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            final AttributeChange change = value.apply(user);
            if (change != null) {
                rows.add(
                        new ImportRow(
                                user,
                                user + 2L,
                                RowCommand.of(
                                        new UserKey.ById(Text.format("u%03d", user)),
                                        UserChange.builder()
                                                .attributes(Map.of("n", change))
                                                .build())));
            }
        }
        final Batch batch =
                new Batch(
                        StoreFixture.delivery(part, app),
                        0,
                        rows.size(),
                        rows,
                        List.of(),
                        List.of(),
                        true,
                        Instant.now(),
                        sorted,
                        StoreFixture.WORDING);
        return preparation.apply(batch).apply().counts();
    }

    private static Counts users(final int created, final int updated, final int unchanged) {
        final int rows = created + updated + unchanged;
        return Counts.NONE
                .plus(Count.ROWS, rows)
                .plus(Count.APPLIED, rows)
                .plus(Count.CREATED, created)
                .plus(Count.UPDATED, updated)
                .plus(Count.UNCHANGED, unchanged);
    }

    /** A row's lock stays in it as the transaction that had it. */
    private int locked() throws SQLException {
        return number("SELECT count(*) FROM userimport.user_profile WHERE xmax <> 0");
    }

    private void analyze() throws SQLException {
        execute("ANALYZE userimport.user_profile");
    }

    /** New versions of all rows, which nobody has locked. */
    private void writeAnew() throws SQLException {
        execute("UPDATE userimport.user_profile SET updated_at = updated_at");
    }

    private void execute(final String sql) throws SQLException {
        try (Connection connection = fixture.database().connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Entries of the index of keys, and rows of the table, read so far. */
    private int read() throws SQLException {
        fixture.query("SELECT pg_stat_force_next_flush()::text");
        return number(
                """
                SELECT idx_tup_read + seq_tup_read
                FROM pg_stat_user_tables JOIN pg_stat_user_indexes USING (relid)
                WHERE indexrelname = 'user_profile_user_id_app_id_key'
                """);
    }

    private int sum() throws SQLException {
        return number("SELECT sum((attributes ->> 'n')::int) FROM userimport.user_profile");
    }

    private static int sumOf(final IntFunction<Integer> value) {
        int sum = 0;
        for (int user = 0; user < USERS; user++) {
            sum += value.apply(user);
        }
        return sum;
    }

    private int number(final String sql) throws SQLException {
        return Integer.parseInt(fixture.query(sql).getFirst());
    }
}
