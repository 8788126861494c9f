// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.fillfactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.benchmarks.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FillfactorSuiteTest {

    @TempDir Path folder;

    @Test
    void measuresEveryImportUnderEachFillfactorRoundByRound() throws Exception {
        final List<String> sections = new ArrayList<>();
        new FillfactorSuite()
                .run(
                        new Plan(500, 2, List.of(), List.of(30, 100), folder, null, null),
                        sections::add);

        // After each import what there is by then, for a run that is cut off.
        assertThat(sections).hasSize(2 * 2 * 5);
        assertThat(sections.getFirst())
                .startsWith("500 users; 1 of 2 rounds.")
                .containsPattern("\\| first import +\\| +30 \\|")
                .doesNotContain("| all changed ");
        assertThat(sections.getLast())
                .startsWith("500 users; 2 of 2 rounds.")
                .containsPattern("\\| first import +\\| +30 \\|")
                .containsPattern("\\| first import +\\| +100 \\|")
                // All on their pages where these are mostly empty, none where they are full.
                .containsPattern("\\| all changed +\\| +30 \\|[^|]+\\|[^|]+\\| +100[.]0 \\|")
                .containsPattern("\\| all changed, a third time +\\| +100 \\|");
    }
}
