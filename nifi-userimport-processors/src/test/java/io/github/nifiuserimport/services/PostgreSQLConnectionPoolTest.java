// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.nifi.processor.exception.ProcessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

@Timeout(value = 60, unit = SECONDS)
@Tag("slow")
class PostgreSQLConnectionPoolTest {

    private static final String URL = "Database Connection URL";

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private PoolRunner runner = PoolRunner.of(database);

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void needsNoMoreThanUrlUserAndPassword() throws SQLException {
        runner.enable();
        assertThat(ask("SELECT current_user")).isEqualTo("importer");
    }

    @Test
    void takesAllFromAUrlToo() throws SQLException {
        runner =
                new PoolRunner()
                        .set(
                                URL,
                                Text.format(
                                        "postgres://importer:s3cr3t%%20p%%40ss%%3Aword%%2F%%26%%2541@localhost:%d/%s",
                                        database.port(), database.name()))
                        .enable();
        assertThat(ask("SELECT current_user")).isEqualTo("importer");
        assertThat(runner.log()).contains("contains a password").doesNotContain("s3cr3t");
    }

    @Test
    void saysWhoIsConnected() throws SQLException {
        runner.enable();
        assertThat(ask("SHOW application_name")).isEqualTo("nifi-userimport");
    }

    /**
     * Under other processors a key that comes twice in a batch is as good as one in two batches.
     */
    @ParameterizedTest
    @CsvSource({
        "a a b, false",
        "a b b, false",
        "a a a a b b, false",
        "a b c d, true",
    })
    void sendsBatchedInsertsOneByOneUnlessAskedTo(final String keys, final boolean asked)
            throws SQLException {
        if (asked) {
            runner.set("Rewrite Batched Inserts", "true");
        }
        runner.enable();
        final List<String> all = List.of(keys.split(" "));
        assertThat(upsert(all))
                .containsOnly(asked ? Statement.SUCCESS_NO_INFO : 1)
                .hasSize(all.size());
        assertThat(ask("SELECT string_agg(key || n, ' ' ORDER BY key) FROM batched"))
                .isEqualTo(
                        all.stream()
                                .distinct()
                                .map(key -> key + all.lastIndexOf(key))
                                .collect(Collectors.joining(" ")));
    }

