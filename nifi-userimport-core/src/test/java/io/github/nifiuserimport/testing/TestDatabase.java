// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One database of a {@link TestPostgres}.
 *
 * @param port where its server listens, on localhost
 * @param name the database's name
 */
public record TestDatabase(int port, String name) {

    /** Its address, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port + "/" + name;
    }

    /** Unpooled connections as {@link TestPostgres#USER}. */
    public DataSource dataSource() {
        final PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl());
        source.setUser(TestPostgres.USER);
        source.setPassword(TestPostgres.PASSWORD);
        return source;
    }

    /** One connection as {@link TestPostgres#USER}; close it. */
    public Connection connection() throws SQLException {
        return dataSource().getConnection();
    }

    /**
     * One connection with parameters of the driver's in its URL; close it.
     *
     * @param parameters such as {@code preferQueryMode=simple}
     */
    public Connection connection(final String parameters) throws SQLException {
        return DriverManager.getConnection(
                jdbcUrl() + "?" + parameters, TestPostgres.USER, TestPostgres.PASSWORD);
    }

    /**
     * Waits until so many sessions of this database are in a state.
     *
     * @param condition on {@code pg_stat_activity}, written by a test
     */
    public void awaitSessions(final String condition, final int count)
            throws SQLException, InterruptedException {
        try (Connection connection = connection();
                PreparedStatement sessions =
                        connection.prepareStatement(
                                "SELECT count(*) FROM pg_stat_activity WHERE datname ="
                                        + " current_database() AND "
                                        + condition)) {
            while (sessions(sessions) != count) {
                Thread.sleep(5);
            }
        }
    }

    private static int sessions(final PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }
}
