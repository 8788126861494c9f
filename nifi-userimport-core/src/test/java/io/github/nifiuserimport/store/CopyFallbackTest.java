// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.store.jdbc.ConnectionSource;
import io.github.nifiuserimport.testing.OtherDriver;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of a thousand new users, of whom one meets something in the database. He is in the third of
 * four batches.
 */
@DisplayName("While new users are copied")
@Timeout(120)
@Tag("slow")
class CopyFallbackTest {

    private static final Layout LAYOUT = StoreFixture.layout(ImportKey.USER_ID, List.of());
    private static final int BATCH = 250;
    private static final int USERS = 1000;
    private static final String KEY = "u613";

    private static final String ADD_HIM =
            "INSERT INTO userimport.user_profile (app_id, user_id, attributes)"
                    + " VALUES ('shop', 'u613', '{\"old\": 1}')";

    private final StoreFixture fixture = new StoreFixture();
    private final TestDatabase database = fixture.database();
    private NotedInserts noted;

    @BeforeEach
    void note() throws Exception {
        fixture.store(database::connection).migrate();
        noted = NotedInserts.of(fixture);
    }

    @Test
    @DisplayName("one whom another transaction adds and commits is merged")
    void whomAnotherAddsIsMerged() throws Exception {
        try (Connection rival = database.connection();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            rival.setAutoCommit(false);
            execute(rival, ADD_HIM);
            final Future<Void> running = thread.submit(() -> run("job"));
            database.awaitSessions("wait_event_type = 'Lock' AND query LIKE 'COPY%'", 1);
            rival.commit();
            running.get();
        }
        assertThat(attributesOf(KEY)).containsExactly("{\"n\": 613, \"old\": 1}");
        assertThat(counts("job")).containsExactly("999 created, 1 updated, 0 unchanged");
        assertThat(noted.copies()).isEqualTo(2);
        assertThat(noted.inserts()).isEqualTo(3);
    }