    @Test
    void rewrittenBatchesFailAsThePropertySays() {
        runner.set("Rewrite Batched Inserts", "true").enable();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> upsert(List.of("a", "a", "b")))
                .withMessageContaining("cannot affect row a second time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynamic property", "url"})
    void rewritesWhereTheDriversOwnNameSaysSo(final String place) throws SQLException {
        if (place.equals("url")) {
            runner.set(URL, database.jdbcUrl() + "?reWriteBatchedInserts=true");
        } else {
            runner.set("reWriteBatchedInserts", "true");
        }
        runner.enable();
        assertThat(upsert(List.of("a", "b"))).containsOnly(Statement.SUCCESS_NO_INFO);
    }

    private int[] upsert(final List<String> keys) throws SQLException {
        try (Connection connection = runner.pool.getConnection();
                Statement table = connection.createStatement()) {
            table.execute("CREATE TABLE batched (key text PRIMARY KEY, n int)");
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "INSERT INTO batched VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET n ="
                                    + " excluded.n")) {
                for (int n = 0; n < keys.size(); n++) {
                    insert.setString(1, keys.get(n));
                    insert.setInt(2, n);
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        }
    }

    @Test
    void passesDynamicPropertiesToTheDriver() throws SQLException {
        runner.set("currentSchema", "somewhere")
                .set("ApplicationName", "mine")
                .set("SENSITIVE.options", "-c statement_timeout=1234")
                .enable();
        assertThat(ask("SHOW search_path")).isEqualTo("somewhere");
        assertThat(ask("SHOW application_name")).isEqualTo("mine");
        assertThat(ask("SHOW statement_timeout")).isEqualTo("1234ms");
    }

    @Test
    void letsItsCallersReachTheDriversOwnConnection() throws SQLException {
        runner.enable();
        try (Connection connection = runner.pool.getConnection()) {
            assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
            assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
            assertThat(connection.isWrapperFor(StringWriter.class)).isFalse();
        }
    }

    @Test
    void handsConnectionsOutClean() throws SQLException {
        runner.set("Max Total Connections", "1").enable();
        ask("CREATE TABLE kept ()");
        try (Connection connection = runner.pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            statement.execute("CREATE TABLE lost ()");
        }
        try (Connection connection = runner.pool.getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.getTransactionIsolation())
                    .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        }
        assertThat(ask("SELECT to_regclass('kept')")).isEqualTo("kept");
        assertThat(ask("SELECT to_regclass('lost')")).isNull();
    }

    @Test
    void saysWhenAllConnectionsAreInUse() throws SQLException {
        runner.set("Max Total Connections", "1").set("Max Wait Time", "300 millis").enable();
        try (Connection taken = runner.pool.getConnection()) {
            assertThat(taken.isValid(1)).isTrue();
            assertThatExceptionOfType(ProcessException.class)
                    .isThrownBy(runner.pool::getConnection)
                    .withMessage(
                            Text.format(
                                            "All 1 connections to the database at localhost:%d are in use, and none",
                                            database.port())
                                    + " became free within 300 ms. Increase Max Total Connections, or"
                                    + " run fewer concurrent tasks or batches.");
        }
        assertThat(ask("SELECT 1")).isEqualTo("1");
    }

    @Test
    void closesForgottenConnectionsWhenDisabled() throws SQLException {
        runner.set("ApplicationName", "forgetful").enable();
        final Connection forgotten = runner.pool.getConnection();
        runner.disable();
        assertThat(forgotten.isValid(1)).isFalse();
        try (Connection other = database.connection();
                Statement statement = other.createStatement()) {
            // Its end reaches the server's own list a little later.
            statement.execute(
                    """
                    DO $$ BEGIN
                      FOR attempt IN 1..100 LOOP
                        PERFORM pg_stat_clear_snapshot();
                        EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity
                                              WHERE application_name = 'forgetful');
                        ASSERT attempt < 100, 'still there';
                        PERFORM pg_sleep(0.05);
                      END LOOP;
                    END $$
                    """);
        }
    }

    @Test
    void canBeEnabledAgain() throws SQLException {
        runner.enable();
        runner.disable();
        runner.enable();
        assertThat(ask("SELECT 1")).isEqualTo("1");
    }

    @Test
    void comesBackWithTheDatabase() throws Exception {
        try (TestPostgres server = TestPostgres.start()) {
            final TestDatabase restarted = server.newDatabase();
            server.stop();
            runner = PoolRunner.of(restarted).set("Max Wait Time", "1 sec").enable();
            assertThatExceptionOfType(ProcessException.class)
                    .as("enabled while it is away")
                    .isThrownBy(runner.pool::getConnection)
                    .withMessage(
                            Text.format(
                                            "Cannot reach the database at localhost:%d: connection refused. Is",
                                            restarted.port())
                                    + " PostgreSQL running there?");

            server.restart();
            awaitConnection();
            final Connection cut = runner.pool.getConnection();
            server.stop();
            assertThat(cut.isValid(1)).isFalse();
            assertThatExceptionOfType(SQLException.class).isThrownBy(cut::close);
            assertThatExceptionOfType(ProcessException.class)
                    .as("away again")
                    .isThrownBy(runner.pool::getConnection);

            server.restart();
            awaitConnection();
        }
    }

    @Test
    @Timeout(value = 10, unit = SECONDS)
    void isNotHeldUpByAServerThatSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            runner.set(URL, "postgresql://127.0.0.1:" + silent.getLocalPort() + "/users")
                    .set("Max Wait Time", "500 millis")
                    .set("Connect Timeout", "1 sec")
                    .enable();
            assertThatExceptionOfType(ProcessException.class)
                    .isThrownBy(runner.pool::getConnection)
                    .withMessageContaining("accepted no connection within 500 ms");
            runner.disable();
        }
    }

    @Test
    void givesUpAStatementAfterTheSocketTimeout() throws SQLException {
        runner.set("Socket Timeout", "1 sec").enable();
        final SQLException failure =
                catchThrowableOfType(SQLException.class, () -> ask("SELECT pg_sleep(20)"));
        assertThat(failure.getSQLState()).isEqualTo("08006");
        assertThat(ask("SELECT 1")).isEqualTo("1");
    }

    @Test
    void setsNoTimeLimitOnStatementsUnlessTold() throws SQLException {
        runner.set("Connect Timeout", "1 sec").enable();
        assertThat(ask("SELECT 'slept' FROM pg_sleep(1.5)")).isEqualTo("slept");
    }

    @Test
    void neverTellsThePassword() {
        final String wrong = "hush hush";
        runner.set("Password", wrong).set("Max Wait Time", "1 sec").enable();
        final ProcessException failure =
                catchThrowableOfType(ProcessException.class, runner.pool::getConnection);
        assertThat(failure)
                .hasMessageContaining("does not let user \"importer\" in: wrong password");
        final StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace + runner.log() + runner.verification()).doesNotContain(wrong);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Database Connection URL | localhost/users | a URL looks like
                    Database Connection URL | jdbc:postgresql://db/users?sslmode=require&user=ann | remove one of them
                    Database Connection URL | ${NOT_SET} | it is empty
                    Max Wait Time | 1 millis | Must be in the range of 250
                    Max Total Connections | 0 | positive
                    TLS Mode | sometimes | allowed set
                    currentSchemma | x | has no such property
                    sslmode | require | it is set by TLS Mode
                    SENSITIVE.password | x | it is set by Password
                    """)
    void rejectsWhatCannotWork(final String property, final String value, final String why) {
        final PoolRunner other = PoolRunner.of(database);
        other.set(property, value);
        other.runner.assertNotValid(other.pool);
        assertThat(explanations(other)).contains(why);
    }

    @Test
    void keepsAPasswordInABadUrlOutOfTheValidation() {
        runner.set(URL, "postgres://ann:hush@db");
        assertThat(explanations(runner)).contains("names no database").doesNotContain("hush");
    }

    private static String explanations(final PoolRunner of) {
        try {
            of.runner.assertValid(of.pool);
            return "";
        } catch (final AssertionError e) {
            return e.getMessage();
        }
    }

    private void awaitConnection() throws InterruptedException {
        final long until = System.nanoTime() + SECONDS.toNanos(20);
        while (true) {
            try (Connection connection = runner.pool.getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
                return;
            } catch (final ProcessException | SQLException e) {
                assertThat(System.nanoTime()).as("still away: " + e).isLessThan(until);
                Thread.sleep(100);
            }
        }
    }

    /** The first column of the first row, or null. */
    private String ask(final String sql) throws SQLException {
        try (Connection connection = runner.pool.getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return null;
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }
}
