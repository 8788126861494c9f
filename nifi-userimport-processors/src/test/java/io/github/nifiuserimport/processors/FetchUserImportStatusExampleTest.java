// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.FetchUserImportStatus.NOT_FOUND;
import static io.github.nifiuserimport.processors.FetchUserImportStatus.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nifiuserimport.testing.TestPostgres;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.nifi.processor.Relationship;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example of the processor's page gives what the page says. */
class FetchUserImportStatusExampleTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> shown =
            AdditionalDetails.blocks(FetchUserImportStatus.class, "json");

    private StatusBench bench;

    FetchUserImportStatusExampleTest() throws IOException {}

    @BeforeEach
    void importTheFile() throws Exception {
        bench = new StatusBench(TestPostgres.shared().newDatabase());
        bench.importFile(
                "4711",
                "default",
                "users.csv",
                AdditionalDetails.blocks(FetchUserImportStatus.class, "csv").getFirst());
        bench.status().setProperty("Public URL", "https://imports.example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "Leanplum, 4711, 0",
        "Dashly, 4711, 1",
        "JSON, 4711, 2",
        "JSON, 4712, 3",
        "Dashly, 4712, 4",
        "Leanplum, 4712, 5"
    })
    void isToldAsShown(final String reply, final String id, final int block) throws Exception {
        assertThat(JSON.readTree(ask(reply, id, id.equals("4711") ? SUCCESS : NOT_FOUND)))
                .isEqualTo(JSON.readTree(shown.get(block)));
    }

    @Test
    void hasTheResponsesShown() throws Exception {
        assertThat(ask("Responses", "4711", SUCCESS))
                .isEqualTo(
                        AdditionalDetails.blocks(FetchUserImportStatus.class, "jsonl").getFirst());
    }

    private String ask(final String reply, final String id, final Relationship relationship) {
        bench.status().setProperty("Reply", reply);
        return bench.ask(Map.of("userimport.id", id), relationship).getContent();
    }
}
