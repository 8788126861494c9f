// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.runtime.rest.VerificationResult;
import io.github.nifiuserimport.system.TestGroup.Output;
import io.github.nifiuserimport.system.TestGroup.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * NiFi's own CSVReader with each of its parsers, in a real NiFi. There it comes from another NAR,
 * as a proxy: it has to be known all the same.
 */
@ExtendWith(SharedSystem.class)
class OtherReadersIT {

    private static final String CSV_READER = "org.apache.nifi.csv.CSVReader";
    private static final String VALIDATE = "io.github.nifiuserimport.processors.ValidateUserImport";

    private static final String USERS =
            """
            userId,userAttributes.zip,userAttributes.balance,userAttributes.phone
            007,00123,19999999.99,79161234567
            7,00456,5.10,8.5
            """;

    private static TestSystem system;

    @BeforeAll
    static void use(final TestSystem shared) {
        system = shared;
    }

    @ParameterizedTest
    @ValueSource(strings = {"commons-csv", "jackson-csv", "fast-csv"})
    void whatItHasMadeNumbersOfIsRefused(final String parser) {
        final JsonNode report = report(parser, "infer-schema", USERS);
        assertThat(report.at("/valid").asBoolean()).isFalse();
        assertThat(report.at("/error").toString())
                .contains("userId", "inferred that its cells are numbers", "UserImportCSVReader");
    }

    @ParameterizedTest
    @ValueSource(strings = {"commons-csv", "jackson-csv", "fast-csv"})
    void stringFieldsFromTheHeaderAreTaken(final String parser) {
        final JsonNode report = report(parser, "csv-header-derived", USERS);
        assertThat(report.at("/valid").asBoolean()).isTrue();
        assertThat(report.at("/rows").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"commons-csv", "jackson-csv", "fast-csv"})
    void aNameThatStandsTwiceIsRefused(final String parser) {
        final JsonNode report =
                report(
                        parser,
                        "csv-header-derived",
                        "userId,userAttributes.a,userAttributes.a,userAttributes.b\nu1,1,2,3\n");
        assertThat(report.at("/valid").asBoolean()).isFalse();
        assertThat(report.at("/error").toString()).contains("is in the header twice");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"commons-csv, 2, true", "jackson-csv, 2, true", "fast-csv, 1, false"})
    void rowsThatBeginWithAHashAreRefusedWhereTheParserDropsThem(
            final String parser, final int rows, final boolean valid) {
        final JsonNode report =
                report(parser, "csv-header-derived", "userId,userAttributes.a\nu2,2\n#u1,1\n");
        assertThat(report.at("/rows").asInt()).isEqualTo(rows);
        assertThat(report.at("/valid").asBoolean()).isEqualTo(valid);
        if (!valid) {
            assertThat(report.at("/error/line").asInt()).isEqualTo(3);
            assertThat(report.at("/error/error").asText())
                    .startsWith("begins with a #, and CSVReader's parser FastCSV drops such rows");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "commons-csv, 'Digits as text; Backslashes'",
        "jackson-csv, 'Digits as text; Backslashes'",
        "fast-csv,    'Digits as text; Rows that begin with #'"
    })
    void verificationSaysWhatItChanges(final String parser, final String changes) {
        final TestGroup test = new TestGroup(system.client(), "Verify " + parser);
        final String processor =
                test.processor(
                        VALIDATE,
                        new ProcessorConfig()
                                .property("Record Reader", reader(test, parser, "infer-schema")));
        assertThat(system.client().processors().verify(processor, Map.of(), Map.of()))
                .filteredOn(result -> result.outcome().equals("FAILED"))
                .extracting(VerificationResult::step)
                .containsExactlyElementsOf(
                        List.of(changes.split("; ")).stream()
                                .map("Read with the Record Reader: "::concat)
                                .toList());
    }

    private static String reader(final TestGroup test, final String parser, final String schema) {
        return test.service(
                CSV_READER,
                Map.of("schema-access-strategy", schema, "csv-reader-csv-parser", parser));
    }

    private static JsonNode report(final String parser, final String schema, final String content) {
        final TestGroup test = new TestGroup(system.client(), parser);
        final Output output =
                test.runThrough(
                        content,
                        List.of(
                                new Stage(
                                        VALIDATE,
                                        new ProcessorConfig()
                                                .property(
                                                        "Record Reader",
                                                        reader(test, parser, schema))
                                                .terminate("records", "original"),
                                        "report")));
        return Database.json(output.text());
    }
}
