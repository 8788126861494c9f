// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.benchmarks.Build;
import io.github.nifiuserimport.runtime.rest.Bundle;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowTimesTest {

    @Test
    void ratiosAreThoseOfTheMedians() {
        final FlowTimes times = new FlowTimes(List.of(build(""), build("29f8c20")));
        for (final Workload task : Workload.all()) {
            for (final double round : new double[] {1, 2, 60}) {
                times.add(PutDatabaseRecordLane.PLAIN, 1, task, 20 * round);
                times.add(PutDatabaseRecordLane.PLAIN, 2, task, 15 * round);
                times.add(PutDatabaseRecordLane.REWRITING, 1, task, 12 * round);
                times.add(PutDatabaseRecordLane.REWRITING, 2, task, 11 * round);
                times.add(PutUserImportLane.DEFAULTS, 1, task, 10 * round);
                times.add(PutUserImportLane.BATCH_BY_BATCH, 1, task, 11 * round);
                times.add(PutUserImportLane.BATCH_BY_BATCH, 2, task, 5 * round);
                times.add("29f8c20: " + PutUserImportLane.DEFAULTS, 1, task, 14 * round);
                times.add("29f8c20: " + PutUserImportLane.BATCH_BY_BATCH, 2, task, 8 * round);
            }
        }
        times.addCopy(2, 8);
        final String report =
                times.report(1000, 3, 3, Tuning.all(false).getFirst(), Tuning.all(true).getFirst());

        assertThat(report)
                .contains("1,000 users; 3 of 3 rounds.")
                .contains(
                        "| PutDatabaseRecord, 1 task                       | 40.0 (20.0–1,200.0) | 40.0 (20.0–1,200.0) |")
                .contains(
                        "| first import        |            2.00 |             4.00 |              3.00 |")
                .contains(
                        "| first import        |            1.20 |             2.40 |              2.20 |");
        assertThat(report)
                .contains("Times as fast as the build of 29f8c20:")
                .contains("| first import        |   1.40 |    1.60 |")
                .contains(
                        "`COPY` of the same rows into the same empty table over two connections: 8.0 (8.0–8.0) s.")
                .contains("| first import          |   0.40 |    0.80 |")
                .contains("| 29f8c20: first import |   0.29 |    0.50 |");
        assertThat(times.total(PutUserImportLane.DEFAULTS, 1)).isEqualTo(4 * 20);
    }

    @Test
    void whatIsNotMeasuredYetIsLeftEmpty() {
        final FlowTimes times = new FlowTimes(List.of(build("")));
        times.add(PutUserImportLane.DEFAULTS, 1, Workload.FIRST, 10);

        assertThat(
                        times.report(
                                1000,
                                1,
                                3,
                                Tuning.all(false).getFirst(),
                                Tuning.all(true).getFirst()))
                .containsPattern("\\| PutUserImport, 1 part +\\| 10.0 \\(10.0–10.0\\) \\|  ")
                .doesNotContain("COPY", "the build of");
    }

    private static Build build(final String name) {
        return new Build(name, new Bundle("group", "artifact", "1.0.0"), "schema");
    }

    @Test
    void everySettingIsTried() {
        for (final boolean rewrite : new boolean[] {false, true}) {
            assertThat(Tuning.all(rewrite))
                    .hasSize(6)
                    .doesNotHaveDuplicates()
                    .allMatch(tuning -> tuning.rewrite() == rewrite);
        }
    }
}
