// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.job.run.BatchTransaction;
import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.testing.OtherDriver;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users who are expected to be new are copied into the table. */
@DisplayName("Users who are expected to be new")
@Tag("slow")
class CopiedUsersTest {

    private static final Layout LAYOUT = StoreFixture.layout(ImportKey.USER_ID, List.of());
    private static final int BATCH = 250;

    private final StoreFixture fixture = new StoreFixture();
    private ConcurrentImports imports;
    private NotedInserts noted;

    @BeforeEach
    void open() throws Exception {
        imports = new ConcurrentImports(fixture, BATCH);
        imports.store().migrate();
        noted = NotedInserts.of(fixture);
    }

    @AfterEach
    void close() {
        imports.close();
    }

    @Test
    @DisplayName("are copied, batch by batch")
    void areCopied() throws Exception {
        run("job", file(0, 1000));

        assertThat(noted.copies()).isEqualTo(4);
        assertThat(noted.inserts()).isZero();
        assertThat(users()).isEqualTo(1000);
    }

    @Test
    @DisplayName(
            "are what an INSERT makes of them: attributes, addresses, times, keys of any script")
    void areWhatAnInsertMakes() throws Exception {
        final StringBuilder file =
                new StringBuilder(
                        "userId,userAttributes.name,userAttributes.n,userAttributes.o.x,"
                                + "userAttributes.list,userAttributes.email,created,lastActive,country\n");
        for (int user = 0; user < 2 * BATCH; user++) {
            // In UTF-16 the first of these characters comes before the second, in UTF-8 after it.
            file.append(user % 2 == 0 ? "\uD83D\uDE00" : "\uFF5E").append(user).append(',');
            file.append(user % 3 == 0 ? "" : "\"a \"\"b\"\"\\ é\"").append(',');
            file.append(user % 5 == 0 ? "1e3" : user + ".50").append(',').append(user).append(',');
            file.append(user % 7 == 0 ? "\"[1,2]\"" : "").append(',');
            file.append(user % 4 == 0 ? "U" + user + "@example.com" : "").append(',');
            file.append(user % 6 == 0 ? "2001-02-03T04:05:06.789Z" : "").append(',');
            file.append(user % 9 == 0 ? "2020-12-31T23:59:59Z" : "").append(',');
            file.append(user % 8 == 0 ? "DE" : "").append('\n');
        }
        run("job", file.toString());
        assertThat(noted.copies()).isEqualTo(2);

        final StoreFixture other = new StoreFixture();
        try (ConcurrentImports inserting = new ConcurrentImports(other, 100)) {
            inserting.run("shop", "job", file.toString(), LAYOUT, 1);
        }
        assertThat(fixture.profiles("shop")).isEqualTo(other.profiles("shop")).hasSize(2 * BATCH);
        final String times =
                "SELECT string_agg(user_id || created || last_active || email, ' ' ORDER BY"
                        + " user_id) FROM userimport.user_profile";
        assertThat(fixture.query(times)).isEqualTo(other.query(times));
    }

    @Test
    @DisplayName("count as added in the order of the file")
    void areAddedInTheOrderOfTheFile() throws Exception {
        run("job", file(0, 500));

        assertThat(
                        fixture.query(
                                "SELECT user_id FROM userimport.user_profile ORDER BY inserted_at"))
                .containsExactlyElementsOf(keys(0, 500));
        assertThat(
                        fixture.query(
                                """
                                SELECT extract(epoch FROM inserted_at - started) * 1000000
                                FROM userimport.user_profile, userimport.import_job
                                WHERE user_id = 'u7'
                                """))
                .allMatch(micros -> Double.parseDouble(micros) == 9);
    }

    @Test
    @DisplayName("are merged with those who are there after all")
    void areMergedWithThoseWhoAreThere() throws Exception {
        run("one", "userId,userAttributes.old\nu613,1\n");
        run("job", file(0, 1000));

        assertThat(users()).isEqualTo(1000);
        assertThat(
                        fixture.query(
                                "SELECT attributes::text FROM userimport.user_profile"
                                        + " WHERE user_id = 'u613'"))
                .containsExactly("{\"n\": 613, \"old\": 1}");
        assertThat(
                        fixture.query(
                                "SELECT users_created || ' ' || users_updated"
                                        + " FROM userimport.import_part WHERE job_id = 'job'"))
                .containsExactly("999 1");
        // The third was rolled back, and not tried with the fourth batch.
        assertThat(noted.copiesTried()).isEqualTo(3);
        assertThat(noted.copies()).isEqualTo(2);
    }

