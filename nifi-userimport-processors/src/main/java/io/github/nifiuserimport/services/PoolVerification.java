// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import io.github.nifiuserimport.store.jdbc.DatabaseAddress;
import io.github.nifiuserimport.store.jdbc.DatabaseFault;
import io.github.nifiuserimport.store.jdbc.DatabaseFault.Kind;
import io.github.nifiuserimport.store.jdbc.Encodings;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.logging.ComponentLog;

/**
 * Tries a pool's settings step by step, so that the first failing step tells what to mend. Opens
 * one connection of its own, and leaves no trace in the database.
 */
final class PoolVerification {

    private enum Step {
        CONFIGURATION("Read the settings"),
        NETWORK("Reach the server"),
        TLS("Encrypt"),
        AUTHENTICATION("Log in"),
        DATABASE("Open the database"),
        PRIVILEGES("Check privileges");

        private final String title;

        Step(final String title) {
            this.title = title;
        }
    }

    private static final int OLDEST_SERVER = 13;

    /** In one statement, so that what they say belongs together. */
    private static final String ABOUT_THE_SESSION =
            """
            SELECT current_setting('server_version_num')::int / 10000 AS version,
                   current_setting('server_encoding') AS encoding,
                   pg_is_in_recovery() AS standby,
                   has_database_privilege(current_database(), 'CREATE') AS may_create,
                   quote_ident(current_database()) AS database,
                   quote_ident(current_user) AS "user",
                   (SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl) AS tls
            """;

    private static final String BEHIND_POOLER =
            ", behind a pooler such as PgBouncer: statements are not prepared on the server, unless"
                    + " prepareThreshold is set";

    private final Supplier<PoolSettings> read;
    private final ComponentLog log;
    private final Map<Step, ConfigVerificationResult> results = new EnumMap<>(Step.class);

    PoolVerification(final Supplier<PoolSettings> read, final ComponentLog log) {
        this.read = read;
        this.log = log;
    }

    List<ConfigVerificationResult> run() {
        final PoolSettings settings;
        try {
            settings = read.get();
        } catch (final IllegalArgumentException e) {
            return failed(Step.CONFIGURATION, e.getMessage());
        }
        if (!settings.conflicts().isEmpty()) {
            return failed(Step.CONFIGURATION, String.join("; ", settings.conflicts()));
        }
        final DatabaseAddress address = settings.address();
        succeeded(
                Step.CONFIGURATION,
                Text.format(
                        "Connects to %s, database %s, as %s, with TLS mode %s%s",
                        address.hosts(),
                        address.database(),
                        address.user(),
                        settings.sslMode(),
                        settings.passwordInUrl()
                                ? ". The URL holds a password, which everyone who may see"
                                        + " this service can read"
                                : ""));
        try {
            reach(address.hosts(), settings.connectTimeout());
        } catch (final IOException e) {
            return failed(Step.NETWORK, DatabaseFault.of(e, address).message());
        }
        try (Connection connection = settings.dataSource().getConnection()) {
            askTheServer(connection, address);
        } catch (final SQLException e) {
            final DatabaseFault fault = DatabaseFault.of(e, address);
            log.warn("Verification failed: {}", fault.message());
            blame(fault, address);
        }
        return results();
    }

