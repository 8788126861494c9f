// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;

/** The example of the processor's page gives what the page says. */
class ValidateUserImportExampleTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final TestRunner runner = TestRunners.newTestRunner(ValidateUserImport.class);
    private final String file =
            AdditionalDetails.blocks(ValidateUserImport.class, "csv").getFirst();
    private final List<String> shown = AdditionalDetails.blocks(ValidateUserImport.class, "json");

    ValidateUserImportExampleTest() throws IOException {}

    @Test
    void isReportedInDetail() throws Exception {
        assertThat(result(ValidateUserImport.REPORT)).isEqualTo(JSON.readTree(shown.getFirst()));
    }

    @Test
    void isReportedAsDashlyReplies() throws Exception {
        runner.setProperty(ValidateUserImport.REPORT_FORMAT, ReportFormat.DASHLY);
        assertThat(result(ValidateUserImport.REPORT)).isEqualTo(JSON.readTree(shown.get(2)));
    }

    @Test
    void becomesRecords() throws Exception {
        RecordReaders.writeJson(runner, "output-array");
        assertThat(result(ValidateUserImport.RECORDS)).isEqualTo(JSON.readTree(shown.get(4)));
    }

    private JsonNode result(final Relationship relationship) throws IOException {
        runner.enqueue(file, Map.of("filename", "users.csv"));
        runner.run();
        return JSON.readTree(
                runner.getFlowFilesForRelationship(relationship).getFirst().getContent());
    }
}
