// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.jdbc;

import io.github.nifiuserimport.job.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A statement by itself, which needs no {@link Transaction} around it: it takes one round trip to
 * the server, where a transaction takes three.
 */
public final class SingleStatement {

    private SingleStatement() {}

    /** What is asked of a connection. */
    public interface Question<T> {

        /** Asks it, by one statement that reads. */
        T ask(Connection connection) throws SQLException;
    }

    /**
     * Asks it over a connection of its own.
     *
     * @throws StoreException when there is no connection to be had
     * @throws SQLException when the statement fails
     */
    public static <T> T ask(final ConnectionSource connections, final Question<T> question)
            throws StoreException, SQLException {
        final Connection connection = Transaction.connect(connections);
        try {
            return question.ask(connection);
        } finally {
            giveBack(connection);
        }
    }

    /** Does not fail: there is an answer, or a failure that says more. */
    private static void giveBack(final Connection connection) {
        try {
            connection.close();
        } catch (final SQLException | RuntimeException broken) {
            return;
        }
    }
}
