// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.flow;

import io.github.nifiuserimport.benchmarks.BenchmarkEnvironment;
import io.github.nifiuserimport.benchmarks.Build;
import io.github.nifiuserimport.benchmarks.Plan;
import io.github.nifiuserimport.benchmarks.Progress;
import io.github.nifiuserimport.benchmarks.Suite;
import io.github.nifiuserimport.benchmarks.jdbc.CopyLoop;
import io.github.nifiuserimport.benchmarks.users.UserFiles;
import io.github.nifiuserimport.benchmarks.users.Users;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
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

    /** What is measured in each round, one after the other. */
    private interface Turn {
        void take() throws Exception;
    }

    @Override
    public void run(final Plan plan, final Consumer<String> section) throws Exception {
        try (BenchmarkEnvironment environment = BenchmarkEnvironment.start(plan, "1g")) {
            final List<PutUserImportLane> lanes = new ArrayList<>();
            for (final Build build : plan.builds()) {
                lanes.add(
                        new PutUserImportLane(
                                environment.client(),
                                environment.database(),
                                plan.folder(),
                                build));
            }
            final PutUserImportLane ours = lanes.getFirst();
            final PutDatabaseRecordLane stock =
                    new PutDatabaseRecordLane(
                            environment.client(), environment.database(), plan.folder());
            final PartitionTiming splitting =
                    new PartitionTiming(environment.client(), plan.folder());
            final UserFiles copied =
                    new UserFiles(Files.createDirectories(plan.folder().resolve("copy")));
            // The first runs in a JVM are slow whatever they do.
            for (int warmUp = 0; warmUp < 2; warmUp++) {
                sequence(environment, stock, plan.warmUpRows(), 1, times(plan));
            }
            final Tuning plain = tune(environment, stock, plan, false);
            final Tuning rewriting = tune(environment, stock, plan, true);
            // Ours has not run yet; the other one has, many times.
            for (int warmUp = 0; warmUp < OUR_WARM_UPS; warmUp++) {
                for (final int parts : PARTS) {
                    for (final PutUserImportLane lane : lanes) {
                        sequence(environment, lane, plan.warmUpRows(), parts, times(plan));
                    }
                }
            }
            splitting.warmUp(ours, plan.warmUpRows());
            if (plan.profiles() != null) {
                profile(environment, ours, plan);
            }
            final FlowTimes times = times(plan);
            final List<Turn> turns = new ArrayList<>();
            for (final int parts : PARTS) {
                for (final Tuning tuning : List.of(plain, rewriting)) {
                    turns.add(
                            () -> {
                                stock.tune(tuning);
                                sequence(environment, stock, plan.rows(), parts, times);
                            });
                }
            }
            turns.add(() -> batchByBatch(environment, ours, plan.rows(), 1, times));
            turns.add(() -> copy(environment, ours, copied, plan.rows(), times));
            for (final PutUserImportLane lane : lanes) {
                turns.add(() -> batchByBatch(environment, lane, plan.rows(), 2, times));
            }
            for (final PutUserImportLane lane : lanes) {
                turns.add(() -> sequence(environment, lane, plan.rows(), 1, times));
            }
            turns.add(() -> splitting.measure(ours, plan.rows()));
            for (int round = 1; round <= plan.rounds(); round++) {
                for (final Turn turn : turns) {
                    turn.take();
                    // What is measured is written, whatever becomes of the rest.
                    section.accept(
                            times.report(plan.rows(), round, plan.rounds(), plain, rewriting)
                                    + splitting.report());
                }
                // Nobody is always before another, nor behind.
                Collections.reverse(turns);
            }
        }
    }

    private static FlowTimes times(final Plan plan) {
        return new FlowTimes(plan.builds());
    }

    private static void batchByBatch(
            final BenchmarkEnvironment environment,
            final PutUserImportLane lane,
            final int rows,
            final int parts,
            final FlowTimes times)
            throws IOException, SQLException {
        lane.setBatchByBatch(true);
        sequence(environment, lane, rows, parts, times);
        lane.setBatchByBatch(false);
    }

    /** What PostgreSQL takes the same rows in, with nothing before it, into the lane's table. */
    private static void copy(
            final BenchmarkEnvironment environment,
            final PutUserImportLane lane,
            final UserFiles files,
            final int rows,
            final FlowTimes times)
            throws Exception {
        lane.reset();
        environment.database().execute("CHECKPOINT");
        final double seconds =
                CopyLoop.run(
                        environment.database().postgres(), files, rows, FlowTimes.COPY_CONNECTIONS);
        check(environment, lane, rows, Workload.FIRST);
        lane.reset();
        times.addCopy(FlowTimes.COPY_CONNECTIONS, seconds);
        Progress.say(
                "COPY over %d connections: %.2f s, %,.0f rows/s",
                FlowTimes.COPY_CONNECTIONS, seconds, rows / seconds);
    }

    /** Finds what PutDatabaseRecord is fastest with, on a smaller file. */
    private static Tuning tune(
            final BenchmarkEnvironment environment,
            final PutDatabaseRecordLane stock,
            final Plan plan,
            final boolean rewrite)
            throws IOException, SQLException {
        Tuning best = null;
        double bestSeconds = Double.MAX_VALUE;
        for (final Tuning tuning : Tuning.all(rewrite)) {
            stock.tune(tuning);
            final FlowTimes times = times(plan);
            try {
                sequence(environment, stock, plan.warmUpRows(), 1, times);
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
        environment.database().execute("CHECKPOINT");
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
