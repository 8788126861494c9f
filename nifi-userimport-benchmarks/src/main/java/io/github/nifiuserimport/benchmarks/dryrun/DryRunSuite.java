// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.dryrun;

import static io.github.nifiuserimport.benchmarks.Table.number;

import io.github.nifiuserimport.benchmarks.Database;
import io.github.nifiuserimport.benchmarks.Plan;
import io.github.nifiuserimport.benchmarks.Progress;
import io.github.nifiuserimport.benchmarks.Sample;
import io.github.nifiuserimport.benchmarks.Suite;
import io.github.nifiuserimport.benchmarks.Table;
import io.github.nifiuserimport.benchmarks.imports.Observed;
import io.github.nifiuserimport.benchmarks.imports.PooledImport;
import io.github.nifiuserimport.benchmarks.users.Snapshot;
import io.github.nifiuserimport.benchmarks.users.UserFiles;
import io.github.nifiuserimport.benchmarks.users.Users;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.dryrun.DryRunReport;
import io.github.nifiuserimport.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Each file is tried, and then imported: what the one takes beside the other, in the order of keys
 * in which large files are applied, and in file order, for which users are copied.
 */
public final class DryRunSuite implements Suite {

    private static final String TABLE = "userimport.user_profile";

    @Override
    public String name() {
        return "dryrun";
    }

    /**
     * What is measured.
     *
     * @param before what was imported before; null for nothing
     */
    private record Case(String what, Snapshot before, Snapshot file) {}

    private static final List<Case> CASES =
            List.of(
                    new Case("first import", null, Snapshot.FIRST),
                    new Case("unchanged re-import", Snapshot.FIRST, Snapshot.FIRST),
                    new Case("10 % changed", Snapshot.FIRST, Snapshot.TENTH),
                    new Case("all changed", Snapshot.TENTH, Snapshot.CHANGED));

    /** What it took, round by round. */
    private static final class Measured {
        private final Sample sorted = new Sample();
        private final Sample inFileOrder = new Sample();
        private final Sample imported = new Sample();
        private final Sample walBytes = new Sample();
        private long changes;
    }

    @Override
    public void run(final Plan plan, final Consumer<String> section) throws Exception {
        final UserFiles files =
                new UserFiles(Files.createDirectories(plan.folder().resolve("files")));
        try (Database database = Database.start(plan.folder().resolve("postgres"))) {
            final PooledImport imports = new PooledImport(database.postgres(), plan.folder());
            imports.migrate();
            round(database, imports, files, plan.warmUpRows(), new LinkedHashMap<>());
            final Map<Case, Measured> measured = new LinkedHashMap<>();
            for (int round = 1; round <= plan.rounds(); round++) {
                round(database, imports, files, plan.rows(), measured);
                section.accept(report(plan, round, measured));
            }
        }
    }

    private static void round(
            final Database database,
            final PooledImport imports,
            final UserFiles files,
            final int rows,
            final Map<Case, Measured> into)
            throws Exception {
        database.execute("TRUNCATE " + TABLE + ", userimport.import_job CASCADE", "CHECKPOINT");
        for (final Case each : CASES) {
            final Path file =
                    files.csv("nested", Users.NESTED_HEADER, each.file(), rows, 1).getFirst();
            final Measured measured = into.computeIfAbsent(each, key -> new Measured());
            final Observed before = Observed.now(database, TABLE);
            final long begin = System.nanoTime();
            final DryRunReport report = imports.dryRun(file, true);
            measured.sorted.add((System.nanoTime() - begin) / 1e9);
            measured.walBytes.add((double) Observed.now(database, TABLE).since(before).walBytes());
            final long again = System.nanoTime();
            final DryRunReport inFileOrder = imports.dryRun(file, false);
            measured.inFileOrder.add((System.nanoTime() - again) / 1e9);
            measured.changes = changes(report);
            measured.imported.add(imports.run(file));
            check(each, rows, report, inFileOrder);
            Progress.say(
                    "dryrun, %s: %.2f s, in file order %.2f s; import %.2f s",
                    each.what(),
                    measured.sorted.last(),
                    measured.inFileOrder.last(),
                    measured.imported.last());
            database.settle(TABLE);
        }
    }

    private static long changes(final DryRunReport report) {
        return report.fields().stream()
                .mapToLong(field -> field.added() + field.changed() + field.removed())
                .sum();
    }

    private static void check(
            final Case each,
            final int rows,
            final DryRunReport report,
            final DryRunReport inFileOrder) {
        final long users =
                report.counts().get(Count.CREATED)
                        + report.counts().get(Count.UPDATED)
                        + report.counts().get(Count.UNCHANGED);
        if (users != rows || !report.equals(inFileOrder)) {
            throw new IllegalStateException("Dry runs tell different things of " + each.what());
        }
    }

    private static String report(
            final Plan plan, final int round, final Map<Case, Measured> measured) {
        final Table table =
                new Table(
                        "Import",
                        "dry run, seconds",
                        "import, seconds",
                        "ratio",
                        "in file order, seconds",
                        "changes",
                        "WAL of the dry run, kB");
        measured.forEach(
                (each, taken) ->
                        table.row(
                                each.what(),
                                number(taken.sorted.median(), 1),
                                number(taken.imported.median(), 1),
                                number(taken.sorted.median() / taken.imported.median(), 2),
                                number(taken.inFileOrder.median(), 1),
                                number((double) taken.changes, 0),
                                number(taken.walBytes.median() / 1e3, 0)));
        return Text.format(
                "%,d users; %d of %d rounds.%n%n%s", plan.rows(), round, plan.rounds(), table);
    }
}
