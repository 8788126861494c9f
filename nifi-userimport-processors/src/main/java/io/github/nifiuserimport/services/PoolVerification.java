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
 * Tries the settings of a pool step by step, so that the first step that fails shows what to
 * correct. Opens one connection of its own, and changes nothing in the database.
 */
final class PoolVerification {

    private enum Step {
        CONFIGURATION("Read the settings"),
        NETWORK("Reach the server"),
        TLS("Encrypt the connection"),
        AUTHENTICATION("Log in"),
        DATABASE("Open the database"),
        PRIVILEGES("Check privileges");

        private final String title;

        Step(final String title) {
            this.title = title;
        }
    }

    private static final int MIN_SERVER_VERSION = 13;

    /** In one statement, so that all values are of the same moment. */
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
                        "Connects to the database %2$s at %1$s as %3$s, with TLS mode %4$s%5$s",
                        address.hosts(),
                        address.database(),
                        address.user(),
                        settings.sslMode(),
                        settings.passwordInUrl()
                                ? ". The URL contains a password, which everyone who may see"
                                        + " this service can read; move it to Password"
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

    /** Succeeds if one of several hosts can be reached. */
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
                            ? "The connection is not encrypted: because of the settings, or because the"
                                    + " server does not offer TLS"
                            : "The connection is encrypted with " + tls);
            succeeded(Step.AUTHENTICATION, "Logged in as " + address.user());
            if (version < MIN_SERVER_VERSION) {
                add(
                        Step.DATABASE,
                        Outcome.FAILED,
                        Text.format(
                                "The server is PostgreSQL %d; PostgreSQLUserStore needs %d or later",
                                version, MIN_SERVER_VERSION));
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
            return "The user can only read: the server is a standby. PostgreSQLUserStore needs the"
                    + " primary (targetServerType=primary picks it from several hosts)";
        }
        if (row.getBoolean("may_create")) {
            return "The user may create schemas, so PostgreSQLUserStore can create its own";
        }
        return Text.format(
                "The user may not create schemas. That is enough if PostgreSQLUserStore's schema"
                        + " already exists; otherwise GRANT CREATE ON DATABASE %s TO %s",
                row.getString("database"), row.getString("user"));
    }

    /** The server takes the steps in this order too, so those before the failed one succeeded. */
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
            succeeded(Step.TLS, "The server had no objection");
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

    /** All steps in order, including those that were not reached. */
    private List<ConfigVerificationResult> results() {
        for (final Step each : Step.values()) {
            if (!results.containsKey(each)) {
                add(each, Outcome.SKIPPED, "Not tried, because another step failed");
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
