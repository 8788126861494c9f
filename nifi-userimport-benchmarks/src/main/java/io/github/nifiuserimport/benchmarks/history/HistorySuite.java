// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.history;

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
import io.github.nifiuserimport.store.PostgreSQLImportStore;
import io.github.nifiuserimport.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Imports one on top of the other, into tables that keep what users were before each change and
 * into such that do not, in turns: seconds, write-ahead log, and how large the history has become.
 * Without NiFi, which has no part in it.
 */
public final class HistorySuite implements Suite {

    /** Two sets of tables in one database. */
    private enum Kept {
        HISTORY("with_history", PostgreSQLImportStore.KEEP_HISTORY_FOR),
        NOTHING("without_history", Duration.ZERO);

        private final String schema;
        private final Duration time;

        Kept(final String schema, final Duration time) {
            this.schema = schema;
            this.time = time;
        }

        String table() {
            return schema + ".user_profile";
        }

        String label() {
            return this == HISTORY ? "30 days" : "none, no triggers";
        }
    }

    private static final Map<String, Snapshot> IMPORTS = imports();

    @Override
    public String name() {
        return "history";
    }

    /** An import into one of the sets of tables. */
    private record Key(String what, Kept kept) {}

    /** What it took, round by round, and left in the end. */
    private static final class Measured {
        private final Sample seconds = new Sample();
        private final Sample walBytes = new Sample();
        private final Sample historyBytes = new Sample();
    }

    /** What follows upon what. */
    private static Map<String, Snapshot> imports() {
        final Map<String, Snapshot> imports = new LinkedHashMap<>();
        imports.put("first import", Snapshot.FIRST);
        imports.put("10 % changed", Snapshot.TENTH);
        imports.put("all changed", Snapshot.CHANGED);
        return imports;
    }

    @Override
    public void run(final Plan plan, final Consumer<String> section) throws Exception {
        final UserFiles files =
                new UserFiles(Files.createDirectories(plan.folder().resolve("files")));
        try (Database database = Database.start(plan.folder().resolve("postgres"))) {
            for (final Kept kept : Kept.values()) {
                imports(database, plan, kept).migrate();
            }
            // The tables as they would be had there never been a history.
            database.execute(
                    "DROP TRIGGER keep_updated ON " + Kept.NOTHING.table(),
                    "DROP TRIGGER keep_deleted ON " + Kept.NOTHING.table(),
                    "ALTER TABLE " + Kept.NOTHING.table() + " DROP COLUMN created_by_job");
            for (final Kept kept : Kept.values()) {
                sequence(database, plan, files, plan.warmUpRows(), kept, new LinkedHashMap<>());
            }
            final Map<Key, Measured> measured = new LinkedHashMap<>();
            for (int round = 1; round <= plan.rounds(); round++) {
                final List<Kept> order = new ArrayList<>(List.of(Kept.values()));
                if (round % 2 == 0) {
                    Collections.reverse(order);
                }
                for (final Kept kept : order) {
                    sequence(database, plan, files, plan.rows(), kept, measured);
                }
                section.accept(report(plan, round, measured));
            }
        }
    }

    private static PooledImport imports(final Database database, final Plan plan, final Kept kept) {
        return new PooledImport(database.postgres(), plan.folder(), kept.schema, kept.time);
    }

    /** All imports, beginning with empty tables. */
    private static void sequence(
            final Database database,
            final Plan plan,
            final UserFiles files,
            final int rows,
            final Kept kept,
            final Map<Key, Measured> into)
            throws Exception {
        final String history =
                Text.format("%1$s.user_profile_before, %1$s.history_change", kept.schema);
        database.execute(
                Text.format(
                        "TRUNCATE %1$s.user_profile, %1$s.import_job, %2$s CASCADE",
                        kept.schema, history),
                "CHECKPOINT");
        for (final Map.Entry<String, Snapshot> each : IMPORTS.entrySet()) {
            final Path file =
                    files.csv("nested", Users.NESTED_HEADER, each.getValue(), rows, 1).getFirst();
            final Observed before = Observed.now(database, kept.table());
            final double seconds = imports(database, plan, kept).run(file);
            final Observed took = Observed.now(database, kept.table()).since(before);
            check(database, rows, kept, each.getKey(), each.getValue());
            Progress.say("history %s, %s: %.2f s", kept, each.getKey(), seconds);
            final Measured measured =
                    into.computeIfAbsent(new Key(each.getKey(), kept), key -> new Measured());
            measured.seconds.add(seconds);
            measured.walBytes.add((double) took.walBytes());
            measured.historyBytes.add(
                    (double)
                            database.number(
                                    Text.format(
                                            "SELECT pg_total_relation_size('%1$s.user_profile_before')"
                                                    + " + pg_total_relation_size('%1$s.history_change')",
                                            kept.schema)));
            database.settle(kept.table());
        }
    }

    private static void check(
            final Database database,
            final int rows,
            final Kept kept,
            final String what,
            final Snapshot snapshot)
            throws SQLException {
        final long cents =
                database.number(
                        "SELECT sum((attributes ->> 'balance')::numeric * 100) FROM "
                                + kept.table());
        final long images =
                database.number("SELECT count(*) FROM " + kept.schema + ".user_profile_before");
        final long changed =
                switch (snapshot) {
                    case FIRST -> 0;
                    case TENTH -> rows / 10;
                    default -> rows / 10 + rows;
                };
        if (cents != Users.totalCents(rows, snapshot)
                || images != (kept == Kept.HISTORY ? changed : 0)) {
            throw new IllegalStateException(
                    "Users have other balances, or another history, after " + what);
        }
    }

    private static String report(
            final Plan plan, final int round, final Map<Key, Measured> measured) {
        final Table table =
                new Table(
                        "Import",
                        "History",
                        "seconds",
                        "times",
                        "WAL, bytes a row",
                        "history so far, MB");
        for (final String what : IMPORTS.keySet()) {
            final double without = measured.get(new Key(what, Kept.NOTHING)).seconds.median();
            for (final Kept kept : Kept.values()) {
                final Measured each = measured.get(new Key(what, kept));
                table.row(
                        what,
                        kept.label(),
                        number(each.seconds.median(), 1),
                        number(each.seconds.median() / without, 2),
                        number(each.walBytes.median() / plan.rows(), 0),
                        number(each.historyBytes.median() / 1e6, 1));
            }
        }
        return Text.format(
                "%,d users; %d of %d rounds.%n%n%s", plan.rows(), round, plan.rounds(), table);
    }
}
