// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.benchmarks.Build;
import io.github.nifiuserimport.benchmarks.size.SizeFigures.Step;
import io.github.nifiuserimport.runtime.rest.Bundle;
import java.util.List;
import org.junit.jupiter.api.Test;

class SizeFiguresTest {

    private final Build now = build("");
    private final Build before = build("29f8c20");

    @Test
    void tellsTimesARowHowTheyGrowAndWhatTheyWereBefore() {
        final SizeFigures figures = new SizeFigures(List.of(now, before));
        figures.setFileBytes(1_000_000, 72_900_000);
        figures.setFileBytes(10_000_000, 729_200_000);
        for (final double seconds : new double[] {8, 7, 90}) {
            figures.of(now, 1_000_000).add(Step.FIRST, seconds);
        }
        figures.of(now, 10_000_000).add(Step.FIRST, 84);
        figures.of(now, 1_000_000).add(Step.UNCHANGED, 5);
        figures.of(now, 10_000_000).add(Step.UNCHANGED, 50);
        figures.of(before, 10_000_000).add(Step.FIRST, 168);

        assertThat(figures.report())
                .contains("| 1,000,000  |     72.9 |             8.0 |      8.0 |")
                .contains("| 10,000,000 |    729.2 |            84.0 |      8.4 |")
                .contains(
                        "Time a row, 10,000,000 users : 1,000,000 users: first import 1.05, unchanged re-import 1.00.")
                .contains("The build of 29f8c20:")
                .contains("Times as fast as the build of 29f8c20:")
                .contains("| 1,000,000  |              |                     |")
                .contains("| 10,000,000 |         2.00 |                     |");
    }

    @Test
    void theMostHeapOfAllImportsCounts() {
        final SizeFigures figures = new SizeFigures(List.of(now));
        figures.setFileBytes(1000, 70_000);
        figures.of(now, 1000).addHeap(200, 150);
        figures.of(now, 1000).addHeap(190, 160);
        figures.of(now, 1000).setProfileBytes(1_500_000);

        assertThat(figures.report())
                .contains("|                     200 |                    160 |          1.5 |")
                .doesNotContain("Time a row", "build");
    }

    private static Build build(final String name) {
        return new Build(name, new Bundle("group", "artifact", "1.0.0"), "schema");
    }
}
