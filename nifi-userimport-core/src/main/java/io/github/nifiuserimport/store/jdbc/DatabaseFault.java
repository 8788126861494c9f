// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.jdbc;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What went wrong between us and PostgreSQL, in words that say what to do.
 *
 * <p>Read from the standard SQL states and Java's own exceptions, as the driver's classes may be
 * another class loader's, and its texts in another language.
 *
 * @param kind what sort of failure
 * @param message for people; never holds a password
 */
public record DatabaseFault(Kind kind, String message) {

    /**
     * Our own unique keys by name, and PostgreSQL's; names stand in texts of every language. Two
     * nodes that make the schema at once meet in the latter.
     */
    private static final Pattern OWN_KEYS =
            Pattern.compile(
                    "(?<![\\w$])(?:user_profile_pkey|user_profile_app_id_user_id_key"
                            + "|user_profile_user_id_app_id_key|device_pkey"
                            + "|device_app_id_device_id_profile_id_key|event_pkey|import_job_pkey"
                            + "|import_part_pkey|import_row_error_pkey|import_row_warning_pkey"
                            + "|import_column_error_pkey|suppressed_address_pkey|schema_history_pk|pg_\\w+)(?![\\w$])");

    /** How the driver names statements that it prepares. */
    private static final Pattern PREPARED = Pattern.compile("\\bS_[0-9]+\\b");

    /** The sorts of failure that are told apart. */
    public enum Kind {
        /** The host's name does not resolve. */
        UNKNOWN_HOST(true),
        /** Nobody listens, or no way leads there. */
        UNREACHABLE(true),
        /** No answer in time. */
        TIMEOUT(true),
        /** Could not agree on an encrypted connection. */
        TLS(true),
        /** The server does not let this user in. */
        CREDENTIALS(true),
        /** The server has no such database. */
        NO_SUCH_DATABASE(true),
        /** The server has no connection left. */
        TOO_MANY_CONNECTIONS(true),
        /** The server starts, stops or recovers. */
        STARTING_OR_STOPPING(true),
        /** The pool's connections are all in use. */
        NO_FREE_CONNECTION(true),
        /** An established connection broke. */
        CONNECTION_LOST(true),
        /** Logged in, yet not allowed to do that. */
        PRIVILEGES(false),
        /** A pooler gives each transaction another session, and the driver relies on one. */
        POOLER(true),
        /** Another transaction got in the way. */
        CONFLICT(true),
        /** A unique index or constraint that is not ours has the value already. */
        TAKEN(false),
        /** A constraint or a trigger does not allow it. */
        REFUSED(false),
        /** The schema or a table is not there. */
        NO_SUCH_TABLE(false),
        /** A standby, or a server set read-only. */
        READ_ONLY(true),
        /** Out of disk or memory. */
        OUT_OF_RESOURCES(true),
        /** None of these: a wrong statement, wrong data. */
        OTHER(false);

        private final boolean retryable;

        Kind(final boolean retryable) {
            this.retryable = retryable;
        }
    }

    /**
     * Whether the same call may succeed later, by itself or once someone has mended the database or
     * the settings, with no change to the data.
     */
    public boolean retryable() {
        return kind.retryable;
    }

    /**
     * Whether it may be a matter of the moment, to be tried again at once: another transaction may
     * have made meanwhile what the next try then finds, or the tables were dropped and are made
     * again. What fails again is none.
     */
    public boolean againAtOnce() {
        return kind == Kind.TAKEN || kind == Kind.NO_SUCH_TABLE;
    }

    /** What a failure means, where the database's address is not known. */
    public static DatabaseFault of(final Throwable failure) {
        return of(failure, DatabaseAddress.unknown());
    }

    /**
     * What a failure means.
     *
     * @param failure an exception of JDBC, of a pool around it, or of the network
     * @param address what to name in the message
     */
    public static DatabaseFault of(final Throwable failure, final DatabaseAddress address) {
        final SQLException sql = last(failure, SQLException.class).orElse(null);
        final String state = sql == null || sql.getSQLState() == null ? "" : sql.getSQLState();
        if (isAboutPreparedStatements(sql, state)) {
            return pooler(sql, address);
        }
        final boolean connecting = sql == null || state.startsWith("08");
        if (connecting) {
            final DatabaseFault fault = whileConnecting(failure, state, address);
            if (fault != null) {
                return fault;
            }
        }
        if (state.isEmpty() && isPoolsTimeout(failure, sql)) {
            return new DatabaseFault(
                    Kind.NO_FREE_CONNECTION,
                    Text.format(
                            "No free connection to the database%s: %s",
                            address.at(), rootMessage(failure)));
        }
        return fromServer(failure, state, address);
    }

    /**
     * One that is there already, or is not, though the driver alone makes and names them; or is
     * another's of that name, which the server takes for a breach of its protocol.
     */
    private static boolean isAboutPreparedStatements(final SQLException sql, final String state) {
        return state.equals("42P05")
                || state.equals("26000")
                || state.equals("08P01") && PREPARED.matcher(sql.getMessage()).find();
    }

