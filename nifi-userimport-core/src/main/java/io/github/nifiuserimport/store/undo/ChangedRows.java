// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.undo;

import io.github.nifiuserimport.job.undo.FieldReversal;
import io.github.nifiuserimport.job.undo.KeptField;
import io.github.nifiuserimport.job.undo.RowChange;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.jdbc.TextArrays;
import io.github.nifiuserimport.value.JsonReader;
import io.github.nifiuserimport.value.JsonWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Puts rows of one table back that a job has changed or removed. What a row is to become is what it
 * was before the first change that the job made of it, so a step looks at the rows of which one of
 * its changes is the first.
 *
 * <p>Rows are locked first, in the order in which imports lock them. From then on nobody else
 * changes them, and what others have done of them is known.
 */
final class ChangedRows {

    private static final String LOCK =
            """
            SELECT count(*) FROM (
                SELECT present.id FROM {schema}.{table} AS present
                WHERE present.id = ANY (ARRAY(
                    SELECT {image} FROM {schema}.{table}_before WHERE change = ANY (?)))
                ORDER BY {order}
                FOR UPDATE) AS locked
            """;

    /**
     * What the job itself has made has nothing to go back to. Most rows have no other change since
     * the job began, so these are looked for by themselves, and next to none is looked into.
     *
     * <p>PostgreSQL takes changes for few that came since its last ANALYZE, and would go through
     * all of them for each row. So it is told to go row by row, by an index that begins with the
     * row.
     */
    private static final String FIRST =
            """
            WITH image AS MATERIALIZED (
                SELECT image.change, image.{image} AS id,
                       present.id IS NULL AS gone,
                       present.id IS NULL OR {moved} AS moved
                FROM {schema}.{table}_before AS image
                LEFT JOIN {schema}.{table} AS present ON present.id = image.{image}
                WHERE image.change = ANY (?)
                  AND image.created_by_job IS DISTINCT FROM ?{madeByUndo}
            )
            SELECT image.change, image.id, image.gone, image.moved,
                   coalesce(seen.touched, false) AS touched
            FROM image CROSS JOIN LATERAL (
                SELECT bool_or(by.job = ? AND more.change < image.change) AS behind_own,
                       bool_or(by.job IS DISTINCT FROM ? AND more.change > image.change
                               AND (by.job IS NULL OR by.job <> ALL (?))) AS touched
                FROM {schema}.{table}_before AS more
                JOIN {schema}.history_change AS by ON by.id = more.change
                WHERE more.{image} = image.id AND (more.{image}, more.change) >= (image.id, ?)
                  AND more.change <> image.change) AS seen
            WHERE seen.behind_own IS NOT TRUE
            """;

    /** In an undo of an undo: what that has put back has nothing to go back to either. */
    private static final String MADE_BY_UNDO =
            """

                  AND NOT EXISTS (SELECT FROM {schema}.history_restored AS back
                                  WHERE back.job = ? AND back.kind = '{table}'
                                    AND back.id = image.{image})
            """;

    /**
     * Users of whom nothing is to stay what they are, but who have the id of one of these now: they
     * are without one until their own turn comes.
     */
    private static final String FREE_USER_IDS =
            """
            UPDATE {schema}.user_profile AS holder SET user_id = NULL, updated_at = now()
            FROM unnest(?::bigint[], ?::bigint[]) AS given (change, id)
            JOIN {schema}.user_profile_before AS image
                ON image.change = given.change AND image.profile_id = given.id
            WHERE holder.app_id = image.app_id AND holder.user_id = image.user_id
              AND holder.id <> image.profile_id
              AND NOT EXISTS (SELECT FROM {schema}.user_profile_before AS later
                              JOIN {schema}.history_change AS by ON by.id = later.change
                              WHERE later.profile_id = holder.id
                                AND (later.profile_id, later.change) >= (holder.id, ?)
                                AND by.job IS DISTINCT FROM ?
                                AND (by.job IS NULL OR by.job <> ALL (?)))
              AND (holder.created_by_job = ?
                   OR EXISTS (SELECT FROM {schema}.history_restored AS back
                              WHERE back.job = ? AND back.kind = 'user_profile'
                                AND back.id = holder.id)
                   OR EXISTS (SELECT FROM {schema}.user_profile_before AS own
                              JOIN {schema}.history_change AS by ON by.id = own.change
                              WHERE own.profile_id = holder.id
                                AND (own.profile_id, own.change) >= (holder.id, ?)
                                AND by.job = ? AND own.user_id IS DISTINCT FROM holder.user_id))
            """;

