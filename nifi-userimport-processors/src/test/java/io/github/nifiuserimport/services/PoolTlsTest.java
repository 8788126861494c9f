// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.testing.TestCertificate;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server with TLS, whose certificate is for {@code localhost}. */
@Tag("slow")
class PoolTlsTest {

    private static final TestCertificate SERVER = TestCertificate.create("server", "localhost");
    private static final TestCertificate CLIENT = TestCertificate.create("courier", "client");

    private static TestPostgres server;
    private static TestDatabase database;

    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        server = TestPostgres.start();
        server.useTls(SERVER, CLIENT);
        server.execute("CREATE ROLE courier LOGIN IN ROLE " + TestPostgres.CERTIFIED);
        database = server.newDatabase();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Prefer", "Require"})
    void encryptsWithoutAskingWhoAnswers(final String mode) {
        assertThat(PoolRunner.of(database).set("TLS Mode", mode).verification())
                .contains(
                        "Encrypt the connection: SUCCESSFUL: The connection is encrypted with TLSv1.3");
    }

    @Test
    void doesWithoutWhereToldTo() {
        assertThat(PoolRunner.of(database).set("TLS Mode", "Disable").verification())
                .contains("Encrypt the connection: SUCCESSFUL: The connection is not encrypted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Verify CA", "Verify Full"})
    void checksTheServerAgainstTheRootCertificate(final String mode) throws IOException {
        final String verification =
                PoolRunner.of(database)
                        .set("TLS Mode", mode)
                        .set("Root Certificate File", file("root.crt", SERVER.certificate()))
                        .verification();
        assertThat(verification).contains("encrypted with TLSv1.3").doesNotContain("FAILED");
    }

    @Test
    void takesItsModeFromTheUrl() throws IOException {
        final String url =
                database.jdbcUrl()
                        + "?sslmode=verify-full&sslrootcert="
                        + file("root.crt", SERVER.certificate());
        assertThat(PoolRunner.of(database).set("Database Connection URL", url).verification())
                .contains("with TLS mode verify-full", "encrypted with TLSv1.3")
                .doesNotContain("FAILED");
    }

    @Test
    void distrustsACertificateThatOthersSigned() throws IOException {
        assertThat(
                        PoolRunner.of(database)
                                .set("TLS Mode", "Verify CA")
                                .set(
                                        "Root Certificate File",
                                        file("other.crt", CLIENT.certificate()))
                                .verification())
                .contains(
                        "Encrypt the connection: FAILED: No encrypted connection to the database at",
                        "the server's certificate is not trusted");
    }

    @Test
    void trustsWhomJavaTrustsWithoutARootCertificate() {
        assertThat(PoolRunner.of(database).set("TLS Mode", "Verify Full").verification())
                .contains(
                        "Encrypt the connection: FAILED",
                        "the server's certificate is not trusted");
    }

    @Test
    void noticesAnotherHostsCertificate() throws IOException {
        final PoolRunner byAddress =
                PoolRunner.of(database)
                        .set(
                                "Database Connection URL",
                                database.jdbcUrl().replace("localhost", "127.0.0.1"))
                        .set("Root Certificate File", file("root.crt", SERVER.certificate()));
        assertThat(byAddress.set("TLS Mode", "Verify Full").verification())
                .contains("Encrypt the connection: FAILED", "certificate is for another host name");
        assertThat(byAddress.set("TLS Mode", "Verify CA").verification())
                .contains("Encrypt the connection: SUCCESSFUL");
    }

    @Test
    void tellsAServerWithoutTls() {
        assertThat(
                        PoolRunner.of(TestPostgres.shared().newDatabase())
                                .set("TLS Mode", "Require")
                                .verification())
                .contains(
                        "Encrypt the connection: FAILED",
                        "does not support SSL",
                        "Turn TLS on at the server");
    }

    @Test
    void showsAClientCertificate() throws IOException {
        final PoolRunner courier =
                new PoolRunner()
                        .set("Database Connection URL", database.jdbcUrl())
                        .set("Database User", "courier")
                        .set("TLS Mode", "Require");
        assertThat(courier.verification()).contains("Log in: FAILED");
        final String key = file("client.key", CLIENT.key());
        courier.set("Client Certificate File", file("client.crt", CLIENT.certificate()))
                .set("Client Key File", key);
        assertThat(courier.verification())
                .as("with a key that all can read")
                .contains("Encrypt the connection: FAILED", "has group or world access");
        Files.setPosixFilePermissions(Path.of(key), PosixFilePermissions.fromString("rw-------"));
        assertThat(courier.verification())
                .as("with an EC key, where RSA is expected")
                .contains("Encrypt the connection: FAILED", "Could not load the private key");
        courier.set("pemKeyAlgorithm", "EC");
        assertThat(courier.verification()).contains("Log in: SUCCESSFUL: Logged in as courier");
    }

    private String file(final String name, final String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
