// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/**
 * Opens connections with the driver of this NAR. The driver's own data sources go through {@link
 * java.sql.DriverManager}, which knows the drivers of every NAR.
 */
final class PostgreSQLDataSource implements DataSource {

    private final Driver driver = new Driver();
    private final String url;
    private final Properties properties;
    private final Duration connectTimeout;
    private final Duration socketTimeout;

    /**
     * @param url without parameters
     * @param properties the driver's, with user and password
     * @param connectTimeout for each step until the server has let us in, at least a second
     * @param socketTimeout for each answer afterwards; zero to wait without end
     */
    PostgreSQLDataSource(
            final String url,
            final Properties properties,
            final Duration connectTimeout,
            final Duration socketTimeout) {
        this.url = url;
        this.properties = (Properties) properties.clone();
        this.connectTimeout = connectTimeout;
        this.socketTimeout = socketTimeout;
        // A server that takes the connection and then says nothing is as bad as none. The
        // driver's loginTimeout would do too, but leaves a thread behind each time.
        PGProperty.CONNECT_TIMEOUT.set(this.properties, seconds(connectTimeout));
        PGProperty.SOCKET_TIMEOUT.set(this.properties, seconds(connectTimeout));
    }

    @Override
    public Connection getConnection() throws SQLException {
        final Connection connection = driver.connect(url, (Properties) properties.clone());
        try {
            if (!properties.containsKey(PGProperty.PREPARE_THRESHOLD.getName())
                    && isBehindPooler(connection)) {
                connection.unwrap(PGConnection.class).setPrepareThreshold(0);
            }
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(socketTimeout.toMillis()));
            return connection;
        } catch (final SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Whether another than PostgreSQL answers, such as PgBouncer, which shows in that the process
     * that works for us is not the one that was named when we logged in. Such a pooler may have
     * each transaction run in another session, where statements that were prepared on the server
     * before are not known, or are others under the same name.
     */
    static boolean isBehindPooler(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
        }
    }

    /** How long each step of connecting may take. */
    Duration connectTimeout() {
        return connectTimeout;
    }

    @Override
    public Connection getConnection(final String user, final String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The user is set by the service's properties");
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(final PrintWriter out) {
        // The driver logs by java.util.logging.
    }

    @Override
    public void setLoginTimeout(final int seconds) {
        // Set by Hikari from its own waiting time; connecting has a time limit of its own.
    }

    @Override
    public int getLoginTimeout() {
        return seconds(connectTimeout);
    }

    @Override
    public Logger getParentLogger() {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(final Class<T> type) throws SQLException {
        if (isWrapperFor(type)) {
            return type.cast(this);
        }
        throw new SQLException("No " + type.getName());
    }

    @Override
    public boolean isWrapperFor(final Class<?> type) {
        return type.isInstance(this);
    }

    private static int seconds(final Duration duration) {
        return Math.toIntExact(duration.toSeconds());
    }
}