    @Test
    @DisplayName("are not tried again and again where they are known")
    void areNotTriedInVain() throws Exception {
        run("job", file(0, 1000));
        assertThat(noted.copiesTried()).isEqualTo(4);

        run("again", file(0, 1000));

        assertThat(noted.copiesTried()).isEqualTo(4);
        assertThat(
                        fixture.query(
                                "SELECT users_unchanged FROM userimport.import_part"
                                        + " WHERE job_id = 'again'"))
                .containsExactly("1000");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("in two imports at once are there once, fifty times, in file order or by key")
    void areThereOnce(final boolean sorted) throws Exception {
        if (sorted) {
            imports.sortFiles();
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 50; round++) {
                final String app = "app" + round;
                final List<Callable<Void>> both = new ArrayList<>();
                for (final String job : List.of("one" + round, "two" + round)) {
                    final String file = job.startsWith("one") ? file(0, 1000) : reversed(1000);
                    both.add(() -> imports.run(app, job, file, LAYOUT, 2));
                }
                for (final Future<Void> done : threads.invokeAll(both)) {
                    done.get();
                }
                assertThat(
                                fixture.query(
                                        Text.format(
                                                """
                                                SELECT count(*) || ' ' || count(DISTINCT user_id)
                                                    || ' ' || sum((attributes ->> 'n')::int)
                                                FROM userimport.user_profile WHERE app_id = '%s'
                                                """,
                                                app)))
                        .containsExactly("1000 1000 499500");
                assertThat(
                                fixture.query(
                                        Text.format(
                                                """
                                                SELECT sum(users_created) || ' '
                                                    || sum(users_unchanged)
                                                FROM userimport.import_part WHERE job_id LIKE '___%d'
                                                """,
                                                round)))
                        .containsExactly("1000 1000");
            }
        }
        // The first batch of each round, at least by one of the two.
        assertThat(noted.copiesTried()).isGreaterThanOrEqualTo(50);
        assertThat(noted.copies()).isPositive();
    }

    @Test
    @DisplayName("are inserted where the database does not let this role copy")
    void areInsertedWithRowLevelSecurity() throws Exception {
        execute(
                "ALTER TABLE userimport.user_profile ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE userimport.user_profile FORCE ROW LEVEL SECURITY",
                "CREATE POLICY everything ON userimport.user_profile USING (true)");

        run("job", file(0, 1000));

        assertThat(users()).isEqualTo(1000);
        assertThat(noted.copies()).isZero();
    }

    @Test
    @DisplayName("are inserted over the connections of another driver")
    void areInsertedByOtherDrivers() throws Exception {
        final PostgreSQLImportStore store =
                fixture.store(() -> OtherDriver.connection(fixture.database()));
        new ConcurrentImports(store, BATCH).run("shop", "job", file(0, 1000), LAYOUT, 1);

        assertThat(users()).isEqualTo(1000);
        assertThat(noted.copies()).isZero();
    }

    /**
     * A pool does not see that COPY has written something: it would neither commit nor roll back.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "are gone with a transaction that is not committed, for the connection's next user too")
    void areGoneWithoutCommit(final boolean autoCommit) throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(fixture.database().dataSource());
            pool.setMaximumPoolSize(2);
            pool.setAutoCommit(autoCommit);
            final PostgreSQLImportStore store = fixture.store(pool::getConnection);
            final PartId part = new PartId("job", 0);
            store.open(new NewJob("job", "shop", null, "users.csv", -1, 1), part);
            try (BatchTransaction transaction = store.preparation().apply(batch(part)).begin()) {
                transaction.write();
            }
            assertThat(noted.copiesTried()).isEqualTo(1);
            // One of the two that the pool has is the one that was copied over.
            try (Connection one = pool.getConnection();
                    Connection other = pool.getConnection()) {
                assertThat(usersSeenBy(one)).isZero();
                assertThat(usersSeenBy(other)).isZero();
            }
        }
        assertThat(users()).isZero();
    }

    /** Commits what the connection's last user may have left in its transaction. */
    private static int usersSeenBy(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM userimport.user_profile")) {
            row.next();
            final int users = row.getInt(1);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return users;
        }
    }

    private static Batch batch(final PartId part) {
        final List<ImportRow> rows = new ArrayList<>();
        for (final String key : keys(0, BATCH)) {
            rows.add(
                    new ImportRow(
                            rows.size(),
                            rows.size() + 2,
                            RowCommand.of(new UserKey.ById(key), UserChange.NONE)));
        }
        return new Batch(
                StoreFixture.delivery(part, "shop"),
                0,
                rows.size(),
                rows,
                List.of(),
                List.of(),
                true,
                Instant.now(),
                false,
                StoreFixture.WORDING);
    }

    private void run(final String job, final String file) throws Exception {
        imports.run("shop", job, file, LAYOUT, 1);
    }

    private static List<String> keys(final int from, final int to) {
        final List<String> keys = new ArrayList<>();
        for (int user = from; user < to; user++) {
            keys.add("u" + user);
        }
        return keys;
    }

    private static String file(final int from, final int to) {
        final StringBuilder file = new StringBuilder("userId,userAttributes.n\n");
        for (int user = from; user < to; user++) {
            file.append('u').append(user).append(',').append(user).append('\n');
        }
        return file.toString();
    }

    private static String reversed(final int users) {
        final StringBuilder file = new StringBuilder("userId,userAttributes.n\n");
        for (int user = users - 1; user >= 0; user--) {
            file.append('u').append(user).append(',').append(user).append('\n');
        }
        return file.toString();
    }

    private int users() throws SQLException {
        return count("SELECT count(*) FROM userimport.user_profile WHERE app_id = 'shop'");
    }

    private int count(final String sql) throws SQLException {
        return Integer.parseInt(fixture.query(sql).getFirst());
    }

    private void execute(final String... statements) throws SQLException {
        try (Connection connection = fixture.database().connection();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
