// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.undo;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Each file is imported, and the import is undone: what the one takes beside the other. */
public final class UndoSuite implements Suite {

    private static final String TABLE = "userimport.user_profile";

    /** All that an import sets, of all users. */
    private static final String CONTENT =
            """
            SELECT coalesce(sum(hashtextextended(row(id, app_id, user_id, email, created, last_active,
                   attributes, tags, unsubscribed_channels, unsubscribed_categories, event_totals,
                   state_totals, system)::text, 0)::numeric) % 1000000000000000000, 0)::bigint
            FROM userimport.user_profile
            """;

    @Override
    public String name() {
        return "undo";
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
                    new Case("10 % changed", Snapshot.FIRST, Snapshot.TENTH),
                    new Case("all changed", Snapshot.FIRST, Snapshot.CHANGED));

    /** What it took, round by round. */
    private static final class Measured {
        private final Sample imported = new Sample();
        private final Sample undone = new Sample();
        private final Sample importWalBytes = new Sample();
        private final Sample undoWalBytes = new Sample();
    }

    @Override
    public void run(final Plan plan, final Consumer<String> section) throws Exception {
        final UserFiles files =
                new UserFiles(Files.createDirectories(plan.folder().resolve("files")));
        try (Database database = Database.start(plan.folder().resolve("postgres"))) {
            final PooledImport imports = new PooledImport(database.postgres(), plan.folder());
            imports.migrate();
            for (final Case each : CASES) {
                measure(database, imports, files, plan.warmUpRows(), each, new Measured());
            }
            final Map<Case, Measured> measured = new LinkedHashMap<>();
            for (int round = 1; round <= plan.rounds(); round++) {
                for (final Case each : CASES) {
                    measure(
                            database,
                            imports,
                            files,
                            plan.rows(),
                            each,
                            measured.computeIfAbsent(each, key -> new Measured()));
                }
                section.accept(report(plan, round, measured));
            }
        }
    }

    private static void measure(
            final Database database,
            final PooledImport imports,
            final UserFiles files,
            final int rows,
            final Case what,
            final Measured into)
            throws Exception {
        database.execute(
                "TRUNCATE "
                        + TABLE
                        + ", userimport.user_profile_before, userimport.history_change,"
                        + " userimport.import_job CASCADE",
                "CHECKPOINT");
        if (what.before() != null) {
            imports.run(file(files, rows, what.before()));
            settle(database);
        }
        final long content = database.number(CONTENT);
        final Path file = file(files, rows, what.file());

        final Observed beforeImport = Observed.now(database, TABLE);
        final PooledImport.Run imported = imports.runJob(file);
        into.imported.add(imported.seconds());
        into.importWalBytes.add(
                (double) Observed.now(database, TABLE).since(beforeImport).walBytes());
        settle(database);
        if (database.number(CONTENT) == content) {
            throw new IllegalStateException("Nothing was imported: " + what);
        }

        final Observed beforeUndo = Observed.now(database, TABLE);
        into.undone.add(imports.undo(imported.job()));
        into.undoWalBytes.add((double) Observed.now(database, TABLE).since(beforeUndo).walBytes());
        check(database, what, content);
        Progress.say(
                "undo, %s: import %.2f s, undo %.2f s",
                what.what(), into.imported.last(), into.undone.last());
    }

    private static Path file(final UserFiles files, final int rows, final Snapshot snapshot)
            throws Exception {
        return files.csv("nested", Users.NESTED_HEADER, snapshot, rows, 1).getFirst();
    }

    private static void settle(final Database database) throws SQLException {
        database.settle(TABLE + ", userimport.user_profile_before, userimport.history_change");
    }

    private static void check(final Database database, final Case what, final long content)
            throws SQLException {
        if (database.number(CONTENT) != content) {
            throw new IllegalStateException(
                    "Users are not what they were after an undo of: " + what);
        }
    }

    private static String report(
            final Plan plan, final int round, final Map<Case, Measured> measured) {
        final Table table =
                new Table(
                        "Import",
                        "import, seconds",
                        "undo, seconds",
                        "ratio",
                        "WAL of the import, bytes a row",
                        "WAL of the undo, bytes a row");
        measured.forEach(
                (each, taken) ->
                        table.row(
                                each.what(),
                                number(taken.imported.median(), 1),
                                number(taken.undone.median(), 1),
                                number(taken.undone.median() / taken.imported.median(), 2),
                                number(taken.importWalBytes.median() / plan.rows(), 0),
                                number(taken.undoWalBytes.median() / plan.rows(), 0)));
        return Text.format(
                "%,d users; %d of %d rounds.%n%n%s", plan.rows(), round, plan.rounds(), table);
    }
}
