// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** What a user reads after pressing Verify. */
class PoolVerificationTest {

    private static final String URL = "Database Connection URL";

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final String address = "localhost:" + database.port();

    @Test
    void goesThroughAllStepsWithRightSettings() {
        assertThat(PoolRunner.of(database).verification())
                .isEqualTo(
                        Text.format(
                                """
                        Read the settings: SUCCESSFUL: Connects to the database %2$s at %1$s as importer, with TLS mode prefer
                        Reach the server: SUCCESSFUL: A server answers at %1$s
                        Encrypt the connection: SUCCESSFUL: The connection is not encrypted: because of the settings, or because the server does not offer TLS
                        Log in: SUCCESSFUL: Logged in as importer
                        Open the database: SUCCESSFUL: Opened %2$s on PostgreSQL 18
                        Check privileges: SUCCESSFUL: The user may create schemas, so PostgreSQLUserStore can create its own""",
                                address, database.name()));
    }

    @Test
    void stopsAtAWrongPassword() {
        assertThat(PoolRunner.of(database).set("Password", "wrong").verification())
                .isEqualTo(
                        Text.format(
                                """
                        Read the settings: SUCCESSFUL: Connects to the database %2$s at %1$s as importer, with TLS mode prefer
                        Reach the server: SUCCESSFUL: A server answers at %1$s
                        Encrypt the connection: SUCCESSFUL: The server had no objection
                        Log in: FAILED: The database at %1$s does not let user "importer" in: wrong password, or no such user.
                        Open the database: SKIPPED: Not tried, because another step failed
                        Check privileges: SKIPPED: Not tried, because another step failed""",
                                address, database.name()));
    }

    @Test
    void asksForAMissingPassword() {
        final PoolRunner runner =
                new PoolRunner().set(URL, database.jdbcUrl()).set("Database User", "importer");
        assertThat(runner.verification())
                .contains("Log in: FAILED:", "for what was not given, most likely a password");
    }

    @Test
    void namesAMissingDatabase() {
        assertThat(
                        PoolRunner.of(database)
                                .set(URL, "postgresql://" + address + "/nowhere")
                                .verification())
                .contains(
                        "Log in: SUCCESSFUL",
                        Text.format(
                                "Open the database: FAILED: The server at %s has no database \"nowhere\".",
                                address));
    }

    @Test
    void tellsAnUnknownHost() {
        assertThat(
                        PoolRunner.of(database)
                                .set(URL, "postgresql://no-such-host.invalid/users")
                                .verification())
                .contains(
                        "Reach the server: FAILED: Cannot reach the database at"
                                + " no-such-host.invalid:5432: the host's name does not resolve.");
    }

    @Test
    void tellsARefusal() throws IOException {
        final int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(
                        PoolRunner.of(database)
                                .set(URL, "postgresql://localhost:" + free + "/users")
                                .verification())
                .contains(
                        Text.format(
                                        "Reach the server: FAILED: Cannot reach the database at localhost:%d:",
                                        free)
                                + " connection refused. Is PostgreSQL running there?");
    }

    @Test
    void tellsAServerThatSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            assertThat(
                            PoolRunner.of(database)
                                    .set(
                                            URL,
                                            "postgresql://127.0.0.1:"
                                                    + silent.getLocalPort()
                                                    + "/u")
                                    .set("Connect Timeout", "1 sec")
                                    .verification())
                    .contains("Reach the server: FAILED:", "no answer in time");
        }
    }

    @Test
    void tellsWhenTheServerIsFull() {
        TestPostgres.shared().execute("CREATE ROLE full_up LOGIN PASSWORD 'x' CONNECTION LIMIT 0");
        assertThat(
                        PoolRunner.of(database)
                                .set("Database User", "full_up")
                                .set("Password", "x")
                                .verification())
                .contains(
                        "Open the database: FAILED:",
                        "takes no more connections",
                        "too many connections for role");
    }

    @Test
    void saysHowToGrantWhatIsMissing() {
        TestPostgres.shared().execute("CREATE ROLE \"Guest\" LOGIN PASSWORD 'x'");
        assertThat(
                        PoolRunner.of(database)
                                .set("Database User", "Guest")
                                .set("Password", "x")
                                .verification())
                .contains(
                        "Check privileges: SUCCESSFUL: The user may not create schemas.",
                        Text.format("GRANT CREATE ON DATABASE %s TO \"Guest\"", database.name()));
    }

    @Test
    void namesTheDatabaseThatOnesRoleMayNotOpen() {
        TestPostgres.shared()
                .execute(
                        "CREATE ROLE barred LOGIN PASSWORD 'x'",
                        "REVOKE CONNECT ON DATABASE " + database.name() + " FROM PUBLIC");
        assertThat(
                        PoolRunner.of(database)
                                .set("Database User", "barred")
                                .set("Password", "x")
                                .verification())
                .contains("Open the database: FAILED:", "does not allow this to user \"barred\"");
    }

    @Test
    void warnsOfAPasswordInTheUrlWithoutShowingIt() {
        final String shown =
                new PoolRunner()
                        .set(URL, database.jdbcUrl().replace("//", "//importer:hush@"))
                        .verification();
        assertThat(shown)
                .contains("The URL contains a password", "Log in: FAILED")
                .doesNotContain("hush");
    }

    @Test
    void namesSettingsThatContradict() {
        assertThat(
                        PoolRunner.of(database)
                                .set(URL, database.jdbcUrl() + "?sslmode=require")
                                .set("TLS Mode", "Verify Full")
                                .verification())
                .contains(
                        "Read the settings: FAILED: TLS Mode is set, and the URL has \"sslmode\""
                                + " too; remove one of them");
    }
}
