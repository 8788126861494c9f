// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.system.TestGroup.Output;
import io.github.nifiuserimport.system.TestGroup.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files are tried in a real NiFi, with a writer of another NAR. */
@ExtendWith(SharedSystem.class)
class DryRunIT {

    private static final String PROCESSORS = "io.github.nifiuserimport.processors.";

    private static final String USERS =
            """
            userId,userAttributes.plan
            u1,gold
            u2,
            """;

    private static TestSystem system;

    @BeforeAll
    static void use(final TestSystem shared) {
        system = shared;
    }

    @Test
    void theChangesOfAnImportComeOutAsRecords() {
        final TestGroup test = new TestGroup(system.client(), "Dry run");
        final String pool =
                test.ourService(
                        "PostgreSQLConnectionPool",
                        Map.of(
                                "Database Connection URL", system.postgres().jdbcUrl(),
                                "Database User", system.postgres().user(),
                                "Password", system.postgres().password()));
        final String store =
                test.ourService(
                        "PostgreSQLUserStore", Map.of("Database Connection Pooling Service", pool));
        final String writer = test.service("org.apache.nifi.csv.CSVRecordSetWriter", Map.of());

        final Output changes =
                test.runThrough(
                        USERS,
                        List.of(
                                new Stage(
                                        PROCESSORS + "ValidateUserImport",
                                        new ProcessorConfig()
                                                .property("User Store", store)
                                                .property("App ID", "dry run")
                                                .property("Changes Writer", writer)
                                                .terminate("records", "report", "original"),
                                        "changes")));

        assertThat(changes.relationship()).isEqualTo("changes");
        assertThat(changes.text().lines())
                .containsExactlyInAnyOrder(
                        "userId,line,field,before,after",
                        "u1,2,userId,,u1",
                        "u1,2,attributes.plan,,gold",
                        "u2,3,userId,,u2");
    }

    @Test
    void flowsWithTheFormerNameOfTheProcessorLoad() {
        final TestGroup test = new TestGroup(system.client(), "ParseUserImport");

        final Output report =
                test.runThrough(
                        USERS,
                        List.of(
                                new Stage(
                                        PROCESSORS + "ParseUserImport",
                                        new ProcessorConfig().terminate("records", "original"),
                                        "report")));

        assertThat(Database.json(report.text()).at("/rows").asInt()).isEqualTo(2);
    }
}
