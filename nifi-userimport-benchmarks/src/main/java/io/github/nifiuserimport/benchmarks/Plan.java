// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import java.nio.file.Path;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rows users in the files of all suites but size
 * @param rounds how often each time is taken
 * @param sizes users in the files of size
 * @param fillfactors of the table, in percent, that are compared
 * @param folder for databases, files and a NiFi; empty at first, gone at the end
 * @param baseline what the present build is measured against, beside all else; null for nothing
 * @param profiles where to keep recordings of the flow suite's first imports, or null for none
 */
public record Plan(
        int rows,
        int rounds,
        List<Integer> sizes,
        List<Integer> fillfactors,
        Path folder,
        Baseline baseline,
        Path profiles) {

    /** The builds that take turns: the present one first. */
    public List<Build> builds() {
        return baseline == null
                ? List.of(Baseline.present())
                : List.of(Baseline.present(), baseline.build());
    }

    /** Enough rows to have the code compiled and the caches filled before times are taken. */
    public int warmUpRows() {
        return Math.clamp(rows / 10, 100, 100_000);
    }
}
