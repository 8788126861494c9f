// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.AtExit;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.StartException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * The run's own session with its PostgreSQL. When one of the server's processes is killed, the
 * server ends all sessions, and goes on: then so does the run, with a new session. Only the
 * server's own end is the run's.
 */
final class DatabaseSession implements AutoCloseable {

    /** The server may have a lot to read again before it takes sessions. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final LocalPostgres postgres;
    private Connection connection;

    DatabaseSession(final LocalPostgres postgres) {
        this.postgres = postgres;
    }

    /** Something that can be asked once more when the session ends meanwhile. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException, IOException;
    }

    /**
     * Asks until there is an answer.
     *
     * @throws StartException when the server has ended
     * @throws SQLException when it refuses, or takes no session for minutes
     */
    <T> T ask(final Question<T> question) throws SQLException, IOException {
        final Instant deadline = Instant.now().plus(TIMEOUT);
        while (true) {
            try {
                if (connection == null) {
                    connection = postgres.connect();
                }
                return question.ask(connection);
            } catch (final SQLException e) {
                AtExit.parkIfEnding();
                if (!isEndOfSession(e.getSQLState()) || Instant.now().isAfter(deadline)) {
                    throw e;
                }
                close();
            }
            // A server that was killed may still look alive for a moment.
            LockSupport.parkNanos(PAUSE.toNanos());
            check();
        }
    }

    /**
     * Ends the run when the server has ended.
     *
     * @throws StartException then
     */
    void check() {
        if (!postgres.isRunning()) {
            AtExit.parkIfEnding();
            throw new StartException("PostgreSQL ended unexpectedly\nIts log is " + postgres.log());
        }
    }

    /** Connection lost or refused, session ended by somebody or for idling, server coming up. */
    private static boolean isEndOfSession(final String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("53300")
                        || state.equals("25P03"));
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (final SQLException e) {
                // It is of no use any more, closed or not.
            }
            connection = null;
        }
    }
}
