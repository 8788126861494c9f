// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.store.DatabaseFault.Kind;
import java.io.EOFException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no server can be made to say in a test; the rest is tested against a real one. */
class DatabaseFaultTest {

    private static final DatabaseAddress ADDRESS =
            new DatabaseAddress("localhost:5433", "users", "importer");

    @ParameterizedTest
    @CsvSource({
        "40001, CONFLICT, true",
        "40P01, CONFLICT, true",
        "25006, READ_ONLY, true",
        "53100, OUT_OF_RESOURCES, true",
        "53300, TOO_MANY_CONNECTIONS, true",
        "57P01, CONNECTION_LOST, true",
        "25P03, CONNECTION_LOST, true",
        "42P05, POOLER, true",
        "26000, POOLER, true",
        "57P03, STARTING_OR_STOPPING, true",
        "08003, CONNECTION_LOST, true",
        "42501, PRIVILEGES, true",
        "42P01, OTHER, false",
        "22P02, OTHER, false",
        "23505, CONFLICT, true",
        "23502, OTHER, false"
    })
    void tellsFaultsApartByTheirState(
            final String state, final Kind kind, final boolean retryable) {
        final DatabaseFault fault =
                DatabaseFault.of(new SQLException("the server's words", state), ADDRESS);
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.retryable()).isEqualTo(retryable);
        assertThat(fault.message()).contains("localhost:5433", "the server's words");
    }

    @Test
    void looksThroughThePoolAroundTheCause() {
        final SQLException cause =
                new SQLException("no", "08001", new ConnectException("Connection refused"));
        final SQLException pools =
                new SQLTransientConnectionException("timed out after 10s", "08001", cause);
        assertThat(DatabaseFault.of(new IllegalStateException(pools), ADDRESS))
                .isEqualTo(
                        new DatabaseFault(
                                Kind.UNREACHABLE,
                                "Cannot reach the database at localhost:5433: connection refused."
                                        + " Is PostgreSQL running there?"));
    }

    @Test
    void knowsWhenAPoolIsExhausted() {
        assertThat(DatabaseFault.of(new SQLTransientConnectionException("timed out")).kind())
                .as("HikariCP")
                .isEqualTo(Kind.NO_FREE_CONNECTION);
        assertThat(DatabaseFault.of(new SQLException("x", new NoSuchElementException())).kind())
                .as("Commons DBCP")
                .isEqualTo(Kind.NO_FREE_CONNECTION);
    }

    @Test
    void tellsALostConnectionFromOneThatNeverWas() {
        final SQLException lost = new SQLException("I/O", "08006", new EOFException());
        assertThat(DatabaseFault.of(lost).kind()).isEqualTo(Kind.CONNECTION_LOST);
        final SQLException wrongKey = new SQLException("key file?", "08006");
        assertThat(DatabaseFault.of(wrongKey).kind()).isEqualTo(Kind.TLS);
    }

    @Test
    void tellsAPoolersMixUpFromABrokenConnection() {
        final SQLException anothers =
                new SQLException(
                        "ERROR: bind message supplies 1 parameters, but prepared statement \"S_2\""
                                + " requires 0",
                        "08P01");
        assertThat(DatabaseFault.of(anothers))
                .returns(Kind.POOLER, DatabaseFault::kind)
                .extracting(DatabaseFault::message)
                .asString()
                .contains("S_2", "prepareThreshold");
        assertThat(DatabaseFault.of(new SQLException("protocol error", "08P01")).kind())
                .isEqualTo(Kind.CONNECTION_LOST);
    }

    @Test
    void readsWellWithoutAnAddress() {
        assertThat(DatabaseFault.of(new ConnectException("Connection refused")).message())
                .isEqualTo(
                        "Cannot reach the database: connection refused. Is PostgreSQL running"
                                + " there?");
    }

    @Test
    void takesWhatIsNoDatabasesFaultForABug() {
        assertThat(DatabaseFault.of(new IllegalStateException("oops")).retryable()).isFalse();
    }
}
