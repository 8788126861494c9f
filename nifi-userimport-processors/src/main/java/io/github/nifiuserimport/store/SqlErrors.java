// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.job.StoreException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;

/** Tells errors that pass by themselves from those that do not, by SQLSTATE. */
final class SqlErrors {

    private SqlErrors() {}

    /** A failure while working on an open connection. */
    static StoreException translate(final String doing, final SQLException error) {
        return new StoreException(
                doing + " failed: " + error.getMessage(), isRetryable(error), error);
    }

    /**
     * A failure to get a connection. Always worth another try: nothing about the file is wrong, and
     * whoever mends the database or the password wants the file imported then.
     */
    static StoreException unavailable(final Exception error) {
        final SQLException cause = causeOf(error);
        final String message = cause == null ? error.getMessage() : cause.getMessage();
        return new StoreException("No connection to the database: " + message, true, error);
    }

    /** The SQL error that another exception wraps, as NiFi's pools do, or null. */
    static SQLException causeOf(final Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sqlError) {
                return sqlError;
            }
        }
        return null;
    }

    static boolean isRetryable(final SQLException error) {
        if (error instanceof SQLTransientException
                || error instanceof SQLRecoverableException
                || error instanceof SQLNonTransientConnectionException) {
            return true;
        }
        final String state = error.getSQLState();
        if (state == null || state.length() < 2) {
            return false;
        }
        return switch (state.substring(0, 2)) {
            // Connection gone; transaction rolled back (deadlock, serialization); out of disk,
            // memory or connections; operator intervention (shutdown, cancel); system error.
            case "08", "40", "53", "57", "58" -> true;
            // Object in use, lock not available; read-only after a fail-over.
            case "55" -> true;
            case "25" -> "25006".equals(state);
            default -> false;
        };
    }
}
