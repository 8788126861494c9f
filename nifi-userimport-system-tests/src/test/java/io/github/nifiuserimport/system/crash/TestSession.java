// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.runtime.LocalPostgres;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A session of the test's own, which looks on or gets in the way, and is told from NiFi's. */
final class TestSession implements AutoCloseable {

    private static final String NAME = "crash test";

    /** The sessions of NiFi, as a condition on {@code pg_stat_activity}. */
    static final String OF_NIFI =
            "backend_type = 'client backend' AND datname = current_database()"
                    + " AND application_name <> '"
                    + NAME
                    + "' AND state <> 'idle'";

    private final Connection connection;

    private TestSession(final Connection connection) {
        this.connection = connection;
    }

    static TestSession open(final LocalPostgres postgres) {
        try {
            final TestSession session = new TestSession(postgres.connect());
            session.execute("SET application_name = '" + NAME + "'");
            return session;
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void begin() {
        try {
            connection.setAutoCommit(false);
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(final String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first row of a query, its columns as texts. */
    Optional<List<String>> row(final String sql, final Object... arguments) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                final String[] texts = new String[row.getMetaData().getColumnCount()];
                for (int i = 0; i < texts.length; i++) {
                    texts[i] = row.getString(i + 1);
                }
                return Optional.of(Arrays.asList(texts));
            }
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one value of a query that gives one. */
    String value(final String sql, final Object... arguments) {
        return row(sql, arguments).orElseThrow().getFirst();
    }

    Array texts(final List<String> texts) {
        try {
            return connection.createArrayOf("text", texts.toArray());
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes back what it did; the server may be gone with it. */
    @Override
    public void close() {
        try (connection) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (final SQLException gone) {
            return;
        }
    }
}
