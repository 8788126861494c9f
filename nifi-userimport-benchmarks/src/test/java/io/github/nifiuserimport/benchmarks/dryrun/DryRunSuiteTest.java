// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.benchmarks.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunSuiteTest {

    @TempDir Path folder;

    @Test
    void triesEachFileAndImportsIt() throws Exception {
        final List<String> sections = new ArrayList<>();
        new DryRunSuite()
                .run(new Plan(500, 2, List.of(), List.of(), folder, null, null), sections::add);

        assertThat(sections).hasSize(2);
        assertThat(sections.getLast())
                .startsWith("500 users; 2 of 2 rounds.")
                .containsPattern("\\| unchanged re-import +\\|([^|]+\\|){4} +0 \\|")
                .containsPattern("\\| 10 % changed +\\|([^|]+\\|){4} +50 \\|")
                .containsPattern("\\| all changed +\\|([^|]+\\|){4} +500 \\|");
    }
}
