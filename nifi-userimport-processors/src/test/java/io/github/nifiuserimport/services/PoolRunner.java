// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockComponentLog;
import org.apache.nifi.util.MockConfigurationContext;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

/** A {@link PostgreSQLConnectionPool} in NiFi's test runner, set up as a user would. */
public final class PoolRunner implements AutoCloseable {

    public final PostgreSQLConnectionPool pool = new PostgreSQLConnectionPool();
    final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
    private final Map<PropertyDescriptor, String> given = new HashMap<>();
    private boolean enabled;

    PoolRunner() {
        try {
            runner.addControllerService("pool", pool);
        } catch (final InitializationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that is ready for a database, but for what the test sets otherwise. */
    public static PoolRunner of(final TestDatabase database) {
        return new PoolRunner()
                .set("Database Connection URL", database.jdbcUrl())
                .set("Database User", TestPostgres.USER)
                .set("Password", TestPostgres.PASSWORD);
    }

    public PoolRunner set(final String property, final String value) {
        runner.setProperty(pool, property, value);
        given.put(pool.getPropertyDescriptor(property), value);
        return this;
    }

    public PoolRunner enable() {
        runner.enableControllerService(pool);
        enabled = true;
        return this;
    }

    void disable() {
        runner.disableControllerService(pool);
        enabled = false;
    }

    List<ConfigVerificationResult> verify() {
        return pool.verify(
                new MockConfigurationContext(
                        pool,
                        given,
                        runner.getProcessContext().getControllerServiceLookup(),
                        Map.of()),
                runner.getControllerServiceLogger("pool"),
                Map.of());
    }

    /** The verification as a user reads it, a line for each step. */
    public String verification() {
        return verify().stream()
                .map(
                        each ->
                                Text.format(
                                        "%s: %s: %s",
                                        each.getVerificationStepName(),
                                        each.getOutcome(),
                                        each.getExplanation()))
                .collect(Collectors.joining("\n"));
    }

    /** All that the service has logged. */
    String log() {
        final MockComponentLog log = runner.getControllerServiceLogger("pool");
        return Stream.of(
                        log.getDebugMessages(),
                        log.getInfoMessages(),
                        log.getWarnMessages(),
                        log.getErrorMessages())
                .flatMap(List::stream)
                .map(LogMessage::toString)
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        if (enabled) {
            disable();
        }
    }
}
