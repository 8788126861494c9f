// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.testing;

import java.sql.Connection;
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
}
