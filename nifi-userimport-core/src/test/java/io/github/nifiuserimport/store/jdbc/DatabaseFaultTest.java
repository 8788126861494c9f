// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.store.jdbc.DatabaseFault.Kind;
import io.github.nifiuserimport.text.Text;
import java.io.EOFException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
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
        "42501, PRIVILEGES, false",
        "42P01, NO_SUCH_TABLE, false",
        "3F000, NO_SUCH_TABLE, false",
        "22P02, OTHER, false",
        "23505, TAKEN, false",
        "23502, REFUSED, false",
        "23514, REFUSED, false",
        "23503, REFUSED, false",
        "23P01, REFUSED, false",
        "44000, REFUSED, false",
        "P0001, REFUSED, false",
        "57014, CONFLICT, true",
        "55P03, CONFLICT, true",
        "25P04, CONNECTION_LOST, true"
    })
    void tellsFaultsApartByTheirState(
            final String state, final Kind kind, final boolean retryable) {
        final DatabaseFault fault =
                DatabaseFault.of(new SQLException("the server's words", state), ADDRESS);
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.retryable()).isEqualTo(retryable);
        assertThat(fault.message()).contains("localhost:5433", "the server's words");
    }

    /** In whatever language the server speaks. */
    @ParameterizedTest
    @CsvSource({
        "user_profile_user_id_app_id_key, CONFLICT",
        "import_job_pkey, CONFLICT",
        "pg_namespace_nspname_index, CONFLICT",
        "user_profile_email_key, TAKEN",
        "my_user_profile_pkey, TAKEN",
        "user_profile_pkey2, TAKEN"
    })
    void tellsARaceFromAnIndexOfTheUsersOwn(final String index, final Kind kind) {
        for (final String text :
                List.of(
                        "ERROR: duplicate key value violates unique constraint \"%s\"",
                        "FEHLER: doppelter Schlüsselwert verletzt Unique-Constraint »%s«")) {
            final SQLException failed = new SQLException(Text.format(text, index), "23505");
            assertThat(DatabaseFault.of(failed))
                    .returns(kind, DatabaseFault::kind)
                    .extracting(DatabaseFault::message)
                    .asString()
                    .contains(index);
        }
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
