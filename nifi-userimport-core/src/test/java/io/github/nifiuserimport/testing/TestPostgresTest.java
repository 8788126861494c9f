// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What other tests rely on. */
class TestPostgresTest {

    @Test
    void givesEachTestAnEmptyDatabaseOfItsOwn() throws SQLException {
        final TestDatabase one = TestPostgres.shared().newDatabase();
        final TestDatabase other = TestPostgres.shared().newDatabase();
        run(one, "CREATE TABLE visited ()");
        run(other, "CREATE TABLE visited ()");
    }

    @Test
    void asksForThePassword() {
        final PGSimpleDataSource source =
                (PGSimpleDataSource) TestPostgres.shared().newDatabase().dataSource();
        source.setPassword("wrong");
        assertThatThrownBy(source::getConnection)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void keepsPortAndDataOverARestart() throws SQLException {
        try (TestPostgres server = TestPostgres.start()) {
            final TestDatabase database = server.newDatabase();
            run(database, "CREATE TABLE kept AS SELECT 42 AS answer");
            server.stop();
            assertThatThrownBy(database::connection).isInstanceOf(SQLException.class);
            server.restart();
            try (Connection connection = database.connection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT answer FROM kept")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(42);
            }
        }
    }

    private static void run(final TestDatabase database, final String sql) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
