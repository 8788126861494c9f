// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import io.github.nifiuserimport.store.jdbc.DatabaseAddress;
import io.github.nifiuserimport.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.context.PropertyContext;
import org.postgresql.PGProperty;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * The settings that result from the service's properties, its dynamic properties and the URL. The
 * URL overrides a property that is empty or has its default value; if both are set, that is among
 * the {@link #conflicts()}.
 */
final class PoolSettings {

    /** Prefix of dynamic properties that NiFi encrypts; not a part of the driver's name. */
    static final String SENSITIVE_PREFIX = "SENSITIVE.";

    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "ApplicationName",
                    "nifi-userimport",
                    "tcpKeepAlive",
                    "true",
                    "socketFactory",
                    KeepAliveSocketFactory.class.getName());

    private final PropertyContext context;
    private final PostgreSQLUrl url;
    private final Properties driver = new Properties();
    private final List<String> conflicts = new ArrayList<>();

    private PoolSettings(final PropertyContext context, final Iterable<PropertyDescriptor> given) {
        this.context = context;
        this.url = PostgreSQLUrl.parse(value(PoolProperties.URL));
        driver.putAll(DEFAULTS);
        readDynamicProperties(given);
        readUrl();
        setUnlessInUrl("user", PoolProperties.USER, value(PoolProperties.USER));
        setUnlessInUrl("password", PoolProperties.PASSWORD, value(PoolProperties.PASSWORD));
        readTls();
        readRewriting();
    }

    /**
     * Combines them.
     *
     * @param context gives the properties' values
     * @param given the descriptors of the properties that are set, including dynamic ones
     * @throws IllegalArgumentException if the URL is invalid, which its validator reports first
     */
    static PoolSettings of(
            final PropertyContext context, final Iterable<PropertyDescriptor> given) {
        return new PoolSettings(context, given);
    }

    /** What is contradictory or missing, as sentences for people; empty if nothing is. */
    List<String> conflicts() {
        final List<String> all = new ArrayList<>(conflicts);
        if (!driver.containsKey("user")) {
            all.add("the URL names no user; set Database User");
        }
        if (driver.containsKey("sslcert")
                && DefaultJavaSSLFactory.class.getName().equals(driver.get("sslfactory"))) {
            all.add("Client Certificate File is set; set Root Certificate File too");
        }
        return all;
    }

    boolean passwordInUrl() {
        return url.parameters().containsKey("password");
    }

    DatabaseAddress address() {
        return new DatabaseAddress(url.hosts(), url.database(), driver.getProperty("user"));
    }

    /** The driver's name of the TLS mode in force. */
    String sslMode() {
        return driver.getProperty("sslmode");
    }

    Duration connectTimeout() {
        return driver.containsKey("connectTimeout")
                ? Duration.ofSeconds(Long.parseLong(driver.getProperty("connectTimeout")))
                : period(PoolProperties.CONNECT_TIMEOUT);
    }

    Duration maxWait() {
        return period(PoolProperties.MAX_WAIT);
    }

    Duration idleTimeout() {
        return period(PoolProperties.IDLE_TIMEOUT);
    }

    Duration maxLifetime() {
        return period(PoolProperties.MAX_LIFETIME);
    }

    int maxConnections() {
        return Integer.parseInt(value(PoolProperties.MAX_CONNECTIONS));
    }

    int minIdle() {
        return Math.min(Integer.parseInt(value(PoolProperties.MIN_IDLE)), maxConnections());
    }

    /** Opens connections with these settings. */
    PostgreSQLDataSource dataSource() {
        return new PostgreSQLDataSource(url.jdbcUrl(), driver, connectTimeout(), socketTimeout());
    }

    private Duration socketTimeout() {
        if (driver.containsKey("socketTimeout")) {
            return Duration.ofSeconds(Long.parseLong(driver.getProperty("socketTimeout")));
        }
        return value(PoolProperties.SOCKET_TIMEOUT) == null
                ? Duration.ZERO
                : period(PoolProperties.SOCKET_TIMEOUT);
    }

    private void readDynamicProperties(final Iterable<PropertyDescriptor> given) {
        for (final PropertyDescriptor each : given) {
            if (!each.isDynamic()) {
                continue;
            }
            final String name = driverName(each.getName());
            final String value = value(each);
            if (value == null) {
                continue;
            }
            if (url.parameters().containsKey(name)) {
                conflicts.add(
                        Text.format(
                                "\"%s\" is set as a property and in the URL; remove one of them",
                                name));
            }
            driver.setProperty(name, value);
        }
    }

    private void readUrl() {
        driver.putAll(url.parameters());
        for (final String name : List.of("connectTimeout", "socketTimeout")) {
            final PropertyDescriptor property = PoolProperties.BY_DRIVER_NAME.get(name);
            final String inUrl = url.parameters().get(name);
            if (inUrl != null) {
                conflictIfSet(name, property);
                if (!inUrl.matches("[0-9]{1,6}")) {
                    conflicts.add(
                            Text.format(
                                    "\"%s\" in the URL is not a whole number of seconds, such as 10",
                                    name));
                    driver.remove(name);
                }
            }
        }
    }

    /** Earlier versions had no property for it but a dynamic one, which still counts. */
    private void readRewriting() {
        final String name = PGProperty.REWRITE_BATCHED_INSERTS.getName();
        final PropertyDescriptor property = PoolProperties.REWRITE_BATCHED_INSERTS;
        if (driver.containsKey(name)) {
            if (!driver.getProperty(name).equals(value(property))) {
                conflictIfSet(name, property);
            }
        } else {
            driver.setProperty(name, value(property));
        }
    }

    private void readTls() {
        final TlsMode mode =
                context.getProperty(PoolProperties.TLS_MODE).asAllowableValue(TlsMode.class);
        setUnlessInUrl("sslmode", PoolProperties.TLS_MODE, mode.sslMode());
        final boolean verify = sslMode().startsWith("verify-");
        if (mode == TlsMode.VERIFY_CA || mode == TlsMode.VERIFY_FULL) {
            final PropertyDescriptor root = PoolProperties.ROOT_CERTIFICATE;
            setUnlessInUrl("sslrootcert", root, value(root));
        }
        if (mode != TlsMode.DISABLE && mode != TlsMode.PREFER) {
            final PropertyDescriptor certificate = PoolProperties.CLIENT_CERTIFICATE;
            setUnlessInUrl("sslcert", certificate, value(certificate));
            if (driver.containsKey("sslcert")) {
                setUnlessInUrl(
                        "sslkey", PoolProperties.CLIENT_KEY, value(PoolProperties.CLIENT_KEY));
            }
        }
        if (verify && !driver.containsKey("sslrootcert")) {
            // The driver itself would look into the home of the user that NiFi runs as.
            driver.putIfAbsent("sslfactory", DefaultJavaSSLFactory.class.getName());
        }
    }

    private void setUnlessInUrl(
            final String name, final PropertyDescriptor property, final String value) {
        if (url.parameters().containsKey(name)) {
            conflictIfSet(name, property);
        } else if (value != null) {
            driver.setProperty(name, value);
        }
    }

    private void conflictIfSet(final String name, final PropertyDescriptor property) {
        final String value = value(property);
        if (value != null && !value.equals(property.getDefaultValue())) {
            conflicts.add(
                    Text.format(
                            "%s is set, and the URL has \"%s\" too; remove one of them",
                            property.getDisplayName(), name));
        }
    }

    private Duration period(final PropertyDescriptor property) {
        final PropertyValue value = context.getProperty(property).evaluateAttributeExpressions();
        return Duration.ofMillis(value.asTimePeriod(TimeUnit.MILLISECONDS));
    }

    private String value(final PropertyDescriptor property) {
        PropertyValue value = context.getProperty(property);
        if (property.isExpressionLanguageSupported()) {
            value = value.evaluateAttributeExpressions();
        }
        return value.getValue();
    }

    /** The driver's name for a dynamic property's. */
    static String driverName(final String property) {
        return property.startsWith(SENSITIVE_PREFIX)
                ? property.substring(SENSITIVE_PREFIX.length())
                : property;
    }
}