    /** One of several hosts is enough. */
    private static void reach(final String hosts, final Duration timeout) throws IOException {
        IOException failure = null;
        for (final String each : hosts.split(",")) {
            final int colon = each.lastIndexOf(':');
            final InetSocketAddress address =
                    new InetSocketAddress(
                            each.substring(0, colon), Integer.parseInt(each.substring(colon + 1)));
            try (Socket socket = new Socket()) {
                if (address.isUnresolved()) {
                    throw new UnknownHostException(address.getHostString());
                }
                socket.connect(address, Math.toIntExact(timeout.toMillis()));
                return;
            } catch (final IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private void askTheServer(final Connection connection, final DatabaseAddress address)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ABOUT_THE_SESSION)) {
            row.next();
            final String tls = row.getString("tls");
            final int version = row.getInt("version");
            final boolean pooler = PostgreSQLDataSource.isBehindPooler(connection);
            succeeded(Step.NETWORK, answers(address));
            succeeded(
                    Step.TLS,
                    tls == null
                            ? "Not encrypted: by these settings, or because the server offers no"
                                    + " TLS"
                            : "Encrypted with " + tls);
            succeeded(Step.AUTHENTICATION, "Logged in as " + address.user());
            if (version < OLDEST_SERVER) {
                add(
                        Step.DATABASE,
                        Outcome.FAILED,
                        Text.format(
                                "This is PostgreSQL %d; the user import needs %d or later",
                                version, OLDEST_SERVER));
                return;
            }
            final String encoding = row.getString("encoding");
            if (!Encodings.isUtf8(encoding)) {
                add(Step.DATABASE, Outcome.FAILED, Encodings.explain(encoding));
                return;
            }
            succeeded(
                    Step.DATABASE,
                    Text.format(
                            "Opened %s on PostgreSQL %d%s",
                            address.database(), version, pooler ? BEHIND_POOLER : ""));
            succeeded(Step.PRIVILEGES, privileges(row));
        }
    }

    private static String privileges(final ResultSet row) throws SQLException {
        if (row.getBoolean("standby")) {
            return "May read only: the server is a standby. The user import needs the primary"
                    + " (targetServerType=primary picks it among several hosts)";
        }
        if (row.getBoolean("may_create")) {
            return "May create schemas, as the user import's store does for itself";
        }
        return Text.format(
                "May not create schemas. That is enough for a schema that is there already; for the"
                        + " user import's store to make its own: GRANT CREATE ON DATABASE %s TO"
                        + " %s",
                row.getString("database"), row.getString("user"));
    }

    /** PostgreSQL takes the steps in this order too, so a failure clears those before it. */
    private void blame(final DatabaseFault fault, final DatabaseAddress address) {
        final Step blamed =
                switch (fault.kind()) {
                    case UNKNOWN_HOST, UNREACHABLE, TIMEOUT, CONNECTION_LOST -> Step.NETWORK;
                    case TLS -> Step.TLS;
                    case CREDENTIALS -> Step.AUTHENTICATION;
                    default -> Step.DATABASE;
                };
        if (blamed.compareTo(Step.NETWORK) > 0) {
            succeeded(Step.NETWORK, answers(address));
        }
        if (blamed == Step.AUTHENTICATION || fault.kind() == Kind.NO_SUCH_DATABASE) {
            succeeded(Step.TLS, "No objections");
        }
        if (fault.kind() == Kind.NO_SUCH_DATABASE) {
            succeeded(Step.AUTHENTICATION, "Logged in as " + address.user());
        }
        add(blamed, Outcome.FAILED, fault.message());
    }

    private static String answers(final DatabaseAddress address) {
        return "A server answers at " + address.hosts();
    }

    private void succeeded(final Step step, final String explanation) {
        add(step, Outcome.SUCCESSFUL, explanation);
    }

    private List<ConfigVerificationResult> failed(final Step step, final String explanation) {
        add(step, Outcome.FAILED, explanation);
        return results();
    }

    /** In order, with the steps that were not come to or that nothing is known of. */
    private List<ConfigVerificationResult> results() {
        for (final Step each : Step.values()) {
            if (!results.containsKey(each)) {
                add(each, Outcome.SKIPPED, "Not known, as another step failed");
            }
        }
        return List.copyOf(results.values());
    }

    private void add(final Step step, final Outcome outcome, final String explanation) {
        results.put(
                step,
                new ConfigVerificationResult.Builder()
                        .verificationStepName(step.title)
                        .outcome(outcome)
                        .explanation(explanation)
                        .build());
    }
}
