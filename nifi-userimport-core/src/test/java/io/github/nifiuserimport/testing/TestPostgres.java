// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.testing;

import io.github.nifiuserimport.text.Text;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server for tests. Most tests want {@link #shared()}, one server for the whole
 * JVM, and a database of their own on it:
 *
 * <pre>{@code
 * var database = TestPostgres.shared().newDatabase();
 * try (Connection connection = database.connection()) { … }
 * }</pre>
 *
 * Roles log in as they do in production, by password over SCRAM; only the superuser {@value
 * #SUPERUSER} is trusted. A test that stops the server, restarts it or changes its settings starts
 * its own by {@link #start()}.
 */
public final class TestPostgres implements AutoCloseable {

    /** The role that owns the databases; it may do nothing beyond them. */
    public static final String USER = "importer";

    /** Its password, with characters that a URL or a settings file would have to escape. */
    public static final String PASSWORD = "s3cr3t p@ss:word/&%41";

    /** Members of this role log in by certificate, on a server that uses TLS. */
    public static final String CERTIFIED = "certified";

    static final String SUPERUSER = "postgres";

    private static final String CLIENT_AUTHENTICATION =
            Text.format(
                    """
            host    all  %s  all  trust
            hostssl all  +%s  all  cert
            host    all  all  all  scram-sha-256
            """,
                    SUPERUSER, CERTIFIED);

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final PgBinaryResolver programs;
    private final Path data;
    private EmbeddedPostgres server;
    private int port;

    private TestPostgres(final PgBinaryResolver programs, final Path data) {
        this.programs = programs;
        this.data = data;
    }

    /** The JVM's own server, started when first asked for and stopped at the JVM's end. */
    public static TestPostgres shared() {
        return Shared.SERVER;
    }

    /** Another server, for a test that stops it or changes its settings. Close it. */
    public static TestPostgres start() {
        return start(DefaultPostgresBinaryResolver.INSTANCE);
    }

    /** A server of an older version. Close it. */
    public static TestPostgres start(final OlderPostgres version) {
        return start((PgBinaryResolver) version);
    }

    private static TestPostgres start(final PgBinaryResolver programs) {
        try {
            final TestPostgres started =
                    new TestPostgres(programs, Files.createTempDirectory("userimport-postgres"));
            started.run();
            started.createRoles();
            return started;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new, empty database that {@link #USER} owns. */
    public TestDatabase newDatabase() {
        return create("");
    }

    /** The same, that keeps texts in another encoding than UTF-8. */
    public TestDatabase newDatabase(final String encoding) {
        return create(Text.format(" ENCODING '%s' LOCALE 'C' TEMPLATE template0", encoding));
    }

    private TestDatabase create(final String options) {
        final String name = "test_" + DATABASES.incrementAndGet();
        execute("CREATE DATABASE " + name + " OWNER " + USER + options);
        return new TestDatabase(port, name);
    }

    /** Where it listens, on localhost; the same after {@link #restart()}. */
    public int port() {
        return port;
    }

    /** Runs statements as the superuser, each by itself. */
    public void execute(final String... statements) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The folder of its data and settings. */
    public Path data() {
        return data;
    }

    /**
     * Turns encryption on.
     *
     * @param server the certificate it shows
     * @param clients whose signature on a client's certificate it trusts
     */
    public void useTls(final TestCertificate server, final TestCertificate clients) {
        try {
            Files.writeString(data.resolve("server.crt"), server.certificate());
            Files.writeString(data.resolve("clients.crt"), clients.certificate());
            final Path key = Files.writeString(data.resolve("server.key"), server.key());
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        execute("ALTER SYSTEM SET ssl = on", "ALTER SYSTEM SET ssl_ca_file = 'clients.crt'");
        // Read at the start for sure, where a reload would come some time later.
        stop();
        restart();
    }

    /** Stops it as an administrator would, cutting the connections; its data stay. */
    public void stop() {
        try {
            server.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again after {@link #stop()}, on the same port with the same data. */
    public void restart() {
        try {
            run();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(data)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() throws IOException {
        final EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setPgBinaryResolver(programs)
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        // What a test loses when the machine dies is no loss.
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        // The default from PostgreSQL 14 on.
                        .setServerConfig("password_encryption", "scram-sha-256");
        if (port != 0) {
            builder.setPort(port);
        }
        server = builder.start();
        port = server.getPort();
    }

    private void createRoles() throws IOException {
        Files.writeString(data.resolve("pg_hba.conf"), CLIENT_AUTHENTICATION);
        execute(
                "SELECT pg_reload_conf()",
                "CREATE ROLE " + CERTIFIED,
                "CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD + "'");
    }

    /** Starts the shared server when first touched. */
    private static final class Shared {
        private static final TestPostgres SERVER = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }
}