    private static final String TAKEN =
            """
            SELECT given.id FROM unnest(?::bigint[], ?::bigint[]) AS given (change, id)
            JOIN {schema}.{table}_before AS image
                ON image.change = given.change AND image.{image} = given.id
            WHERE {taken}
            """;

    private static final String UPDATE =
            """
            UPDATE {schema}.{table} AS present SET {sets}{updated}
            FROM unnest(?::bigint[], ?::bigint[]) AS given (change, id)
            JOIN {schema}.{table}_before AS image
                ON image.change = given.change AND image.{image} = given.id
            WHERE present.id = given.id
            """;

    private static final String INSERT =
            """
            INSERT INTO {schema}.{table} (id, {names})
            SELECT image.{image}, {values}
            FROM unnest(?::bigint[], ?::bigint[]) AS given (change, id)
            JOIN {schema}.{table}_before AS image
                ON image.change = given.change AND image.{image} = given.id
            """;

    private static final String RESTORED =
            """
            INSERT INTO {schema}.history_restored (job, kind, id, change)
            SELECT ?, '{table}', given.id, begun.change
            FROM unnest(?::bigint[]) AS given (id),
                 (SELECT {schema}.begin_change() AS change) AS begun
            ON CONFLICT (job, kind, id) DO NOTHING
            """;

    private static final String CHANGES =
            """
            SELECT image.{image} AS id, image.deleted, change.job, job.id AS job_id,
                   change.operations, {fields} AS fields
            FROM {schema}.{table}_before AS image
            JOIN {schema}.history_change AS change ON change.id = image.change
            LEFT JOIN {schema}.import_job AS job ON job.number = change.job
            WHERE image.{image} = ANY (?) AND image.change + 0 >= ?
            ORDER BY image.{image}, image.change
            """;

    private static final String PRESENT =
            "SELECT present.id, {presentFields} AS fields FROM {schema}.{table} AS present"
                    + " WHERE present.id = ANY (?)";

    private static final String WRITE =
            """
            UPDATE {schema}.{table} AS present SET {assigned}{updated}
            FROM (SELECT id, fields::jsonb AS fields
                  FROM unnest(?::bigint[], ?::text[]) AS texts (id, fields)) AS given
            WHERE present.id = given.id
            """;

    private static final String USERS =
            "SELECT id, coalesce(user_id, email) AS name FROM {schema}.user_profile"
                    + " WHERE id = ANY (?)";

    private final SchemaName schema;
    private final UndoneTable table;
    private final UndoneJob job;
    private final Connection connection;

    ChangedRows(
            final SchemaName schema,
            final UndoneTable table,
            final UndoneJob job,
            final Connection connection) {
        this.schema = schema;
        this.table = table;
        this.job = job;
        this.connection = connection;
    }

    /** Each with all that it has been since the import: one change a day, or more. */
    private static final int ROWS_IN_MEMORY = 500;

    /** A row, by its first image of the job's. */
    private record First(long change, long id, boolean gone, boolean moved, boolean touched) {}

    /** Takes changes back. */
    StepResult undo(final List<Long> changes) throws SQLException {
        lock(changes);
        final List<First> firsts = firsts(changes);
        final List<First> moved =
                firsts.stream().filter(each -> each.moved() && !each.touched()).toList();
        if (table == UndoneTable.PROFILES && !moved.isEmpty()) {
            freeUserIds(moved);
        }
        final Set<Long> taken = taken(moved);
        final List<First> changed = new ArrayList<>();
        final List<First> gone = new ArrayList<>();
        final List<First> byField = new ArrayList<>();
        for (final First each : firsts) {
            if (each.touched() || taken.contains(each.id())) {
                byField.add(each);
            } else if (each.gone()) {
                gone.add(each);
            } else {
                changed.add(each);
            }
        }
        write(UPDATE, changed);
        insert(gone);
        StepResult result = StepResult.NOTHING.plus(changed.size(), gone.size());
        for (int at = 0; at < byField.size(); at += ROWS_IN_MEMORY) {
            result =
                    result.plus(
                            undoByField(
                                    byField.subList(
                                            at, Math.min(at + ROWS_IN_MEMORY, byField.size()))));
        }
        return result;
    }

    private void lock(final List<Long> changes) throws SQLException {
        final String order =
                table == UndoneTable.PROFILES
                        ? "present.user_id COLLATE \"C\", present.id"
                        : "present.id";
        try (PreparedStatement lock = prepare(LOCK.replace("{order}", order))) {
            setIds(lock, 1, changes);
            lock.execute();
        }
    }

