// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.undo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.benchmarks.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoSuiteTest {

    @TempDir Path folder;

    @Test
    void importsEachFileAndTakesItBack() throws Exception {
        final List<String> sections = new ArrayList<>();
        new UndoSuite()
                .run(new Plan(500, 2, List.of(), List.of(), folder, null, null), sections::add);

        assertThat(sections).hasSize(2);
        assertThat(sections.getLast())
                .startsWith("500 users; 2 of 2 rounds.")
                .contains("| first import")
                .contains("| 10 % changed")
                .contains("| all changed");
    }
}
