// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.Ports;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.runtime.rest.VerificationResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The canvas' Verify button says what is wrong: on the way to the database, or for requests. */
@ExtendWith(SharedSystem.class)
class VerificationIT {

    private static final String POOL = "io.github.nifiuserimport.services.PostgreSQLConnectionPool";
    private static final String STORE = "io.github.nifiuserimport.services.PostgreSQLUserStore";
    private static final String LISTEN = "io.github.nifiuserimport.processors.ListenUserImports";
    private static final String URL = "Database Connection URL";

    @Test
    void rightSettingsPassEveryStep(final TestSystem system) {
        final TestGroup test = new TestGroup(system.client(), "Verify, right");
        final String pool = test.disabledService(POOL, settings(system.postgres()));

        assertThat(system.client().services().verify(pool, Map.of()))
                .extracting(VerificationResult::outcome)
                .containsOnly("SUCCESSFUL");
        system.client().services().enable(pool);
        final String store =
                test.disabledService(STORE, Map.of("Database Connection Pooling Service", pool));
        assertThat(system.client().services().verify(store, Map.of()))
                .extracting(VerificationResult::outcome)
                .containsOnly("SUCCESSFUL");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "wrong host | Database Connection URL | jdbc:postgresql://no-such-host.invalid/users"
                        + " | Reach the server | Cannot reach the database at"
                        + " no-such-host.invalid:5432: the host's name does not resolve. Is it"
                        + " spelled right?",
                "wrong port | Database Connection URL | jdbc:postgresql://127.0.0.1:{free}/users"
                        + " | Reach the server | Cannot reach the database at 127.0.0.1:{free}:"
                        + " connection refused. Is PostgreSQL running there?",
                "wrong password | Password | wrong"
                        + " | Log in | The database at 127.0.0.1:{port} does not let user"
                        + " \"postgres\" in: wrong password, or no such user.",
                "no such user | Database User | nobody"
                        + " | Log in | The database at 127.0.0.1:{port} does not let user"
                        + " \"nobody\" in: wrong password, or no such user.",
                "missing database | Database Connection URL"
                        + " | jdbc:postgresql://127.0.0.1:{port}/nowhere"
                        + " | Open the database | The server at 127.0.0.1:{port} has no database"
                        + " \"nowhere\". Create it, or correct the name."
            })
    void wrongSettingsFailTheOneStepThatTellsWhatToMend(
            final String name,
            final String property,
            final String value,
            final String step,
            final String explanation,
            final TestSystem system) {
        final PortsInText ports = new PortsInText(system.postgres().port(), Ports.free());
        final NifiClient nifi = system.client();
        final TestGroup test = new TestGroup(nifi, "Verify, " + name);
        final Map<String, String> settings = new HashMap<>(settings(system.postgres()));
        settings.put(property, ports.in(value));
        final String pool = test.disabledService(POOL, settings);

        final List<VerificationResult> ofPool = nifi.services().verify(pool, Map.of());
        assertThat(ofPool)
                .filteredOn(result -> result.outcome().equals("FAILED"))
                .containsExactly(new VerificationResult(step, "FAILED", ports.in(explanation)));

        nifi.services().enable(pool);
        final String store =
                test.disabledService(STORE, Map.of("Database Connection Pooling Service", pool));
        assertThat(nifi.services().verify(store, Map.of()))
                .filteredOn(result -> result.outcome().equals("FAILED"))
                .singleElement()
                .satisfies(
                        result ->
                                assertThat(result.explanation())
                                        .contains(ports.in(explanation).split(": ")[0]));
        nifi.services().disable(pool);
    }

    @Test
    void whatTakesRequestsSaysWhetherItsPortIsFreeTheStoreAnswersAndAKeyIsSet(
            final TestSystem system) {
        final NifiClient nifi = system.client();
        final TestGroup test = new TestGroup(nifi, "Verify, requests");
        final String pool =
                test.ourService("PostgreSQLConnectionPool", settings(system.postgres()));
        final String store =
                test.ourService(
                        "PostgreSQLUserStore", Map.of("Database Connection Pooling Service", pool));
        final String listen =
                test.processor(
                        LISTEN,
                        new ProcessorConfig()
                                .property("User Store", store)
                                .property("Listening Port", "" + Ports.free())
                                .property("Key", "sesame"));
        final String port = "" + system.postgres().port();

        assertThat(failed(nifi.processors().verify(listen, Map.of(), Map.of()))).isEmpty();
        assertThat(
                        failed(
                                nifi.processors()
                                        .verify(listen, Map.of("Listening Port", port), Map.of())))
                .singleElement()
                .satisfies(
                        result ->
                                assertThat(result.explanation())
                                        .startsWith(
                                                "Port "
                                                        + port
                                                        + " of 127.0.0.1 cannot be listened on:"));
        final String open =
                test.processor(
                        LISTEN,
                        new ProcessorConfig()
                                .property("User Store", store)
                                .property("Listening Port", "" + Ports.free()));
        assertThat(failed(nifi.processors().verify(open, Map.of(), Map.of())))
                .extracting(VerificationResult::explanation)
                .containsExactly("No key is set, so every request is refused: set Key");
    }

    private static List<VerificationResult> failed(final List<VerificationResult> results) {
        return results.stream().filter(result -> result.outcome().equals("FAILED")).toList();
    }

    private static Map<String, String> settings(final LocalPostgres postgres) {
        return Map.of(
                URL,
                postgres.jdbcUrl(),
                "Database User",
                postgres.user(),
                "Password",
                postgres.password(),
                "Max Wait Time",
                "1 sec");
    }

    private record PortsInText(int ofPostgres, int free) {
        String in(final String text) {
            return text.replace("{port}", "" + ofPostgres).replace("{free}", "" + free);
        }
    }
}
