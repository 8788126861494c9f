// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.benchmarks.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcSuiteTest {

    @TempDir Path folder;

    @Test
    void measuresEveryImportAndCopyRoundByRound() throws Exception {
        final List<String> sections = new ArrayList<>();
        new JdbcSuite()
                .run(new Plan(500, 2, List.of(), List.of(), folder, null, null), sections::add);

        // After each what there is by then, for a run that is cut off.
        assertThat(sections).hasSize(2 * 2 * 5);
        assertThat(sections.getFirst())
                .startsWith("500 users; 1 of 2 rounds.")
                .containsPattern("\\| first import +\\| +[0-9.,]+ \\| +[0-9,]+ \\| +\\| +\\|")
                .doesNotContain("| COPY");
        assertThat(sections.getLast())
                .startsWith("500 users; 2 of 2 rounds.")
                .contains(
                        "| first import ",
                        "| unchanged re-import ",
                        "| 10 % changed ",
                        "| all changed ",
                        "| COPY, first import ");
    }
}