    private static DatabaseFault pooler(final SQLException sql, final DatabaseAddress address) {
        return new DatabaseFault(
                Kind.POOLER,
                Text.format(
                        "A pooler such as PgBouncer gives each transaction another session of the"
                                + " database%s, which does not go with statements that the driver"
                                + " prepares on the server: %s. Set prepareThreshold to 0: as a"
                                + " property of PostgreSQLConnectionPool, or with"
                                + " ?prepareThreshold=0 in another pool's URL.",
                        address.at(), sql.getMessage()));
    }

    /** As HikariCP tells it, and as Commons DBCP does. */
    private static boolean isPoolsTimeout(final Throwable failure, final SQLException sql) {
        return sql instanceof SQLTransientConnectionException
                || last(failure, NoSuchElementException.class).isPresent();
    }

    private static DatabaseFault whileConnecting(
            final Throwable failure, final String state, final DatabaseAddress address) {
        final String text = String.valueOf(rootMessage(failure));
        final String cannot = "Cannot reach the database" + address.at() + ": ";
        if (last(failure, UnknownHostException.class).isPresent()) {
            return new DatabaseFault(
                    Kind.UNKNOWN_HOST,
                    cannot + "the host's name does not resolve. Is it spelled right?");
        }
        if (last(failure, NoRouteToHostException.class).isPresent()) {
            return new DatabaseFault(
                    Kind.UNREACHABLE,
                    cannot + "no route to the host. Is it in a network that NiFi can reach?");
        }
        final Optional<ConnectException> refused = last(failure, ConnectException.class);
        if (refused.isPresent()) {
            return notConnected(refused.get(), cannot);
        }
        if (last(failure, SSLException.class).isPresent()
                || last(failure, GeneralSecurityException.class).isPresent()
                || isAboutTls(failure, state)) {
            return tls(failure, state, address);
        }
        if (last(failure, SocketTimeoutException.class).isPresent()) {
            return timeout(cannot);
        }
        if (state.equals("08004")) {
            // What drivers say when they cannot answer what the server asks of them.
            return new DatabaseFault(
                    Kind.CREDENTIALS,
                    Text.format(
                            "The database%s asks %s for what was not given, most likely a password: %s",
                            address.at(), address.namedUser(), text));
        }
        if (state.startsWith("08") || failure instanceof IOException) {
            return new DatabaseFault(
                    Kind.CONNECTION_LOST,
                    Text.format("The connection to the database%s broke: %s", address.at(), text));
        }
        return null;
    }

