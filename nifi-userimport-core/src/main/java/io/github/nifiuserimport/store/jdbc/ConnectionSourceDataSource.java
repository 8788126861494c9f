// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A {@link ConnectionSource} as the {@link DataSource} that Flyway asks for. */
public final class ConnectionSourceDataSource implements DataSource {

    private final ConnectionSource connections;

    public ConnectionSourceDataSource(final ConnectionSource connections) {
        this.connections = connections;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return TransactionalConnection.of(connections.get());
        } catch (final RuntimeException failed) {
            // NiFi's pools throw these, and Flyway makes failures of its own of SQLExceptions only.
            // By its state it is told that the database is away, and not the schema at fault.
            throw new SQLException(failed.getMessage(), "08001", failed);
        }
    }

    @Override
    public Connection getConnection(final String user, final String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The pool knows its user");
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(final PrintWriter writer) {
        // Nothing is written.
    }

    @Override
    public void setLoginTimeout(final int seconds) {
        // The pool has its own.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(final Class<T> type) throws SQLException {
        throw new SQLException("Wraps nothing");
    }

    @Override
    public boolean isWrapperFor(final Class<?> type) {
        return false;
    }
}
