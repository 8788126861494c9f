// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.nifiuserimport.store.jdbc.DatabaseFault;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.nifi.annotation.behavior.DynamicProperties;
import org.apache.nifi.annotation.behavior.DynamicProperty;
import org.apache.nifi.annotation.behavior.SupportsSensitiveDynamicProperties;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnDisabled;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.controller.VerifiableControllerService;
import org.apache.nifi.dbcp.DBCPService;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.exception.ProcessException;
import org.postgresql.PGProperty;

/** A pool of PostgreSQL connections that needs a URL, a user and a password, but no driver file. */
@Tags({
    "postgresql",
    "postgres",
    "jdbc",
    "dbcp",
    "database",
    "connection",
    "pool",
    "user",
    "import"
})
@CapabilityDescription(
        "Provides a pool of connections to PostgreSQL. The driver is built in: all it needs is a URL, a"
                + " user and a password. For PostgreSQLUserStore, and for every processor that uses a"
                + " Database Connection Pooling Service, such as ExecuteSQLRecord and"
                + " PutDatabaseRecord. It can be enabled while the database is unavailable, and"
                + " connects as soon as the database is back.")
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.services.PostgreSQLUserStore",
            "org.apache.nifi.dbcp.DBCPConnectionPool"
        })
@SupportsSensitiveDynamicProperties
@DynamicProperties({
    @DynamicProperty(
            name = "A property of PostgreSQL's JDBC driver",
            value = "Its value",
            expressionLanguageScope = ExpressionLanguageScope.ENVIRONMENT,
            description =
                    "Passed on to the driver, such as currentSchema, options or targetServerType"),
    @DynamicProperty(
            name = "SENSITIVE. followed by a property of PostgreSQL's JDBC driver",
            value = "Its value",
            description = "The same, but encrypted by NiFi, such as SENSITIVE.sslpassword")
})
public final class PostgreSQLConnectionPool extends AbstractControllerService
        implements DBCPService, VerifiableControllerService {

    private static final Duration VALIDATION_TIMEOUT = Duration.ofSeconds(5);

    private volatile HikariDataSource pool;
    private volatile PoolSettings settings;

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PoolProperties.ALL;
    }

    @Override
    protected PropertyDescriptor getSupportedDynamicPropertyDescriptor(final String name) {
        final boolean sensitive = name.startsWith(PoolSettings.SENSITIVE_PREFIX);
        return new PropertyDescriptor.Builder()
                .name(name)
                .dynamic(true)
                .sensitive(sensitive)
                .expressionLanguageSupported(
                        sensitive
                                ? ExpressionLanguageScope.NONE
                                : ExpressionLanguageScope.ENVIRONMENT)
                .addValidator(driverProperty(name))
                .build();
    }

    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext context) {
        return PoolSettings.of(context, context.getProperties().keySet()).conflicts().stream()
                .map(PostgreSQLConnectionPool::invalid)
                .toList();
    }

    /** Makes the pool without opening a connection, so that it starts without the database. */
    @OnEnabled
    public void open(final ConfigurationContext context) {
        settings = PoolSettings.of(context, context.getProperties().keySet());
        if (settings.passwordInUrl()) {
            getLogger()
                    .warn(
                            "The Database Connection URL contains a password, which everyone who may"
                                    + " see this service can read. Move it to Password.");
        }
        final HikariConfig config = new HikariConfig();
        config.setPoolName(getClass().getSimpleName() + "[id=" + getIdentifier() + "]");
        config.setDataSource(settings.dataSource());
        config.setInitializationFailTimeout(-1);
        config.setMaximumPoolSize(settings.maxConnections());
        config.setMinimumIdle(settings.minIdle());
        config.setConnectionTimeout(settings.maxWait().toMillis());
        config.setValidationTimeout(shorter(VALIDATION_TIMEOUT, settings.maxWait()).toMillis());
        config.setIdleTimeout(settings.idleTimeout().toMillis());
        config.setMaxLifetime(settings.maxLifetime().toMillis());
        pool = new HikariDataSource(config);
    }

    /** Closes the pool and all of its connections. */
    @OnDisabled
    public void close() {
        final HikariDataSource opened = pool;
        pool = null;
        if (opened != null) {
            opened.close();
        }
    }

    @Override
    public Connection getConnection() throws ProcessException {
        try {
            return pool.getConnection();
        } catch (final SQLException e) {
            throw new ProcessException(explain(e).message(), e);
        }
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ConfigurationContext context,
            final ComponentLog verificationLogger,
            final Map<String, String> variables) {
        return new PoolVerification(
                        () -> PoolSettings.of(context, context.getProperties().keySet()),
                        verificationLogger)
                .run();
    }

    private DatabaseFault explain(final SQLException e) {
        final DatabaseFault fault = DatabaseFault.of(e, settings.address());
        if (fault.kind() != DatabaseFault.Kind.NO_FREE_CONNECTION) {
            return fault;
        }
        // The pool names no cause while its attempt to connect still waits for an answer.
        final HikariDataSource asked = pool;
        final boolean full =
                asked != null
                        && asked.getHikariPoolMXBean().getTotalConnections()
                                >= settings.maxConnections();
        return new DatabaseFault(
                full ? fault.kind() : DatabaseFault.Kind.TIMEOUT,
                full
                        ? Text.format(
                                "All %d connections to the database at %s are in use, and none became"
                                        + " free within %d ms. Increase Max Total Connections, or run"
                                        + " fewer concurrent tasks or batches.",
                                settings.maxConnections(),
                                settings.address().hosts(),
                                settings.maxWait().toMillis())
                        : Text.format(
                                "The database at %s accepted no connection within %d ms.",
                                settings.address().hosts(), settings.maxWait().toMillis()));
    }

    private static Validator driverProperty(final String property) {
        return (subject, input, context) -> {
            final String name = PoolSettings.driverName(property);
            final PropertyDescriptor own = PoolProperties.BY_DRIVER_NAME.get(name);
            final String explanation;
            if (own != null) {
                explanation = "it is set by " + own.getDisplayName();
            } else if (PGProperty.forName(name) == null) {
                explanation =
                        "PostgreSQL's JDBC driver has no such property; see its documentation for their names";
            } else {
                explanation = null;
            }
            // Without the value, which may be a secret.
            return new ValidationResult.Builder()
                    .subject(subject)
                    .valid(explanation == null)
                    .explanation(explanation)
                    .build();
        };
    }

    private static ValidationResult invalid(final String explanation) {
        return new ValidationResult.Builder()
                .subject(PoolProperties.URL.getDisplayName())
                .valid(false)
                .explanation(explanation)
                .build();
    }

    private static Duration shorter(final Duration one, final Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