    private static DatabaseFault notConnected(final ConnectException e, final String cannot) {
        final String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("timed out")) {
            return timeout(cannot);
        }
        return new DatabaseFault(
                Kind.UNREACHABLE,
                text.contains("refused")
                        ? cannot + "connection refused. Is PostgreSQL running there?"
                        : cannot + text + ".");
    }

    private static DatabaseFault timeout(final String cannot) {
        return new DatabaseFault(
                Kind.TIMEOUT,
                cannot
                        + "no answer in time. Is it PostgreSQL's port, and does a firewall let"
                        + " NiFi through?");
    }

    /**
     * Whatever the language of the driver's texts, these words stay as they are; and a connection
     * that fails without any input or output did so over its certificates and keys.
     */
    private static boolean isAboutTls(final Throwable failure, final String state) {
        final String text = String.valueOf(rootMessage(failure));
        return text.contains("SSL")
                || text.contains("HostnameVerifier")
                || state.equals("08006") && last(failure, IOException.class).isEmpty();
    }

    private static DatabaseFault tls(
            final Throwable failure, final String state, final DatabaseAddress address) {
        final String text = String.valueOf(rootMessage(failure));
        final String advice;
        if (text.contains("HostnameVerifier")) {
            advice =
                    "the server's certificate is for another host name. Connect by the name in the"
                            + " certificate, or let TLS Mode check only who signed it (Verify CA).";
        } else if (last(failure, CertificateException.class).isPresent()
                || last(failure, CertPathValidatorException.class).isPresent()
                || last(failure, CertPathBuilderException.class).isPresent()) {
            advice =
                    "the server's certificate is not trusted. Is the certificate of its signer in"
                            + " Root Certificate File? ("
                            + text
                            + ")";
        } else if (state.equals("08004")) {
            advice =
                    text
                            + " Turn TLS on at the server, or let TLS Mode do without it (Prefer,"
                            + " Disable).";
        } else {
            advice = text;
        }
        return new DatabaseFault(
                Kind.TLS,
                Text.format("No encrypted connection to the database%s: %s", address.at(), advice));
    }

    private static DatabaseFault fromServer(
            final Throwable failure, final String state, final DatabaseAddress address) {
        final String text = String.valueOf(rootMessage(failure));
        final String at = address.at();
        return switch (state) {
            case "28P01" ->
                    new DatabaseFault(
                            Kind.CREDENTIALS,
                            Text.format(
                                    "The database%s does not let %s in: wrong password, or no such user.",
                                    at, address.namedUser()));
            case "28000" ->
                    new DatabaseFault(
                            Kind.CREDENTIALS,
                            Text.format(
                                    "The database%s does not let %s in: %s",
                                    at, address.namedUser(), text));
            case "3D000" ->
                    new DatabaseFault(
                            Kind.NO_SUCH_DATABASE,
                            Text.format(
                                    "The server%s has no %s. Create it, or correct the name.",
                                    at, address.namedDatabase()));
            case "53300" ->
                    new DatabaseFault(
                            Kind.TOO_MANY_CONNECTIONS,
                            Text.format(
                                    "The database%s takes no more connections: %s. Raise the limit there,"
                                            + " or let fewer be opened here.",
                                    at, text));
            case "57P03" ->
                    new DatabaseFault(
                            Kind.STARTING_OR_STOPPING,
                            Text.format("The database%s is not ready yet: %s", at, text));
            case "57014" ->
                    new DatabaseFault(
                            Kind.CONFLICT,
                            Text.format(
                                    "The database%s cut the work off: %s. If that was statement_timeout,"
                                            + " let it be longer for this role, or set a smaller"
                                            + " Batch Size.",
                                    at, text));
            case "25P03", "25P04" ->
                    new DatabaseFault(
                            Kind.CONNECTION_LOST,
                            Text.format(
                                    "The database%s closed the connection: %s. Let"
                                            + " idle_in_transaction_session_timeout and"
                                            + " transaction_timeout be longer for this role.",
                                    at, text));
            case "57P01", "57P02", "57P05" ->
                    new DatabaseFault(
                            Kind.CONNECTION_LOST,
                            Text.format("The database%s closed the connection: %s", at, text));
            case "42501" ->
                    new DatabaseFault(
                            Kind.PRIVILEGES,
                            Text.format(
                                    "The database%s does not allow this to %s: %s. Grant it, or make that"
                                            + " role the owner of schema and tables.",
                                    at, address.namedUser(), text));
            case "40001", "40P01", "55P03" -> conflict(at, text);
            // Of our own: another transaction made the same user meanwhile; the next try finds it.
            case "23505" -> OWN_KEYS.matcher(text).find() ? conflict(at, text) : taken(at, text);
            case "44000" -> refused(at, text);
            case "3F000", "42P01" ->
                    new DatabaseFault(
                            Kind.NO_SUCH_TABLE,
                            Text.format(
                                    "What a statement needs is not there in the database%s: %s",
                                    at, text));
            case "25006" ->
                    new DatabaseFault(
                            Kind.READ_ONLY,
                            Text.format(
                                    "The database%s takes no changes: %s. It is a standby, or"
                                            + " default_transaction_read_only is on for it or for"
                                            + " the role, as some providers set it when the disk is"
                                            + " nearly full.",
                                    at, text));
            default -> byClass(state, at, text);
        };
    }

    private static DatabaseFault conflict(final String at, final String text) {
        return new DatabaseFault(
                Kind.CONFLICT,
                Text.format("Another transaction of the database%s got in the way: %s", at, text));
    }

    private static DatabaseFault taken(final String at, final String text) {
        return new DatabaseFault(
                Kind.TAKEN,
                Text.format(
                        "A unique index or constraint of the database%s, which is not one of the user"
                                + " import's own, does not allow this: %s. Drop it, or correct the"
                                + " file, and import the file again.",
                        at, text));
    }

    private static DatabaseFault refused(final String at, final String text) {
        return new DatabaseFault(
                Kind.REFUSED,
                Text.format(
                        "A constraint or trigger of the database%s does not allow this: %s. Change it, or"
                                + " correct the file, and import the file again.",
                        at, text));
    }

    /** What the first two characters of a state tell, where the others need not be told apart. */
    private static DatabaseFault byClass(final String state, final String at, final String text) {
        return switch (state.length() < 2 ? state : state.substring(0, 2)) {
            case "40" ->
                    new DatabaseFault(
                            Kind.CONFLICT,
                            Text.format("The database%s undid the transaction: %s", at, text));
            case "23", "P0" -> refused(at, text);
            case "53", "58" ->
                    new DatabaseFault(
                            Kind.OUT_OF_RESOURCES,
                            Text.format("The database%s has run out of resources: %s", at, text));
            case "57" ->
                    new DatabaseFault(
                            Kind.CONFLICT,
                            Text.format("The database%s cut the work off: %s", at, text));
            default ->
                    new DatabaseFault(Kind.OTHER, Text.format("The database%s says: %s", at, text));
        };
    }

    private static String rootMessage(final Throwable failure) {
        // The innermost SQL exception speaks for the server; what lies below it is plumbing.
        final Throwable speaker =
                last(failure, SQLException.class)
                        .map(Throwable.class::cast)
                        .orElseGet(() -> last(failure, Throwable.class).orElse(failure));
        return speaker.getMessage();
    }

    private static <T extends Throwable> Optional<T> last(
            final Throwable failure, final Class<T> type) {
        T found = null;
        Throwable each = failure;
        while (each != null) {
            if (type.isInstance(each)) {
                found = type.cast(each);
            }
            each = each.getCause();
        }
        return Optional.ofNullable(found);
    }
}
