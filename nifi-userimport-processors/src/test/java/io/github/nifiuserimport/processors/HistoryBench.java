// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.history.HistoryChange;
import io.github.nifiuserimport.job.run.ChangedUser;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.store.PostgreSQLImportStore;
import io.github.nifiuserimport.store.history.ProfileHistory;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.value.JsonWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the history says that a job has changed, from its beginning to its end: the steps of each
 * user's fields, of which each batch may have made one, put together.
 */
final class HistoryBench {

    /** Each of them is told for itself. */
    private static final Set<String> SINGLE = Set.of(FieldChange.EVENT, FieldChange.MERGED);

    private static final SchemaName SCHEMA = new SchemaName("userimport");

    private static final int ALL = 10_000;

    private final TestDatabase database;
    private final PostgreSQLImportStore store;
    private final ProfileHistory profiles = new ProfileHistory(SCHEMA);

    HistoryBench(final TestDatabase database) {
        this.database = database;
        store = new PostgreSQLImportStore(database::connection, SCHEMA);
    }

    /** What the job has changed of users who were there before it or are there after it. */
    List<ChangedUser> changes(
            final String job, final DryRunBench.Dump before, final DryRunBench.Dump after)
            throws SQLException {
        final Set<Long> ids = new TreeSet<>(before.users().keySet());
        ids.addAll(after.users().keySet());
        final List<ChangedUser> changes = new ArrayList<>();
        try (Connection connection = database.connection()) {
            for (final long id : ids) {
                final boolean stays = after.users().containsKey(id);
                final List<FieldChange> fields =
                        putTogether(stepsOf(job, profiles.of(connection, id)));
                changes.add(
                        new ChangedUser(
                                before.users().getOrDefault(id, after.users().get(id)).who(),
                                0,
                                stays ? fields : ofWhoIsGone(fields)));
            }
        }
        return changes;
    }

    /** The oldest first. */
    private static List<FieldChange> stepsOf(final String job, final List<HistoryChange> changes) {
        return changes.reversed().stream()
                .filter(change -> change.job() != null && job.equals(change.job().id()))
                .flatMap(change -> change.fields().stream())
                .toList();
    }

    private static List<FieldChange> putTogether(final List<FieldChange> steps) {
        final List<FieldChange> together = new ArrayList<>();
        final Map<String, FieldChange> fields = new LinkedHashMap<>();
        for (final FieldChange step : steps) {
            if (SINGLE.contains(step.field())) {
                together.add(step);
            } else {
                fields.merge(
                        step.field(),
                        step,
                        (earlier, later) ->
                                new FieldChange(later.field(), earlier.before(), later.after()));
            }
        }
        fields.values().stream()
                .filter(
                        change ->
                                !Objects.equals(
                                        JsonWriter.text(change.before()),
                                        JsonWriter.text(change.after())))
                .forEach(together::add);
        return together;
    }

    /** The history has also what changed of the user before, and what went to another. */
    private static List<FieldChange> ofWhoIsGone(final List<FieldChange> fields) {
        final boolean hadId =
                fields.stream().anyMatch(change -> change.field().equals(FieldChange.USER_ID));
        final Set<String> told =
                Set.of(hadId ? FieldChange.USER_ID : "email", FieldChange.MERGED_INTO);
        return fields.stream().filter(change -> told.contains(change.field())).toList();
    }

    /** What the history has of users, and does not tell who asks for them by their ids. */
    List<String> untold(final String app, final DryRunBench.Dump after)
            throws SQLException, StoreException {
        final List<String> untold = new ArrayList<>();
        try (Connection connection = database.connection()) {
            for (final Map.Entry<Long, DryRunBench.Dumped> user : after.users().entrySet()) {
                if (user.getValue().fields().get("userId").isNull()) {
                    continue;
                }
                final List<String> all = lines(profiles.of(connection, user.getKey()));
                all.removeAll(
                        lines(
                                store.history(app, user.getValue().who(), Optional.empty(), ALL)
                                        .orElseThrow()
                                        .changes()));
                untold.addAll(all);
            }
        }
        return untold;
    }

    private static List<String> lines(final List<HistoryChange> changes) {
        final List<String> lines = new ArrayList<>();
        for (final HistoryChange change : changes) {
            for (final FieldChange field : change.fields()) {
                lines.add(change.made() + " " + change.job() + " " + field);
            }
        }
        return lines;
    }
}
