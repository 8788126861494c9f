// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import io.github.nifiuserimport.runtime.rest.NifiClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A NiFi of one's own: a process on 127.0.0.1 whose flow, repositories, state and logs are all in
 * one home folder. Stopped or killed, it can be started again on the same home and goes on.
 */
public final class LocalNifi implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);

    /** Exit codes of a process that a signal has ended. */
    private static final int SIGKILL = 128 + 9;

    private static final int SIGTERM = 128 + 15;

    private static final Duration POLL = Duration.ofMillis(250);
    private static final int LOG_LINES = 25;
    private static final String PROPERTIES_FILE = "-Dnifi.properties.file.path=";
    private static final String MAIN_CLASS = "org.apache.nifi.NiFi";

    private final NifiHome home;
    private final Path lib;
    private final String heap;
    private final int httpPort;
    private final int managementPort;
    private final Map<String, String> properties;
    private final Duration timeout;
    private final Optional<ClusterNodeConfig> clusterConfig;
    private AtExit.Registration registration;
    private Process process;

    private LocalNifi(final Builder builder) {
        home =
                builder.clusterConfig == null
                        ? new NifiHome(builder.home)
                        : new NifiHome(builder.home, builder.clusterConfig.firstHome());
        lib = builder.lib == null ? Installation.nifiLib() : builder.lib;
        heap = builder.heap;
        httpPort = builder.httpPort == 0 ? Ports.free() : builder.httpPort;
        managementPort = builder.managementPort == 0 ? Ports.free() : builder.managementPort;
        timeout = builder.timeout;
        clusterConfig = Optional.ofNullable(builder.clusterConfig);
        properties = new TreeMap<>();
        properties.put("nifi.nar.library.directory", lib.toString());
        for (int i = 0; i < builder.nars.size(); i++) {
            properties.put(
                    "nifi.nar.library.directory.extra" + i,
                    builder.nars.get(i).toAbsolutePath().toString());
        }
        properties.put("nifi.web.http.port", Integer.toString(httpPort));
        clusterConfig.map(ClusterNodeConfig::properties).ifPresent(properties::putAll);
        properties.putAll(builder.properties);
    }

    /** A NiFi with that home folder. */
    public static Builder in(final Path home) {
        return new Builder(home);
    }

    /** How a NiFi is to be. */
    public static final class Builder {

        private final Path home;
        private Path lib;
        private String heap = "1g";
        private int httpPort;
        private int managementPort;
        private Duration timeout = Duration.ofMinutes(5);
        private ClusterNodeConfig clusterConfig;
        private final List<Path> nars = new ArrayList<>();
        private final Map<String, String> properties = new TreeMap<>();

        private Builder(final Path home) {
            this.home = home;
        }

        /** Jars and NARs to run; default: those of the build. */
        public Builder lib(final Path value) {
            lib = value;
            return this;
        }

        /** A folder with more NARs. May be called more than once. */
        public Builder nars(final Path folder) {
            nars.add(folder);
            return this;
        }

        /** The most heap to take, as {@code -Xmx} has it; default {@code 1g}. */
        public Builder heap(final String value) {
            heap = value;
            return this;
        }

        /** Port of canvas and REST API; 0, the default, for a free one. */
        public Builder httpPort(final int value) {
            httpPort = value;
            return this;
        }

        /** Port of the management server; 0, the default, for a free one. */
        public Builder managementPort(final int value) {
            managementPort = value;
            return this;
        }

        /** A line of {@code nifi.properties}. */
        public Builder property(final String name, final String value) {
            properties.put(name, value);
            return this;
        }

        /** How long to wait until it is ready; default five minutes. */
        public Builder timeout(final Duration value) {
            timeout = value;
            return this;
        }

        /** Its place in a cluster; default: it is by itself. */
        Builder clusterConfig(final ClusterNodeConfig value) {
            clusterConfig = value;
            return this;
        }

        /** A NiFi that is not started yet. */
        public LocalNifi build() {
            return new LocalNifi(this);
        }

        /**
         * Starts it and waits until it is ready.
         *
         * @throws StartException when it does not come up
         */
        public LocalNifi start() {
            final LocalNifi nifi = build();
            nifi.start();
            return nifi;
        }
    }

    /**
     * Starts it, for the first time or again, and waits until it is ready.
     *
     * @throws StartException when it does not come up
     */
    public void start() {
        launch();
        awaitReady();
    }

    /** Starts the process and does not wait. */
    public synchronized void launch() {
        if (isRunning()) {
            return;
        }
        final List<Integer> ports = new ArrayList<>(List.of(httpPort, managementPort));
        clusterConfig.map(ClusterNodeConfig::ports).ifPresent(ports::addAll);
        for (final int port : ports) {
            if (!Ports.isFree(port)) {
                throw new StartException("Port " + port + " for NiFi is already in use");
            }
        }
        registration = AtExit.run(this::stop);
        try {
            home.configure(properties);
            if (clusterConfig.isPresent()) {
                clusterConfig.get().configureZooKeeper(home);
            }
            final ProcessBuilder builder =
                    new ProcessBuilder(command())
                            .directory(home.folder().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(home.outputLog().toFile()));
            if (!"UTF-8".equals(System.getProperty("sun.jnu.encoding"))) {
                // Or it could not open files whose names are not ASCII.
                builder.environment().put("LC_ALL", "C.UTF-8");
            }
            process = builder.start();
            process.getOutputStream().close();
        } catch (final IOException e) {
            stop();
            throw new StartException("NiFi did not start: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until canvas and REST API answer and the flow runs.
     *
     * @throws StartException when the process ends, or too much time passes; it is stopped then
     */
    public void awaitReady() {
        final StartupProbe startUp = new StartupProbe(home.appLog(), uri(), managementPort);
        final Instant deadline = Instant.now().plus(timeout);
        while (!startUp.isDone()) {
            final String why;
            if (!isRunning()) {
                why = "NiFi ended while it was starting";
            } else if (startUp.hasFailed()) {
                why = "NiFi did not start";
            } else if (Instant.now().isAfter(deadline)) {
                why = "NiFi was not ready after " + timeout.toSeconds() + " seconds";
            } else {
                why = null;
            }
            if (why != null) {
                kill();
                throw new StartException(why + "\nThe end of its log:\n" + logTail());
            }
            try {
                Thread.sleep(POLL);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                stop();
                throw new StartException("Interrupted while NiFi started", e);
            }
        }
    }

    /** Stops it: processors get ten seconds to end what they do. Nothing if it does not run. */
    public synchronized void stop() {
        if (process != null) {
            Processes.stop(process.toHandle(), STOP_TIMEOUT);
        }
        cancelRegistration();
    }

    /** Ends it as {@code kill -9} does. */
    public synchronized void kill() {
        if (process != null) {
            Processes.kill(process.toHandle());
        }
        cancelRegistration();
    }

    @Override
    public void close() {
        stop();
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /**
     * How it ended without being asked to, in words that go on from its name.
     *
     * @param timeout how long to wait for the end; a process may lose its connections first
     * @return nothing while it runs
     */
    public Optional<String> unexpectedEnd(final Duration timeout) {
        final Process last;
        synchronized (this) {
            last = process;
        }
        if (last == null || !Processes.await(last.toHandle(), timeout)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (last.exitValue()) {
                    case SIGKILL -> "was killed, by somebody or by a system short of memory";
                    case SIGTERM -> "was stopped by somebody else";
                    default -> "ended unexpectedly, with exit code " + last.exitValue();
                });
    }

    /** Process id of the one last started. */
    public synchronized long pid() {
        return process.pid();
    }

    public int httpPort() {
        return httpPort;
    }

    /** {@code http://127.0.0.1:PORT}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    /** The address of the canvas. */
    public URI canvas() {
        return uri().resolve("/nifi/");
    }

    /** Its REST API. */
    public NifiClient client() {
        return new NifiClient(uri());
    }

    /** Its home folder. */
    public Path home() {
        return home.folder();
    }

    /** Its main log. */
    public Path log() {
        return home.appLog();
    }

    /** The last lines of its logs, for messages. */
    public String logTail() {
        return LogTail.of(home.outputLog(), LOG_LINES) + LogTail.of(home.appLog(), LOG_LINES);
    }

    /** Last: until then a JVM that ends must wait for this one to be done. */
    private void cancelRegistration() {
        if (registration != null) {
            registration.cancel();
            registration = null;
        }
    }

    /** Whether that is the command line of a NiFi whose home is below the folder. */
    static boolean isBelow(final Path folder, final String commandLine) {
        return commandLine.contains(" " + PROPERTIES_FILE + folder + "/")
                && commandLine.endsWith(" " + MAIN_CLASS);
    }

    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + home.temporary(),
                PROPERTIES_FILE + home.conf().resolve("nifi.properties"),
                "-Dorg.apache.nifi.bootstrap.config.log.dir=" + home.logs(),
                "-Dorg.apache.nifi.management.server.address=127.0.0.1:" + managementPort,
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                home.conf() + ":" + lib + "/*",
                MAIN_CLASS);
    }
}
