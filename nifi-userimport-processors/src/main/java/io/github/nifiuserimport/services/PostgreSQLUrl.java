// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import io.github.nifiuserimport.text.Text;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;

/**
 * A database's URL, as JDBC writes it ({@code jdbc:postgresql://host:port/database}) or as
 * PostgreSQL's own tools and cloud providers do ({@code postgresql://user:password@host/database}).
 */
final class PostgreSQLUrl {

    static final String FORM = "jdbc:postgresql://host:port/database";

    private static final Pattern URL =
            Pattern.compile(
                    "(?<jdbc>jdbc:)?postgres(?:ql)?://(?:(?<user>[^/?]*)@)?(?<hosts>[^/?]*)"
                            + "(?:/(?<database>[^?]*))?(?:\\?(?<parameters>.*))?");

    private static final Pattern HOST =
            Pattern.compile("(?:\\[[0-9A-Fa-f:.%]+]|[^\\[\\]:,\\s]*)(?::(?<port>[0-9]{1,5}))?");

    private static final int MAX_PORT = 65535;
    private static final String DEFAULT_PORT = ":5432";

    /** Parameters of providers' URLs that libpq and the driver name differently. */
    private static final Map<String, String> LIBPQ_NAMES =
            Map.of(
                    "application_name", "ApplicationName",
                    "channel_binding", "channelBinding",
                    "connect_timeout", "connectTimeout",
                    "gssencmode", "gssEncMode",
                    "require_auth", "requireAuth",
                    "sslnegotiation", "sslNegotiation");

    private final String hosts;
    private final String database;
    private final Map<String, String> parameters;

    private PostgreSQLUrl(
            final String hosts, final String database, final Map<String, String> parameters) {
        this.hosts = hosts;
        this.database = database;
        this.parameters = Collections.unmodifiableMap(parameters);
    }

    /**
     * Parses a URL of either form.
     *
     * @throws IllegalArgumentException with a message for people, which quotes nothing that may be
     *     part of a password
     */
    static PostgreSQLUrl parse(final String text) {
        final Matcher matcher = URL.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a URL looks like " + FORM + " or postgresql://host:port/database");
        }
        final boolean jdbc = matcher.group("jdbc") != null;
        final String database = decode(orEmpty(matcher.group("database")), jdbc);
        if (database.isEmpty()) {
            throw new IllegalArgumentException("it names no database: " + FORM);
        }
        final Map<String, String> parameters = new LinkedHashMap<>();
        readUser(orEmpty(matcher.group("user")), parameters);
        readParameters(orEmpty(matcher.group("parameters")), jdbc, parameters);
        return new PostgreSQLUrl(readHosts(matcher.group("hosts")), database, parameters);
    }

    /** {@code host:port}, several with commas. */
    String hosts() {
        return hosts;
    }

    String database() {
        return database;
    }

    /** By the driver's names, with user and password among them if the URL has them. */
    Map<String, String> parameters() {
        return parameters;
    }

    /** As the driver wants it, without parameters. */
    String jdbcUrl() {
        return "jdbc:postgresql://"
                + hosts
                + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return jdbcUrl();
    }

    /** A URL of whatever form, right or wrong, with its credentials blotted out. */
    static String redacted(final String text) {
        return text.replaceFirst("//.*@", "//***@").replaceAll("(?i)(password=)[^&]*", "$1***");
    }

    private static String readHosts(final String text) {
        final StringBuilder hosts = new StringBuilder();
        for (final String each : text.split(",", -1)) {
            final Matcher matcher = HOST.matcher(each);
            if (!matcher.matches()
                    || matcher.group("port") != null
                            && Integer.parseInt(matcher.group("port")) > MAX_PORT) {
                throw new IllegalArgumentException(
                        "its host or port is invalid: "
                                + FORM
                                + ". In a user name or password, write : / ? @ % as %3A %2F %3F %40"
                                + " %25");
            }
            hosts.append(hosts.isEmpty() ? "" : ",")
                    .append(each.isEmpty() || each.startsWith(":") ? "localhost" : "")
                    .append(each)
                    .append(matcher.group("port") == null ? DEFAULT_PORT : "");
        }
        return hosts.toString();
    }

    private static void readUser(final String text, final Map<String, String> parameters) {
        if (text.isEmpty()) {
            return;
        }
        final int colon = text.indexOf(':');
        parameters.put("user", decode(colon < 0 ? text : text.substring(0, colon), false));
        if (colon >= 0) {
            parameters.put("password", decode(text.substring(colon + 1), false));
        }
    }

    private static void readParameters(
            final String text, final boolean jdbc, final Map<String, String> parameters) {
        for (final String each : text.split("&")) {
            if (each.isEmpty()) {
                continue;
            }
            final int equals = each.indexOf('=');
            final String given = equals < 0 ? each : each.substring(0, equals);
            final String name = LIBPQ_NAMES.getOrDefault(given, given);
            final String value = equals < 0 ? "" : decode(each.substring(equals + 1), jdbc);
            if (PGProperty.forName(name) == null) {
                throw new IllegalArgumentException(
                        Text.format(
                                "PostgreSQL's driver has no parameter \"%s\"; correct or remove it",
                                given));
            }
            final String before =
                    name.equals("ssl")
                            ? readSsl(value, parameters)
                            : parameters.putIfAbsent(name, value);
            if (before != null && !before.equals(value)) {
                throw new IllegalArgumentException(
                        Text.format("it gives \"%s\" twice; remove one of them", name));
            }
        }
    }

    /** The driver's older way of saying sslmode; TLS Mode's default must not weaken it. */
    private static String readSsl(final String value, final Map<String, String> parameters) {
        if (!value.equalsIgnoreCase("false")) {
            parameters.putIfAbsent("sslmode", TlsMode.VERIFY_FULL.sslMode());
        }
        return null;
    }

    private static String decode(final String text, final boolean plusIsSpace) {
        try {
            return URLDecoder.decode(
                    plusIsSpace ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (final IllegalArgumentException e) {
            // Its message holds a piece of the text, so it is no cause for this one.
            throw new IllegalArgumentException(
                    "a % in it is not followed by two hexadecimal digits; write % itself as %25");
        }
    }

    private static String orEmpty(final String text) {
        return text == null ? "" : text;
    }
}
