// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.jdbc;

import static io.github.nifiuserimport.benchmarks.Table.number;

import io.github.nifiuserimport.benchmarks.Database;
import io.github.nifiuserimport.benchmarks.Plan;
import io.github.nifiuserimport.benchmarks.Progress;
import io.github.nifiuserimport.benchmarks.Sample;
import io.github.nifiuserimport.benchmarks.Suite;
import io.github.nifiuserimport.benchmarks.Table;
import io.github.nifiuserimport.benchmarks.flow.Workload;
import io.github.nifiuserimport.benchmarks.users.UserFiles;
import io.github.nifiuserimport.text.Text;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** How fast the database takes the same users when nothing stands before it. */
public final class JdbcSuite implements Suite {

    private static final String TABLE = "userimport.user_profile";
    private static final String COPY = "COPY, first import";
    private static final List<Integer> CONNECTIONS = List.of(1, 2);

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public void run(final Plan plan, final Consumer<String> section) throws Exception {
        final UserFiles files =
                new UserFiles(Files.createDirectories(plan.folder().resolve("files")));
        try (Database database = Database.start(plan.folder().resolve("postgres"));
                StoreLoop loop = new StoreLoop(database.postgres())) {
            for (final int parts : CONNECTIONS) {
                round(
                        database,
                        loop,
                        files,
                        plan.warmUpRows(),
                        parts,
                        new LinkedHashMap<>(),
                        () -> {});
            }
            final Map<Integer, Map<String, Sample>> samples = new LinkedHashMap<>();
            for (int round = 1; round <= plan.rounds(); round++) {
                final int current = round;
                for (final int parts : CONNECTIONS) {
                    round(
                            database,
                            loop,
                            files,
                            plan.rows(),
                            parts,
                            samples.computeIfAbsent(parts, key -> new LinkedHashMap<>()),
                            () -> section.accept(report(plan, current, samples)));
                }
            }
        }
    }

    /**
     * All imports, and COPY.
     *
     * @param grown is called after each: what is measured is written, whatever becomes of the rest
     */
    private static void round(
            final Database database,
            final StoreLoop loop,
            final UserFiles files,
            final int rows,
            final int parts,
            final Map<String, Sample> samples,
            final Runnable grown)
            throws Exception {
        reset(database);
        for (final Workload task : Workload.all()) {
            if (task != Workload.FIRST) {
                database.settle(TABLE);
            }
            add(samples, task.toString(), parts, loop.run(files, task.snapshot(), rows, parts));
            grown.run();
        }
        if (database.number("SELECT count(*) FROM " + TABLE) != rows) {
            throw new IllegalStateException("The loop has lost users");
        }
        reset(database);
        add(samples, COPY, parts, CopyLoop.run(database.postgres(), files, rows, parts));
        if (database.number("SELECT count(*) FROM " + TABLE) != rows) {
            throw new IllegalStateException("COPY has lost users");
        }
        grown.run();
    }

    private static void add(
            final Map<String, Sample> samples,
            final String name,
            final int connections,
            final double seconds) {
        Progress.say("%s over %d connections: %.2f s", name, connections, seconds);
        samples.computeIfAbsent(name, key -> new Sample()).add(seconds);
    }

    private static void reset(final Database database) throws SQLException {
        database.execute("TRUNCATE " + TABLE + ", userimport.import_job CASCADE", "CHECKPOINT");
    }

    private static String report(
            final Plan plan, final int round, final Map<Integer, Map<String, Sample>> samples) {
        final Table table =
                new Table("Bare JDBC", "1 connection: s", "rows/s", "2 connections: s", "rows/s");
        samples.get(1)
                .forEach(
                        (name, one) -> {
                            final Optional<Sample> two =
                                    Optional.ofNullable(samples.get(2))
                                            .map(others -> others.get(name));
                            table.row(
                                    name,
                                    number(one.median(), 1),
                                    number(plan.rows() / one.median(), 0),
                                    two.map(sample -> number(sample.median(), 1)).orElse(""),
                                    two.map(sample -> number(plan.rows() / sample.median(), 0))
                                            .orElse(""));
                        });
        return Text.format(
                "%,d users; %d of %d rounds.%n%n%s", plan.rows(), round, plan.rounds(), table);
    }
}
