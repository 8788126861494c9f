// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import io.github.nifiuserimport.text.Text;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A PostgreSQL server of one's own: on 127.0.0.1 only, its data in a folder that can be kept, with
 * a database {@code userimport}, the superuser {@code postgres} and a random password kept in that
 * folder. Stopped or killed, it can be started again on the same data and the same port.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final String USER = "postgres";
    private static final String DATABASE = "userimport";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final int LOG_LINES = 20;
    private static final Pattern SERVER =
            Pattern.compile("/.*/bin/postgres -D (/.*)/data", Pattern.DOTALL);

    private final Path folder;
    private final int port;
    private final Map<String, String> settings;
    private AtExit.Registration registration;
    private ProcessHandle postmaster;

    private LocalPostgres(final Path folder, final int port, final Map<String, String> settings) {
        this.folder = folder.toAbsolutePath().normalize();
        this.port = port == 0 ? Ports.free() : port;
        this.settings = Map.copyOf(settings);
    }

    /** A server that keeps its data, its password and its log in the folder. */
    public static Builder in(final Path folder) {
        return new Builder(folder);
    }

    /** How a server is to be. */
    public static final class Builder {

        private final Path folder;
        private int port;
        private final Map<String, String> settings = new TreeMap<>();

        private Builder(final Path folder) {
            this.folder = folder;
            settings.put("max_wal_size", "2GB");
            settings.put("shared_buffers", "256MB");
            settings.put("timezone", "UTC");
            settings.put("log_timezone", "UTC");
        }

        /** The port to listen on; 0, the default, for a free one. */
        public Builder port(final int value) {
            port = value;
            return this;
        }

        /** A line of {@code postgresql.conf}. */
        public Builder setting(final String name, final String value) {
            settings.put(name, value);
            return this;
        }

        /**
         * Starts it.
         *
         * @throws StartException when it does not come up, or the folder is in use
         */
        public LocalPostgres start() {
            final LocalPostgres postgres = new LocalPostgres(folder, port, settings);
            postgres.start();
            return postgres;
        }
    }

    /**
     * Starts the server again after {@link #stop} or {@link #kill}.
     *
     * @throws StartException when it does not come up, or the folder is in use
     */
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        refuseIfInUse();
        if (!Ports.isFree(port)) {
            throw new StartException("Port " + port + " for PostgreSQL is already in use");
        }
        registration = AtExit.run(this::stop);
        try {
            final Path binaries = PostgresBinaries.in(Installation.postgres());
            if (!Files.exists(data().resolve("PG_VERSION"))) {
                initialize(binaries);
            }
            configure();
            launch(binaries);
            createDatabase();
        } catch (final IOException | SQLException e) {
            stop();
            throw new StartException(
                    "PostgreSQL did not start: " + e.getMessage() + "\n" + logTail(), e);
        } catch (final StartException e) {
            stop();
            throw e;
        }
    }

    /** Stops the server: sessions are ended, everything is written. Nothing if it does not run. */
    public synchronized void stop() {
        if (isRunning()) {
            askToStop();
            if (!Processes.await(postmaster, Duration.ofSeconds(2))) {
                Processes.kill(postmaster);
            }
        }
        cancelRegistration();
    }

    /** Stops a server that somebody else has started on that folder. */
    static void stop(final Path folder, final ProcessHandle postmaster) {
        final LocalPostgres postgres = new LocalPostgres(folder, 0, Map.of());
        postgres.postmaster = postmaster;
        postgres.stop();
    }

    /** The folder of the server that has that command line; empty if it is none of ours. */
    static Optional<Path> folderOf(final String commandLine) {
        final Matcher server = SERVER.matcher(commandLine);
        return server.matches() ? Optional.of(Path.of(server.group(1))) : Optional.empty();
    }

    private void askToStop() {
        try {
            run(
                    pgCtl(PostgresBinaries.in(Installation.postgres()))
                            .with("stop", "-m", "fast", "-w", "-t", "" + STOP_TIMEOUT.toSeconds()),
                    STOP_TIMEOUT.plusSeconds(5));
        } catch (final IOException | StartException e) {
            System.err.println("PostgreSQL did not stop by itself: " + e.getMessage());
        }
    }

    /** Ends the server as {@code kill -9} does. */
    public synchronized void kill() {
        if (postmaster != null) {
            Processes.kill(postmaster);
        }
        cancelRegistration();
    }

    /** Last: until then a JVM that ends must wait for this one to be done. */
    private void cancelRegistration() {
        if (registration != null) {
            registration.cancel();
            registration = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    public synchronized boolean isRunning() {
        return postmaster != null && postmaster.isAlive();
    }

    public int port() {
        return port;
    }

    public String user() {
        return USER;
    }

    public String database() {
        return DATABASE;
    }

    public String password() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code jdbc:postgresql://…}, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /** A command line that opens the database. */
    public String psql() {
        return Text.format(
                "psql postgresql://%s:%s@127.0.0.1:%d/%s", USER, password(), port, DATABASE);
    }

    /** A new connection. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), USER, password());
    }

    /** What the server writes. */
    public Path log() {
        return folder.resolve("postgresql.log");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path passwordFile() {
        return folder.resolve("password");
    }

    private String logTail() {
        return LogTail.of(log(), LOG_LINES);
    }

    private void refuseIfInUse() {
        runningIn(data())
                .ifPresent(
                        process -> {
                            throw new StartException(
                                    Text.format(
                                            "%s is in use by the PostgreSQL with process id %d. End that one, or use another folder",
                                            folder, process.pid()));
                        });
        // After a crash; PostgreSQL would take whoever has the process id now for a PostgreSQL.
        try {
            Files.deleteIfExists(data().resolve("postmaster.pid"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server that uses a data folder, as far as its own note of that is true. */
    private static Optional<ProcessHandle> runningIn(final Path data) {
        try {
            final List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(
                            process ->
                                    process.info()
                                            .command()
                                            .map(command -> command.endsWith("postgres"))
                                            .orElse(true));
        } catch (final IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private void initialize(final Path binaries) throws IOException {
        Files.createDirectories(folder);
        final byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(passwordFile());
        Files.createFile(
                passwordFile(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile(), HexFormat.of().formatHex(random));
        // Half a data folder, after an interrupt, must not look like a whole one.
        final Path unfinished = folder.resolve("data.unfinished");
        Folders.delete(unfinished);
        run(
                new Command(binaries, "initdb")
                        .with("-D", unfinished.toString(), "-U", USER)
                        .with("-A", "scram-sha-256", "--pwfile", passwordFile().toString())
                        .with("-E", "UTF8", "--locale", "C")
                        .with("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
                START_TIMEOUT);
        Files.writeString(
                unfinished.resolve("postgresql.conf"),
                Files.readString(unfinished.resolve("postgresql.conf"))
                        + "\ninclude = 'local.conf'\n");
        Files.move(unfinished, data());
    }

    private void configure() throws IOException {
        final Map<String, String> all = new TreeMap<>(settings);
        all.put("port", Integer.toString(port));
        all.put("listen_addresses", "127.0.0.1");
        all.put("unix_socket_directories", "");
        Files.writeString(
                data().resolve("local.conf"),
                all.entrySet().stream()
                        .map(
                                entry ->
                                        entry.getKey()
                                                + " = '"
                                                + entry.getValue().replace("'", "''")
                                                + "'\n")
                        .collect(Collectors.joining()));
    }

    private void launch(final Path binaries) throws IOException {
        run(
                pgCtl(binaries)
                        .with("start", "-l", log().toString())
                        .with("-w", "-t", "" + START_TIMEOUT.toSeconds()),
                START_TIMEOUT.plusSeconds(5));
        postmaster =
                runningIn(data())
                        .orElseThrow(() -> new StartException("PostgreSQL ended\n" + logTail()));
    }

    private void createDatabase() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                                USER,
                                password());
                var statement = connection.createStatement();
                var found =
                        statement.executeQuery(
                                "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    private Command pgCtl(final Path binaries) {
        return new Command(binaries, "pg_ctl").with("-D", data().toString());
    }

    private void run(final Command command, final Duration timeout) throws IOException {
        final Path output = folder.resolve(command.name() + ".log");
        final Process process =
                new ProcessBuilder(command.line())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        process.getOutputStream().close();
        if (!Processes.await(process.toHandle(), timeout)) {
            Processes.kill(process.toHandle());
        }
        if (process.exitValue() != 0) {
            throw new StartException(
                    Text.format(
                            "PostgreSQL's %s failed:\n%s%s",
                            command.name(),
                            LogTail.of(output, LOG_LINES),
                            "pg_ctl".equals(command.name()) ? logTail() : ""));
        }
    }

    /** A program of PostgreSQL's with its arguments. */
    private static final class Command {

        private final String name;
        private final List<String> line = new ArrayList<>();

        Command(final Path binaries, final String name) {
            this.name = name;
            if (LinuxUtils.isUnshareAvailable()) {
                // PostgreSQL refuses to run as root: in a user namespace of its own it is not.
                line.addAll(List.of("unshare", "-U"));
            }
            line.add(binaries.resolve("bin").resolve(name).toString());
        }

        Command with(final String... arguments) {
            line.addAll(Arrays.asList(arguments));
            return this;
        }

        String name() {
            return name;
        }

        List<String> line() {
            return line;
        }
    }
}
