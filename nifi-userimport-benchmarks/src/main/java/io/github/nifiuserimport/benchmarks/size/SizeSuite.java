// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.size;

import io.github.nifiuserimport.benchmarks.BenchmarkEnvironment;
import io.github.nifiuserimport.benchmarks.Build;
import io.github.nifiuserimport.benchmarks.HeapWatch;
import io.github.nifiuserimport.benchmarks.Plan;
import io.github.nifiuserimport.benchmarks.Progress;
import io.github.nifiuserimport.benchmarks.Suite;
import io.github.nifiuserimport.benchmarks.flow.PutUserImportLane;
import io.github.nifiuserimport.benchmarks.size.SizeFigures.Figures;
import io.github.nifiuserimport.benchmarks.size.SizeFigures.Step;
import io.github.nifiuserimport.benchmarks.users.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Imports of ever larger files, in one part, by a NiFi with half a gigabyte of heap: a first
 * import, and the same file again.
 */
public final class SizeSuite implements Suite {

    private static final String HEAP = "512m";
    private static final int WARM_UPS = 3;

    /** Larger files are imported once: they take minutes, in which what passes by evens out. */
    private static final int LARGEST_OF_ALL_ROUNDS = 1_000_000;

    @Override
    public String name() {
        return "size";
    }

    @Override
    public void run(final Plan plan, final Consumer<String> section) throws Exception {
        try (BenchmarkEnvironment environment = BenchmarkEnvironment.start(plan, HEAP)) {
            final Map<Build, PutUserImportLane> lanes = new LinkedHashMap<>();
            for (final Build build : plan.builds()) {
                lanes.put(
                        build,
                        new PutUserImportLane(
                                environment.client(),
                                environment.database(),
                                plan.folder(),
                                build));
            }
            for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
                for (final PutUserImportLane lane : lanes.values()) {
                    for (int step = 0; step < Step.values().length; step++) {
                        lane.run(Snapshot.FIRST, plan.warmUpRows(), 1);
                    }
                    lane.reset();
                }
            }
            final SizeFigures figures = new SizeFigures(plan.builds());
            final List<Build> order = new ArrayList<>(plan.builds());
            for (final int size : plan.sizes()) {
                final int rounds = size > LARGEST_OF_ALL_ROUNDS ? 1 : plan.rounds();
                for (int round = 1; round <= rounds; round++) {
                    for (final Build build : order) {
                        imports(environment, lanes.get(build), build, size, figures);
                        section.accept(
                                "NiFi's heap: at most 512 MB (`-Xmx512m`).\n\n" + figures.report());
                    }
                    Collections.reverse(order);
                }
                Files.delete(file(lanes.get(order.getFirst()), size));
            }
        }
    }

    private static Path file(final PutUserImportLane lane, final int size) throws Exception {
        return lane.files(Snapshot.FIRST, size, 1).getFirst();
    }

    private static void imports(
            final BenchmarkEnvironment environment,
            final PutUserImportLane lane,
            final Build build,
            final int size,
            final SizeFigures into)
            throws Exception {
        into.setFileBytes(size, Files.size(file(lane, size)));
        final Figures figures = into.of(build, size);
        lane.reset();
        environment.database().execute("CHECKPOINT");
        for (final Step step : Step.values()) {
            environment.collectGarbage();
            try (HeapWatch heap = new HeapWatch(environment.nifi().pid())) {
                final double seconds = lane.run(Snapshot.FIRST, size, 1);
                Progress.say("%s, %,d users, %s: %.1f s", lane.name(), size, step, seconds);
                figures.add(step, seconds);
                figures.addHeap(heap.usedMegabytes(), heap.liveMegabytes());
            }
            if (step == Step.FIRST) {
                final long bytes =
                        environment
                                .database()
                                .number("SELECT pg_total_relation_size('" + lane.table() + "')");
                figures.setProfileBytes((double) bytes);
                environment.database().settle(lane.table());
            }
        }
        lane.reset();
    }
}
