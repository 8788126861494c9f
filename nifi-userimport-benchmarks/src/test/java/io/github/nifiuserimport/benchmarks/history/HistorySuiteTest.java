// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.benchmarks.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistorySuiteTest {

    @TempDir Path folder;

    @Test
    void measuresEveryImportWithAndWithoutRoundByRound() throws Exception {
        final List<String> sections = new ArrayList<>();
        new HistorySuite()
                .run(new Plan(500, 2, List.of(), List.of(), folder, null, null), sections::add);

        assertThat(sections).hasSize(2);
        assertThat(sections.getLast())
                .startsWith("500 users; 2 of 2 rounds.")
                .containsPattern("\\| first import +\\| +30 days \\|")
                .containsPattern("\\| 10 % changed +\\| +30 days \\|")
                .containsPattern(
                        "\\| all changed +\\| +none, no triggers +\\|[^|]+\\| +1[.]00 \\|");
    }
}