    private List<First> firsts(final List<Long> changes) throws SQLException {
        final List<First> firsts = new ArrayList<>();
        final String sql = FIRST.replace("{madeByUndo}", job.isUndo() ? MADE_BY_UNDO : "");
        try (PreparedStatement select = prepare(sql)) {
            int index = 1;
            setIds(select, index++, changes);
            select.setLong(index++, job.job());
            if (job.isUndo()) {
                select.setLong(index++, job.job());
            }
            select.setLong(index++, job.job());
            select.setLong(index++, job.job());
            setIds(select, index++, job.undoing());
            select.setLong(index, job.firstChange());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    firsts.add(
                            new First(
                                    row.getLong("change"),
                                    row.getLong("id"),
                                    row.getBoolean("gone"),
                                    row.getBoolean("moved"),
                                    row.getBoolean("touched")));
                }
            }
        }
        return firsts;
    }

    private void freeUserIds(final List<First> rows) throws SQLException {
        try (PreparedStatement free = prepare(FREE_USER_IDS)) {
            setRows(free, rows);
            free.setLong(3, job.firstChange());
            free.setLong(4, job.job());
            setIds(free, 5, job.undoing());
            free.setLong(6, job.job());
            free.setLong(7, job.job());
            free.setLong(8, job.firstChange());
            free.setLong(9, job.job());
            free.executeUpdate();
        }
    }

    private Set<Long> taken(final List<First> rows) throws SQLException {
        final Set<Long> taken = new HashSet<>();
        if (rows.isEmpty()) {
            return taken;
        }
        try (PreparedStatement select = prepare(TAKEN)) {
            setRows(select, rows);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    taken.add(row.getLong(1));
                }
            }
        }
        return taken;
    }

    private void insert(final List<First> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        write(INSERT, rows);
        try (PreparedStatement note = prepare(RESTORED)) {
            note.setLong(1, job.undo());
            setIds(note, 2, rows.stream().map(First::id).toList());
            note.executeUpdate();
        }
    }

    private void write(final String sql, final List<First> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement write = prepare(sql)) {
            setRows(write, rows);
            write.executeUpdate();
        }
    }

    /** Of rows that others have changed since, what they have not changed. */
    private StepResult undoByField(final List<First> rows) throws SQLException {
        if (rows.isEmpty()) {
            return StepResult.NOTHING;
        }
        final List<Long> ids = rows.stream().map(First::id).toList();
        final Map<Long, List<RowChange>> changes = changes(ids);
        final Map<Long, Map<String, Object>> present = present(ids);
        final Map<Long, Map<String, Object>> results = new LinkedHashMap<>();
        final List<First> back = new ArrayList<>();
        final List<Kept> kept = new ArrayList<>();
        for (final First row : rows) {
            final List<RowChange> made = changes.get(row.id());
            final Map<String, Object> now = withOwnId(present.get(row.id()), made);
            final List<Kept> keptHere = new ArrayList<>();
            final Map<String, Object> result =
                    new FieldReversal(
                                    made,
                                    (path, before, stays, by) ->
                                            keptHere.add(new Kept(row, path, before, stays, by)))
                            .of(now);
            if (result != null && !result.equals(now)) {
                results.put(row.id(), result);
            }
            if (result != null && now == null) {
                back.add(row);
            }
            kept.addAll(keptHere);
        }
        leaveTaken(rows, present, results, back, kept);
        insert(back);
        try (PreparedStatement write = prepare(WRITE)) {
            setIds(write, 1, results.keySet());
            TextArrays.set(connection, write, 2, results.values(), JsonWriter::text);
            write.executeUpdate();
        }
        final Set<Long> partly = new HashSet<>();
        kept.forEach(each -> partly.add(each.row().id()));
        results.keySet().removeAll(back.stream().map(First::id).toList());
        return new StepResult(results.size(), back.size(), 0, partly.size(), named(kept, present));
    }

    /** A field that is kept. */
    private record Kept(First row, List<String> path, Object before, Object now, String by) {}

    /** A user who is without an id because this undo, or one before, has freed it still has it. */
    private static Map<String, Object> withOwnId(
            final Map<String, Object> present, final List<RowChange> changes) {
        if (present == null || present.get("userId") != null) {
            return present;
        }
        final Map<String, Object> own = new LinkedHashMap<>(present);
        // Imports take no id away.
        changes.stream()
                .filter(change -> change.own() && change.after() != null)
                .filter(change -> change.after().get("userId") == null)
                .map(change -> change.before().get("userId"))
                .filter(id -> id != null)
                .reduce((earlier, later) -> later)
                .ifPresent(id -> own.put("userId", id));
        return own;
    }

    /** What cannot go back to its place, as somebody else is there, stays where it is. */
    private void leaveTaken(
            final List<First> rows,
            final Map<Long, Map<String, Object>> present,
            final Map<Long, Map<String, Object>> results,
            final List<First> back,
            final List<Kept> kept)
            throws SQLException {
        final String place = table == UndoneTable.PROFILES ? "userId" : "profile";
        final Map<Long, First> moving = new HashMap<>();
        for (final First row : rows) {
            final Map<String, Object> result = results.get(row.id());
            final Map<String, Object> now = present.get(row.id());
            if (result != null
                    && (now == null
                            || result.get(place) != null
                                    && !result.get(place).equals(now.get(place)))) {
                moving.put(row.id(), row);
            }
        }
        for (final long id : taken(List.copyOf(moving.values()))) {
            final Map<String, Object> now = present.get(id);
            final Object before = results.get(id).get(place);
            if (now == null) {
                results.remove(id);
                back.removeIf(row -> row.id() == id);
            } else {
                results.get(id).put(place, now.get(place));
            }
            kept.add(
                    new Kept(
                            moving.get(id),
                            List.of(place),
                            before,
                            now == null ? null : now.get(place),
                            null));
        }
    }

    private Map<Long, List<RowChange>> changes(final Collection<Long> ids) throws SQLException {
        final Map<Long, List<Image>> images = new HashMap<>();
        try (PreparedStatement select = prepare(CHANGES)) {
            setIds(select, 1, ids);
            select.setLong(2, job.firstChange());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    images.computeIfAbsent(row.getLong("id"), first -> new ArrayList<>())
                            .add(Image.read(row));
                }
            }
        }
        final Map<Long, Map<String, Object>> present = present(ids);
        final Map<Long, List<RowChange>> changes = new HashMap<>();
        images.forEach((id, all) -> changes.put(id, RowChanges.of(all, present.get(id), job)));
        return changes;
    }

    private Map<Long, Map<String, Object>> present(final Collection<Long> ids) throws SQLException {
        final Map<Long, Map<String, Object>> present = new HashMap<>();
        try (PreparedStatement select = prepare(PRESENT)) {
            setIds(select, 1, ids);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    present.put(
                            row.getLong("id"), JsonReader.storedObject(row.getString("fields")));
                }
            }
        }
        return present;
    }

    private List<KeptField> named(
            final List<Kept> kept, final Map<Long, Map<String, Object>> present)
            throws SQLException {
        final KeptNames names = new KeptNames(table);
        final Set<Long> profiles = new HashSet<>();
        for (final Kept each : kept) {
            if (table == UndoneTable.PROFILES) {
                profiles.add(each.row().id());
            } else if (present.get(each.row().id()) != null) {
                profiles.add(KeptNames.profile(present.get(each.row().id())));
            }
        }
        final Map<Long, String> users = users(profiles);
        final List<KeptField> named = new ArrayList<>();
        for (final Kept each : kept) {
            final Map<String, Object> now = present.get(each.row().id());
            final Long profile =
                    table == UndoneTable.PROFILES
                            ? Long.valueOf(each.row().id())
                            : now == null ? null : Long.valueOf(KeptNames.profile(now));
            named.add(
                    names.named(
                            profile == null ? null : users.get(profile),
                            now,
                            each.path(),
                            each.before(),
                            each.now(),
                            each.by()));
        }
        return named;
    }

    private Map<Long, String> users(final Collection<Long> ids) throws SQLException {
        final Map<Long, String> users = new HashMap<>();
        try (PreparedStatement select = prepare(USERS)) {
            setIds(select, 1, ids);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    users.put(row.getLong("id"), row.getString("name"));
                }
            }
        }
        return users;
    }

    private void setRows(final PreparedStatement statement, final List<First> rows)
            throws SQLException {
        setIds(statement, 1, rows.stream().map(First::change).toList());
        setIds(statement, 2, rows.stream().map(First::id).toList());
    }

    private void setIds(
            final PreparedStatement statement, final int index, final Collection<Long> ids)
            throws SQLException {
        TextArrays.set(connection, statement, index, "bigint", ids, UnaryOperator.identity());
    }

    private PreparedStatement prepare(final String sql) throws SQLException {
        return connection.prepareStatement(schema.in(table.in(sql)));
    }
}
