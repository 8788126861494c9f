// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.size;

import static io.github.nifiuserimport.benchmarks.Table.number;

import io.github.nifiuserimport.benchmarks.BenchmarkEnvironment;
import io.github.nifiuserimport.benchmarks.HeapWatch;
import io.github.nifiuserimport.benchmarks.Plan;
import io.github.nifiuserimport.benchmarks.Progress;
import io.github.nifiuserimport.benchmarks.Suite;
import io.github.nifiuserimport.benchmarks.Table;
import io.github.nifiuserimport.benchmarks.flow.PutUserImportLane;
import io.github.nifiuserimport.benchmarks.users.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** First imports of ever larger files, in one part, by a NiFi with half a gigabyte of heap. */
public final class SizeSuite implements Suite {

    private static final String HEAP = "512m";

    @Override
    public String name() {
        return "size";
    }

    @Override
    public void run(final Plan plan, final Consumer<String> section) throws Exception {
        try (BenchmarkEnvironment environment = BenchmarkEnvironment.start(plan.folder(), HEAP)) {
            final PutUserImportLane lane =
                    new PutUserImportLane(
                            environment.client(), environment.database(), plan.folder());
            lane.run(Snapshot.FIRST, plan.warmUpRows(), 1);
            final Table table =
                    new Table(
                            "Users",
                            "file, MB",
                            "seconds",
                            "µs a row",
                            "heap in use at most, MB",
                            "after a collection, MB",
                            "profiles, MB");
            for (final int size : plan.sizes()) {
                lane.reset();
                environment.database().execute("CHECKPOINT");
                final Path file = lane.files(Snapshot.FIRST, size, 1).getFirst();
                environment.collectGarbage();
                try (HeapWatch heap = new HeapWatch(environment.nifi().pid())) {
                    final double seconds = lane.run(Snapshot.FIRST, size, 1);
                    Progress.say("%,d users: %.1f s", size, seconds);
                    table.row(
                            number(size, 0),
                            number(Files.size(file) / 1e6, 1),
                            number(seconds, 1),
                            number(seconds * 1e6 / size, 1),
                            number(heap.usedMegabytes(), 0),
                            number(heap.liveMegabytes(), 0),
                            number(
                                    environment
                                                    .database()
                                                    .number(
                                                            "SELECT pg_total_relation_size('"
                                                                    + lane.table()
                                                                    + "')")
                                            / 1e6,
                                    1));
                }
                Files.delete(file);
                section.accept("NiFi's heap: at most 512 MB (`-Xmx512m`).\n\n" + table);
            }
        }
    }
}
