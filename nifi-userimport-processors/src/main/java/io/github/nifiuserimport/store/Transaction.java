// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.job.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/** A transaction over a connection of its own: what is not committed when it is closed is gone. */
final class Transaction implements AutoCloseable {

    private final Connection connection;
    private boolean committed;
    private boolean closed;

    private Transaction(final Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes a connection; the server hears of the transaction with its first statement.
     *
     * @throws StoreException when there is no connection to be had
     */
    static Transaction begin(final ConnectionSource connections) throws StoreException {
        try {
            final Transaction transaction = new Transaction(connections.get());
            try {
                transaction.connection.setAutoCommit(false);
                return transaction;
            } catch (final SQLException | RuntimeException broken) {
                transaction.close();
                throw broken;
            }
        } catch (final SQLException | RuntimeException error) {
            // Always worth another try: nothing about the file is wrong, and whoever mends the
            // database or the settings wants it imported then.
            throw new StoreException(DatabaseFault.of(error).message(), true, error);
        }
    }

    Connection connection() {
        return connection;
    }

    void commit() throws SQLException {
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
