// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples through one processor with nothing set, as the quickstart imports them. */
@Tag("slow")
class SamplesTest {

    private static final Path SAMPLES = Path.of("..", "samples");

    private static TestRunner runner;

    @BeforeAll
    static void start() throws InitializationException {
        runner = TestRunners.newTestRunner(PutUserImport.class);
        UserStores.add(runner, TestPostgres.shared().newDatabase());
        runner.setProperty(PutUserImport.USER_STORE, "store");
    }

    @ParameterizedTest
    @CsvSource({
        "users.csv, setUserAttributes, 0, 0",
        "user-attributes.csv, setUserAttributes, 0, 0",
        "device-attributes.csv, setDeviceAttributes, 4, 0",
        "events.csv, track, 0, 4",
        "historical-events.csv, setUserAttributes, 0, 0",
        "email-unsubscribes.csv, setUserAttributes, 0, 0",
        "dashly-users.csv, setUserAttributes, 0, 0"
    })
    void appliesEveryRow(
            final String name, final String action, final String devices, final String events)
            throws Exception {
        final MockFlowFile imported = imported(name);
        imported.assertAttributeEquals("userimport.action", action);
        imported.assertAttributeEquals("userimport.rows.rejected", "0");
        imported.assertAttributeEquals("userimport.warnings", "0");
        imported.assertAttributeEquals("userimport.devices.changed", devices);
        imported.assertAttributeEquals("userimport.events.tracked", events);
        assertThat(imported.getAttribute("userimport.rows.applied"))
                .isEqualTo(imported.getAttribute("userimport.rows"))
                .isNotEqualTo("0");
    }

    @Test
    void rejectsTheRowsOfTheDirtyOneThatAreDirty() throws Exception {
        final MockFlowFile imported = imported("dirty.csv");
        imported.assertAttributeEquals("userimport.rows", "16");
        imported.assertAttributeEquals("userimport.rows.applied", "3");
        imported.assertAttributeEquals("userimport.rows.rejected", "13");
        imported.assertAttributeEquals("userimport.warnings", "1");
        runner.assertTransferCount(PutUserImport.REJECTED_ROWS, 1);
    }

    @Test
    void isTheWholeFolder() throws Exception {
        try (Stream<Path> samples = Files.list(SAMPLES)) {
            assertThat(samples.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "users.csv",
                            "user-attributes.csv",
                            "device-attributes.csv",
                            "events.csv",
                            "historical-events.csv",
                            "email-unsubscribes.csv",
                            "dashly-users.csv",
                            "dirty.csv");
        }
    }

    private static MockFlowFile imported(final String name) throws Exception {
        runner.clearTransferState();
        runner.enqueue(Files.readAllBytes(SAMPLES.resolve(name)), Map.of("filename", name));
        runner.run();
        runner.assertTransferCount(PutUserImport.SUCCESS, 1);
        return runner.getFlowFilesForRelationship(PutUserImport.SUCCESS).getFirst();
    }
}
