// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.testing;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * PgBouncer as Debian's package has it, in front of a {@link TestPostgres}: each transaction runs
 * in whichever of a few sessions is free.
 */
public final class PgBouncer implements AutoCloseable {

    /** How many sessions of the server it shares out. */
    public static final int SESSIONS = 4;

    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    private static final String SETTINGS =
            """
            [databases]
            * = host=localhost port=%d
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = %s
            pool_mode = transaction
            default_pool_size = %d
            """;

    private final Process process;
    private final int port;

    private PgBouncer(final Process process, final int port) {
        this.process = process;
        this.port = port;
    }

    /** Whether it is there to be started. */
    public static boolean installed() {
        return Files.isExecutable(PROGRAM);
    }

    /** Starts one in front of a database's server. Close it. */
    public static PgBouncer start(final TestDatabase database)
            throws IOException, InterruptedException {
        final int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        final Path folder = Files.createTempDirectory("userimport-pgbouncer");
        // It does not run as root, and then has to read these as another user.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        final Path users =
                Files.writeString(
                        folder.resolve("users.txt"),
                        Text.format("\"%s\" \"%s\"\n", TestPostgres.USER, TestPostgres.PASSWORD));
        final Path settings =
                Files.writeString(
                        folder.resolve("pgbouncer.ini"),
                        Text.format(SETTINGS, database.port(), port, users, SESSIONS));
        final List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(settings.toString());
        final Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        final PgBouncer started = new PgBouncer(process, port);
        while (!started.listens()) {
            if (!process.isAlive()) {
                throw new IOException(Files.readString(folder.resolve("log")));
            }
            Thread.sleep(20);
        }
        return started;
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (final IOException notYet) {
            return false;
        }
    }

    /** A database of the server behind it. */
    public TestDatabase database(final TestDatabase database) {
        return new TestDatabase(port, database.name());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
