// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {

    @TempDir Path folder;

    @Test
    void keepsItsDataThroughStopAndKill() throws SQLException {
        try (LocalPostgres postgres = LocalPostgres.in(folder.resolve("with space")).start()) {
            execute(postgres, "CREATE TABLE t AS SELECT 1 AS n");
            postgres.stop();
            assertThat(postgres.isRunning()).isFalse();
            postgres.start();
            execute(postgres, "INSERT INTO t VALUES (2)");
            postgres.kill();
            assertThat(postgres.isRunning()).isFalse();
            postgres.start();
            assertThat(count(postgres)).isEqualTo(2);
        }
    }

    @Test
    void asksForThePassword() {
        try (LocalPostgres postgres = LocalPostgres.in(folder).start()) {
            assertThat(postgres.psql()).contains(postgres.password(), "/userimport");
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                                    postgres.jdbcUrl(), postgres.user(), "wrong")
                                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void refusesFolderAndPortInUse() {
        try (LocalPostgres postgres = LocalPostgres.in(folder).start()) {
            assertThatThrownBy(() -> LocalPostgres.in(folder).start())
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("in use by the PostgreSQL with process id");
            assertThatThrownBy(
                            () ->
                                    LocalPostgres.in(folder.resolve("other"))
                                            .port(postgres.port())
                                            .start())
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("is already in use");
        }
    }

    private static void execute(final LocalPostgres postgres, final String sql)
            throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(final LocalPostgres postgres) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM t")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
