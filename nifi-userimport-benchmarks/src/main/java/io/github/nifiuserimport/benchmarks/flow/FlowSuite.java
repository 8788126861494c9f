// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.flow;

import io.github.nifiuserimport.benchmarks.BenchmarkEnvironment;
import io.github.nifiuserimport.benchmarks.Plan;
import io.github.nifiuserimport.benchmarks.Progress;
import io.github.nifiuserimport.benchmarks.Suite;
import io.github.nifiuserimport.benchmarks.users.Users;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Whole flows in one NiFi over one PostgreSQL: PutUserImport against PutDatabaseRecord. */
public final class FlowSuite implements Suite {

    private static final List<Integer> PARTS = List.of(1, 2);
    private static final int OUR_WARM_UPS = 5;

    @Override
    public String name() {
        return "flow";
    }

    @Override
    public void run(final Plan plan, final Consumer<String> section) throws Exception {
        try (BenchmarkEnvironment environment = BenchmarkEnvironment.start(plan.folder(), "1g")) {
            final PutUserImportLane ours =
                    new PutUserImportLane(
                            environment.client(), environment.database(), plan.folder());
            final PutDatabaseRecordLane stock =
                    new PutDatabaseRecordLane(
                            environment.client(), environment.database(), plan.folder());
            final PartitionTiming splitting =
                    new PartitionTiming(environment.client(), plan.folder());
            // The first runs in a JVM are slow whatever they do.
            for (int warmUp = 0; warmUp < 2; warmUp++) {
                sequence(environment, stock, plan.warmUpRows(), 1, new FlowTimes());
            }
            final Tuning plain = tune(environment, stock, plan.warmUpRows(), false);
            final Tuning rewriting = tune(environment, stock, plan.warmUpRows(), true);
            // Ours has not run yet; the other one has, many times.
            for (int warmUp = 0; warmUp < OUR_WARM_UPS; warmUp++) {
                for (final int parts : PARTS) {
                    sequence(environment, ours, plan.warmUpRows(), parts, new FlowTimes());
                }
            }
            splitting.warmUp(ours, plan.warmUpRows());
            if (plan.profiles() != null) {
                profile(environment, ours, plan);
            }
            final FlowTimes times = new FlowTimes();
            for (int round = 1; round <= plan.rounds(); round++) {
                for (final int parts : PARTS) {
                    for (final Tuning tuning : List.of(plain, rewriting)) {
                        stock.tune(tuning);
                        sequence(environment, stock, plan.rows(), parts, times);
                    }
                    ours.setBatchByBatch(true);
                    sequence(environment, ours, plan.rows(), parts, times);
                    ours.setBatchByBatch(false);
                }
                sequence(environment, ours, plan.rows(), 1, times);
                splitting.measure(ours, plan.rows());
                section.accept(
                        times.report(plan.rows(), round, plan.rounds(), plain, rewriting)
                                + Text.format(
                                        "\nTo split the file into two parts, PartitionUserImport takes %.1f s.%n",
                                        splitting.seconds().median()));
            }
        }
    }

    /** Finds what PutDatabaseRecord is fastest with, on a smaller file. */
    private static Tuning tune(
            final BenchmarkEnvironment environment,
            final PutDatabaseRecordLane stock,
            final int rows,
            final boolean rewrite)
            throws IOException, SQLException {
        Tuning best = null;
        double bestSeconds = Double.MAX_VALUE;
        for (final Tuning tuning : Tuning.all(rewrite)) {
            stock.tune(tuning);
            final FlowTimes times = new FlowTimes();
            try {
                sequence(environment, stock, rows, 1, times);
            } catch (final IllegalStateException unfit) {
                Progress.say("%s, %s: %s", stock.name(), tuning, unfit.getMessage());
                continue;
            }
            final double seconds = times.total(stock.name(), 1);
            Progress.say("%s, %s: %.2f s in all", stock.name(), tuning, seconds);
            if (seconds < bestSeconds) {
                best = tuning;
                bestSeconds = seconds;
            }
        }
        return best;
    }

    /** All imports, one upon the other, beginning with an empty table. */
    private static void sequence(
            final BenchmarkEnvironment environment,
            final Lane lane,
            final int rows,
            final int parts,
            final FlowTimes times)
            throws IOException, SQLException {
        lane.reset();
        for (final Workload task : Workload.all()) {
            final var files = lane.files(task.snapshot(), rows, parts);
            if (task != Workload.FIRST) {
                environment.database().settle(lane.table());
            }
            final double seconds = lane.flow().run(lane.config(), files);
            check(environment, lane, rows, task);
            times.add(lane.name(), parts, task, seconds);
            Progress.say(
                    "%s, %d at once, %s: %.2f s, %,.0f rows/s",
                    lane.name(), parts, task, seconds, rows / seconds);
        }
        lane.reset();
    }

    /** What is wrong is no faster than what is right. */
    private static void check(
            final BenchmarkEnvironment environment,
            final Lane lane,
            final int rows,
            final Workload task)
            throws SQLException {
        final long users = environment.database().number("SELECT count(*) FROM " + lane.table());
        final long cents = environment.database().number(lane.totalCents());
        if (users != rows || cents != Users.totalCents(rows, task.snapshot())) {
            throw new IllegalStateException(
                    Text.format(
                            "%s has %,d users with %,d cents after %s; %,d with %,d were imported",
                            lane.name(),
                            users,
                            cents,
                            task,
                            rows,
                            Users.totalCents(rows, task.snapshot())));
        }
    }

    private static void profile(
            final BenchmarkEnvironment environment, final PutUserImportLane ours, final Plan plan)
            throws IOException, SQLException, InterruptedException {
        ours.reset();
        for (final Workload task : Workload.all()) {
            environment.startRecording();
            ours.run(task.snapshot(), plan.rows(), 1);
            environment.stopRecording(
                    plan.profiles().resolve(task.name().toLowerCase(Locale.ROOT) + ".jfr"));
        }
    }
}
