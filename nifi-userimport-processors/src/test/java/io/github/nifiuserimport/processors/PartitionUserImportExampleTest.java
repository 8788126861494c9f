// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;

/** The example of the processor's page gives what the page says. */
class PartitionUserImportExampleTest {

    private final TestRunner runner = TestRunners.newTestRunner(PartitionUserImport.class);
    private final List<String> shown = AdditionalDetails.blocks(PartitionUserImport.class, "csv");

    PartitionUserImportExampleTest() throws IOException {}

    @Test
    void isSplitAsShown() {
        runner.enqueue(shown.getFirst(), Map.of("filename", "users.csv"));
        runner.run();
        assertThat(runner.getFlowFilesForRelationship(PartitionUserImport.PARTS_OUT))
                .extracting(MockFlowFile::getContent)
                .isEqualTo(shown.subList(1, 3));
    }
}
