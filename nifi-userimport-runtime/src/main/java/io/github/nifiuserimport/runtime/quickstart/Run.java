// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.AtExit;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.quickstart.Settings.GivenPorts;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/** One run of the quickstart: the servers come up, do what is asked for, and go down again. */
final class Run {

    private final Console console;
    private final Workspace workspace;
    private final Settings settings;

    Run(final Console console, final Workspace workspace, final Settings settings) {
        this.console = console;
        this.workspace = workspace;
        this.settings = settings;
    }

    /** Does it all, and returns the exit code. */
    int run() throws SQLException, IOException, InterruptedException {
        final GivenPorts ports = settings.ports();
        final int nifiPort = workspace.port("nifi", ports.nifi());
        final int databasePort = workspace.port("database", ports.database());
        // Before NiFi starts: the flow of an earlier run listens on its port then.
        final int httpPort = settings.once() ? 0 : workspace.port("http", ports.http());
        Instant start = Instant.now();
        console.say("Starting PostgreSQL …");
        try (LocalPostgres postgres =
                LocalPostgres.in(workspace.postgres()).port(databasePort).start()) {
            console.say("  ready after %s, on port %d", seconds(start), databasePort);
            start = Instant.now();
            final int nodes = settings.nodes();
            console.say("Starting NiFi%s …", nodes > 1 ? ", " + nodes + " nodes" : "");
            final EmulatorAccount account = emulatorAccount();
            try (account;
                    Nifi nifi = Nifi.start(workspace, settings, nifiPort, this::port)) {
                final AtExit.Registration farewell = AtExit.run(this::sayStopping);
                console.say("  ready after %s, on %s", seconds(start), ports(nifi));
                try {
                    return new Session(console, workspace, settings, postgres, nifi).run(httpPort);
                } finally {
                    farewell.cancel();
                    sayStopping();
                }
            }
        }
    }

    private int port(final String name) {
        try {
            return workspace.port(name, 0);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ports(final Nifi nifi) {
        final String ports =
                nifi.nodes().stream()
                        .map(node -> Integer.toString(node.httpPort()))
                        .collect(Collectors.joining(", "));
        return (nifi.isCluster() ? "ports " : "port ") + ports;
    }

    private void sayStopping() {
        console.say("Stopping …");
    }

    /** Who asks the emulator, if there is one and nobody is named; else null. */
    private EmulatorAccount emulatorAccount() throws IOException {
        return settings.gcs().isLive() && settings.gcs().credentials() == null
                ? EmulatorAccount.open(workspace.emulatorKey())
                : null;
    }

    private static String seconds(final Instant since) {
        return Text.format("%.0f s", Duration.between(since, Instant.now()).toMillis() / 1000.0);
    }
}
