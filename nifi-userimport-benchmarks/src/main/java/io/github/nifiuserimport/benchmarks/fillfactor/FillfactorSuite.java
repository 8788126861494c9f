// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.fillfactor;

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
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Imports one on top of the other, with more or less room left on the table's pages: seconds,
 * write-ahead log, and what table and indexes have grown to. Without NiFi, which has no part in it.
 */
public final class FillfactorSuite implements Suite {

    private static final String TABLE = "userimport.user_profile";

    @Override
    public String name() {
        return "fillfactor";
    }

    /** An import under a fillfactor. */
    private record Key(String what, int fillfactor) {}

    /** What it took, round by round, and left in the end. */
    private static final class Measured {
        private final Sample seconds = new Sample();
        private final Sample walBytes = new Sample();
        private final Sample hotPercent = new Sample();
        private final Sample tableBytes = new Sample();
        private final Sample indexBytes = new Sample();
    }

    @Override
    public void run(final Plan plan, final Consumer<String> section) throws Exception {
        final UserFiles files =
                new UserFiles(Files.createDirectories(plan.folder().resolve("files")));
        try (Database database = Database.start(plan.folder().resolve("postgres"))) {
            final PooledImport imports = new PooledImport(database.postgres(), plan.folder());
            imports.migrate();
            sequence(
                    database,
                    imports,
                    files,
                    plan.warmUpRows(),
                    plan.fillfactors().getFirst(),
                    new LinkedHashMap<>(),
                    () -> {});
            final Map<Key, Measured> measured = new LinkedHashMap<>();
            for (int round = 1; round <= plan.rounds(); round++) {
                final List<Integer> order = new ArrayList<>(plan.fillfactors());
                if (round % 2 == 0) {
                    Collections.reverse(order);
                }
                final int current = round;
                for (final int fillfactor : order) {
                    sequence(
                            database,
                            imports,
                            files,
                            plan.rows(),
                            fillfactor,
                            measured,
                            () -> section.accept(report(plan, current, measured)));
                }
            }
        }
    }

    /**
     * All imports, beginning with an empty table.
     *
     * @param grown is called after each: what is measured is written, whatever becomes of the rest
     */
    private static void sequence(
            final Database database,
            final PooledImport imports,
            final UserFiles files,
            final int rows,
            final int fillfactor,
            final Map<Key, Measured> into,
            final Runnable grown)
            throws Exception {
        database.execute(
                "TRUNCATE " + TABLE + ", userimport.import_job CASCADE",
                "ALTER TABLE " + TABLE + " SET (fillfactor = " + fillfactor + ")",
                "CHECKPOINT");
        for (final Map.Entry<String, Snapshot> each : imports().entrySet()) {
            final Path file = file(files, each.getValue(), rows);
            final Observed before = Observed.now(database, TABLE);
            final double seconds = imports.run(file);
            final Observed took = Observed.now(database, TABLE).since(before);
            check(database, rows, each.getKey(), each.getValue());
            Progress.say("fillfactor %d, %s: %.2f s", fillfactor, each.getKey(), seconds);
            final Measured measured =
                    into.computeIfAbsent(new Key(each.getKey(), fillfactor), key -> new Measured());
            measured.seconds.add(seconds);
            measured.walBytes.add((double) took.walBytes());
            if (took.updates() > 0) {
                measured.hotPercent.add(100.0 * took.hotUpdates() / took.updates());
            }
            measured.tableBytes.add(size(database, "pg_table_size"));
            measured.indexBytes.add(size(database, "pg_indexes_size"));
            grown.run();
            database.settle(TABLE);
        }
    }

    /** What follows upon what. */
    private static Map<String, Snapshot> imports() {
        final Map<String, Snapshot> imports = new LinkedHashMap<>();
        imports.put("first import", Snapshot.FIRST);
        imports.put("10 % changed", Snapshot.TENTH);
        imports.put("all changed", Snapshot.CHANGED);
        imports.put("all changed, a second time", Snapshot.CHANGED_AGAIN);
        imports.put("all changed, a third time", Snapshot.CHANGED_THRICE);
        return imports;
    }

    private static Path file(final UserFiles files, final Snapshot snapshot, final int rows)
            throws IOException {
        return files.csv("nested", Users.NESTED_HEADER, snapshot, rows, 1).getFirst();
    }

    private static void check(
            final Database database, final int rows, final String what, final Snapshot snapshot)
            throws SQLException {
        final long users = database.number("SELECT count(*) FROM " + TABLE);
        final long cents =
                database.number(
                        "SELECT sum((attributes ->> 'balance')::numeric * 100) FROM " + TABLE);
        if (users != rows || cents != Users.totalCents(rows, snapshot)) {
            throw new IllegalStateException("Users are lost or have other balances after " + what);
        }
    }

    private static double size(final Database database, final String function) throws SQLException {
        return database.number("SELECT " + function + "('" + TABLE + "')");
    }

    private static String report(
            final Plan plan, final int round, final Map<Key, Measured> measured) {
        final Table table =
                new Table(
                        "Import",
                        "fillfactor",
                        "seconds",
                        "WAL, bytes a row",
                        "HOT updates, %",
                        "table, MB",
                        "indexes, MB");
        for (final String what : imports().keySet()) {
            for (final int fillfactor : plan.fillfactors()) {
                final Measured each = measured.get(new Key(what, fillfactor));
                if (each == null) {
                    continue;
                }
                table.row(
                        what,
                        Integer.toString(fillfactor),
                        number(each.seconds.median(), 1),
                        number(each.walBytes.median() / plan.rows(), 0),
                        each.hotPercent.size() == 0 ? "" : number(each.hotPercent.median(), 1),
                        number(each.tableBytes.median() / 1e6, 1),
                        number(each.indexBytes.median() / 1e6, 1));
            }
        }
        return Text.format(
                "%,d users; %d of %d rounds.%n%n%s", plan.rows(), round, plan.rounds(), table);
    }
}