    @Test
    @DisplayName("one whom another transaction adds and takes back is copied")
    void whomAnotherTakesBackIsCopied() throws Exception {
        try (Connection rival = database.connection();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            rival.setAutoCommit(false);
            execute(rival, ADD_HIM);
            final Future<Void> running = thread.submit(() -> run("job"));
            database.awaitSessions("wait_event_type = 'Lock' AND query LIKE 'COPY%'", 1);
            rival.rollback();
            running.get();
        }
        assertThat(counts("job")).containsExactly("1000 created, 0 updated, 0 unchanged");
        assertThat(noted.copies()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock_timeout", "statement_timeout"})
    @DisplayName("what takes too long fails, and is copied by the next delivery")
    void whatTakesTooLongIsCopiedLater(final String timeout) throws Exception {
        TestPostgres.shared()
                .execute(
                        Text.format(
                                "ALTER DATABASE %s SET %s = '500ms'", database.name(), timeout));
        try (Connection rival = database.connection()) {
            rival.setAutoCommit(false);
            execute(rival, ADD_HIM);

            assertThat(failure("job").retryable()).isTrue();

            assertThat(users()).isEqualTo(2 * BATCH);
            rival.rollback();
        }
        run("job");

        assertThat(counts("job")).containsExactly("1000 created, 0 updated, 0 unchanged");
        assertThat(noted.copies()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_cancel_backend", "pg_terminate_backend"})
    @DisplayName(
            "a statement that is cancelled, and a connection that breaks, fail the batch alone")
    void whatIsCutOffIsCopiedLater(final String cut) throws Exception {
        // Sequences are not rolled back: it is cut off once.
        execute("CREATE SEQUENCE userimport.once");
        trigger(
                "AFTER INSERT",
                Text.format(
                        "IF NEW.user_id = '%s' AND nextval('userimport.once') = 1"
                                + " THEN PERFORM %s(pg_backend_pid()); END IF; RETURN NULL;",
                        KEY, cut));

        assertThat(failure("job").retryable()).isTrue();
        assertThat(users()).isEqualTo(2 * BATCH);
        run("job");

        assertThat(counts("job")).containsExactly("1000 created, 0 updated, 0 unchanged");
        assertThat(noted.copies()).isEqualTo(4);
    }

    @Test
    @DisplayName("a row that the database refuses is refused in the words of today")
    void whatIsRefusedIsTold() throws Exception {
        execute(
                "ALTER TABLE userimport.user_profile ADD CONSTRAINT no_luck CHECK (user_id <> '"
                        + KEY
                        + "')");

        final StoreException refused = failure("job");

        assertThat(refused).hasMessageContaining("no_luck");
        assertThat(refused.retryable()).isFalse();
        assertThat(users()).isEqualTo(2 * BATCH);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("rows that a trigger of the database's leaves out do not count as created")
    void whatATriggerLeavesOutIsNotCreated(final boolean copied) throws Exception {
        trigger(
                "BEFORE INSERT",
                Text.format(
                        "IF NEW.user_id IN ('%s', 'u3') THEN RETURN NULL; END IF; RETURN NEW;",
                        KEY));
        final ConnectionSource connections =
                copied ? database::connection : () -> OtherDriver.connection(database);
        new ConcurrentImports(fixture.store(connections), BATCH)
                .run("shop", "job", file(USERS), LAYOUT, 1);

        assertThat(users()).isEqualTo(USERS - 2);
        assertThat(counts("job")).containsExactly("998 created, 0 updated, 2 unchanged");
        assertThat(noted.copies()).isEqualTo(copied ? 4 : 0);
    }

    @Test
    @DisplayName("columns that others have added get their own values")
    void columnsOfOthersGetTheirOwnValues() throws Exception {
        execute(
                "ALTER TABLE userimport.user_profile ADD COLUMN note text DEFAULT 'none',"
                        + " ADD COLUMN upper_id text GENERATED ALWAYS AS (upper(user_id)) STORED");
        run("job");

        assertThat(
                        fixture.query(
                                "SELECT note || ' ' || upper_id FROM userimport.user_profile"
                                        + " WHERE user_id = 'u613'"))
                .containsExactly("none U613");
        assertThat(noted.copies()).isEqualTo(4);
    }

    /** The server refuses the first row when much of the batch is still to be sent. */
    @Test
    @DisplayName("the first of a large batch may be there after all")
    void theFirstOfALargeBatchMayBeThere() throws Exception {
        final int users = 12_000;
        final StringBuilder file = new StringBuilder("userId,userAttributes.n,userAttributes.t\n");
        for (int user = 0; user < users; user++) {
            file.append(Text.format("u%05d,%d,%s\n", user, user, "text ".repeat(200)));
        }
        execute(
                "INSERT INTO userimport.user_profile (app_id, user_id, attributes)"
                        + " VALUES ('shop', 'u06000', '{\"old\": 1}')");
        try (ConcurrentImports imports =
                new ConcurrentImports(fixture.store(database::connection), 6_000)) {
            imports.run("shop", "job", file.toString(), LAYOUT, 1);
        }
        assertThat(counts("job")).containsExactly("11999 created, 1 updated, 0 unchanged");
        assertThat(noted.copies()).isEqualTo(1);
        assertThat(
                        fixture.query(
                                "SELECT attributes - 't' FROM userimport.user_profile"
                                        + " WHERE user_id = 'u06000'"))
                .containsExactly("{\"n\": 6000, \"old\": 1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "preferQueryMode=simple",
                "preferQueryMode=extendedForPrepared",
                "binaryTransfer=false",
                "prepareThreshold=0",
                "prepareThreshold=1",
                "autosave=always"
            })
    @DisplayName("the driver may be set to work in other ways")
    void theDriverMayWorkInOtherWays(final String parameters) throws Exception {
        execute(ADD_HIM);
        try (ConcurrentImports imports =
                new ConcurrentImports(
                        fixture.store(() -> database.connection(parameters)), BATCH)) {
            imports.run("shop", "job", file(USERS), LAYOUT, 1);
        }
        assertThat(counts("job")).containsExactly("999 created, 1 updated, 0 unchanged");
        assertThat(attributesOf(KEY)).containsExactly("{\"n\": 613, \"old\": 1}");
        assertThat(noted.copies()).isEqualTo(2);
    }

    @Test
    @DisplayName("a role needs no more rights than to insert, update and read")
    void aRoleNeedsNoMoreRights() throws Exception {
        final String role = "importer_of_" + database.name();
        TestPostgres.shared()
                .execute(
                        "CREATE ROLE " + role,
                        Text.format("GRANT %s TO %s", role, TestPostgres.USER));
        execute(
                Text.format("GRANT USAGE ON SCHEMA userimport TO %s", role),
                Text.format(
                        "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA userimport TO %s",
                        role),
                Text.format("GRANT USAGE ON ALL SEQUENCES IN SCHEMA userimport TO %s", role));
        try (ConcurrentImports imports =
                new ConcurrentImports(
                        fixture.store(
                                () -> {
                                    final Connection connection = database.connection();
                                    execute(connection, "SET ROLE " + role);
                                    return connection;
                                }),
                        BATCH)) {
            imports.run("shop", "job", file(USERS), LAYOUT, 1);
        } finally {
            execute("DROP OWNED BY " + role);
            TestPostgres.shared().execute("DROP ROLE " + role);
        }
        assertThat(noted.copies()).isEqualTo(4);
    }

    @Test
    @DisplayName("several batches at once and several apps do not mind each other")
    void severalBatchesAndApps() throws Exception {
        final int users = 6_000;
        try (ConcurrentImports imports = new ConcurrentImports(fixture, BATCH);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            final List<Future<Void>> running = new ArrayList<>();
            for (final String app : List.of("shop", "pub")) {
                running.add(
                        threads.submit(
                                () -> imports.run(app, "of " + app, file(users), LAYOUT, 4)));
            }
            for (final Future<Void> each : running) {
                each.get();
            }
            assertThat(noted.copies()).isEqualTo(2 * users / BATCH);
            imports.run("pub", "again", file(users), LAYOUT, 4);
        }
        for (final String app : List.of("shop", "pub")) {
            assertThat(counts("of " + app)).containsExactly("6000 created, 0 updated, 0 unchanged");
            assertThat(
                            fixture.query(
                                    Text.format(
                                            "SELECT count(*) || ' ' || sum((attributes ->> 'n')::int)"
                                                    + " FROM userimport.user_profile WHERE app_id = '%s'",
                                            app)))
                    .containsExactly("6000 17997000");
        }
        assertThat(counts("again")).containsExactly("0 created, 0 updated, 6000 unchanged");
        assertThat(noted.copies()).isEqualTo(2 * users / BATCH);
    }

    private Void run(final String job) throws Exception {
        try (ConcurrentImports imports =
                new ConcurrentImports(fixture.store(database::connection), BATCH)) {
            return imports.run("shop", job, file(USERS), LAYOUT, 1);
        }
    }

    private StoreException failure(final String job) {
        return catchThrowableOfType(StoreException.class, () -> run(job));
    }

    private static String file(final int users) {
        final StringBuilder file = new StringBuilder("userId,userAttributes.n\n");
        for (int user = 0; user < users; user++) {
            file.append('u').append(user).append(',').append(user).append('\n');
        }
        return file.toString();
    }

    private void trigger(final String when, final String body) throws SQLException {
        execute(
                Text.format(
                        "CREATE FUNCTION userimport.each() RETURNS trigger LANGUAGE plpgsql AS $$"
                                + " BEGIN %s END $$",
                        body),
                Text.format(
                        "CREATE TRIGGER each %s ON userimport.user_profile"
                                + " FOR EACH ROW EXECUTE FUNCTION userimport.each()",
                        when));
    }

    private List<String> attributesOf(final String user) throws SQLException {
        return fixture.query(
                Text.format(
                        "SELECT attributes::text FROM userimport.user_profile WHERE user_id = '%s'",
                        user));
    }

    private List<String> counts(final String job) throws SQLException {
        return fixture.query(
                Text.format(
                        """
                        SELECT format('%%s created, %%s updated, %%s unchanged',
                                      users_created, users_updated, users_unchanged)
                        FROM userimport.import_part WHERE job_id = '%s'
                        """,
                        job));
    }

    private int users() throws SQLException {
        return Integer.parseInt(
                fixture.query("SELECT count(*) FROM userimport.user_profile").getFirst());
    }

    private void execute(final String... statements) throws SQLException {
        try (Connection connection = database.connection()) {
            execute(connection, statements);
        }
    }

    private static void execute(final Connection connection, final String... statements)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
