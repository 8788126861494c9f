// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.jdbc;

import io.github.nifiuserimport.job.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A transaction of several statements over a connection of its own: what is not committed when it
 * is closed is gone.
 *
 * <p>It says itself how it sees others, whatever the server, the database or the role has for
 * transactions that do not. Nothing that it says outlasts it: the connection may be somebody else's
 * the next time, and behind a pooler such as PgBouncer the session may be.
 */
public final class Transaction implements AutoCloseable {

    /**
     * Who waits for a lock has to see what the one before has done; of a snapshot from before the
     * wait, unknown users would be made twice. And in arrays that are sent as text, what is not
     * given would be the word NULL.
     */
    private static final String SETTINGS =
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL array_nulls = on";

    private final Connection connection;
    private boolean committed;
    private boolean closed;

    private Transaction(final Connection connection) {
        this.connection = connection;
    }

    /** Begins one of which nothing else is to be said. */
    public static Transaction begin(final ConnectionSource connections) throws StoreException {
        return begin(connections, "");
    }

    /**
     * Takes a connection and begins a transaction.
     *
     * @param settings what else is set for it, in statements that begin with a semicolon: all of
     *     them go to the server at once
     * @param parameters of these statements
     * @throws StoreException when there is no connection to be had
     */
    public static Transaction begin(
            final ConnectionSource connections, final String settings, final String... parameters)
            throws StoreException {
        final Transaction transaction = new Transaction(connect(connections));
        try {
            transaction.connection.setAutoCommit(false);
            transaction.set(settings, parameters);
            return transaction;
        } catch (final SQLException | RuntimeException broken) {
            transaction.close();
            throw noConnection(broken);
        }
    }

    /**
     * Takes a connection.
     *
     * @throws StoreException when there is none to be had
     */
    static Connection connect(final ConnectionSource connections) throws StoreException {
        try {
            return connections.get();
        } catch (final SQLException | RuntimeException away) {
            throw noConnection(away);
        }
    }

    /**
     * Always worth another try: nothing about the file is wrong, and whoever mends the database or
     * the settings wants it imported then.
     */
    private static StoreException noConnection(final Exception error) {
        return new StoreException(DatabaseFault.of(error).message(), true, error);
    }

    private void set(final String settings, final String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SETTINGS + settings)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setString(index + 1, parameters[index]);
            }
            statement.execute();
        }
    }

    public Connection connection() {
        return connection;
    }

    public void commit() throws SQLException {
        connection.commit();
        committed = true;
    }

    /**
     * Rolls back what is not committed, and gives the connection back. Does not fail: a connection
     * on which that cannot be said is broken, so the server ends its transaction, and its pool
     * finds out by itself.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (connection) {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (final SQLException | RuntimeException broken) {
            return;
        }
    }
}
