// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.undo;

import io.github.nifiuserimport.job.undo.KeptField;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.jdbc.TextArrays;
import io.github.nifiuserimport.value.JsonReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Takes away what a job has made, unless somebody else has had to do with it since. Events are
 * nobody else's; a device that somebody else has changed stays, and a user whom somebody else has
 * changed, or who has devices or events of somebody else.
 */
final class MadeRows {

    /** Of the rows with ids from the first parameter to the second. */
    private static final String MADE =
            """
            made AS (
                SELECT id FROM {schema}.{table}
                WHERE id BETWEEN ? AND ? AND created_by_job = ?
                UNION
                SELECT id FROM {schema}.history_restored
                WHERE job = ? AND kind = '{table}' AND id BETWEEN ? AND ?)
            """;

    private static final String LOCK =
            "WITH "
                    + MADE
                    + """
                    SELECT count(*) FROM (
                        SELECT present.id FROM {schema}.{table} AS present
                        WHERE id IN (SELECT id FROM made) ORDER BY {order} FOR UPDATE) AS locked
                    """;

    private static final String TOUCHED =
            """
            , touched AS (
                SELECT DISTINCT ON (image.{image}) image.{image} AS id, by.job AS number
                FROM made
                JOIN {schema}.{table}_before AS image ON image.{image} = made.id
                JOIN {schema}.history_change AS by ON by.id = image.change
                -- Not by the change alone, of which there may be many: see ChangedRows.
                WHERE (image.{image}, image.change) >= (made.id, ?) AND by.job IS DISTINCT FROM ?
                  AND (by.job IS NULL OR by.job <> ALL (?))
                ORDER BY image.{image}, image.change DESC)
            """;

    private static final String DELETE_EVENTS =
            "WITH " + MADE + "DELETE FROM {schema}.event WHERE id IN (SELECT id FROM made)";

    private static final String DELETE_DEVICES =
            "WITH "
                    + MADE
                    + TOUCHED
                    + """
                    DELETE FROM {schema}.device
                    WHERE id IN (SELECT id FROM made EXCEPT ALL SELECT id FROM touched)
                    """;

    private static final String DELETE_USERS =
            "WITH "
                    + MADE
                    + TOUCHED
                    + """
                    DELETE FROM {schema}.user_profile AS present
                    WHERE id IN (SELECT id FROM made EXCEPT ALL SELECT id FROM touched)
                      AND NOT EXISTS (SELECT FROM {schema}.device WHERE profile_id = present.id)
                      AND NOT EXISTS (SELECT FROM {schema}.event WHERE profile_id = present.id)
                    """;

    private static final String KEPT_DEVICES =
            "WITH "
                    + MADE
                    + TOUCHED
                    + """
                    SELECT coalesce(profile.user_id, profile.email) AS name, present.device_id,
                           present.attributes, job.id AS job_id
                    FROM {schema}.device AS present
                    JOIN {schema}.user_profile AS profile ON profile.id = present.profile_id
                    JOIN touched ON touched.id = present.id
                    LEFT JOIN {schema}.import_job AS job ON job.number = touched.number
                    ORDER BY present.id
                    """;

    private static final String KEPT_USERS =
            "WITH "
                    + MADE
                    + TOUCHED
                    + """
                    SELECT coalesce(present.user_id, present.email) AS name, job.id AS job_id
                    FROM {schema}.user_profile AS present
                    JOIN made ON made.id = present.id
                    LEFT JOIN touched ON touched.id = present.id
                    LEFT JOIN {schema}.import_job AS job ON job.number = coalesce(touched.number,
                        (SELECT created_by_job FROM {schema}.device
                         WHERE profile_id = present.id ORDER BY id DESC LIMIT 1),
                        (SELECT created_by_job FROM {schema}.event
                         WHERE profile_id = present.id ORDER BY id DESC LIMIT 1))
                    ORDER BY present.id
                    """;

    private final SchemaName schema;
    private final UndoneTable table;
    private final UndoneJob job;
    private final Connection connection;

    MadeRows(
            final SchemaName schema,
            final UndoneTable table,
            final UndoneJob job,
            final Connection connection) {
        this.schema = schema;
        this.table = table;
        this.job = job;
        this.connection = connection;
    }

    /** Takes away those with ids from the first to the last, both included. */
    StepResult remove(final long first, final long last) throws SQLException {
        if (table == UndoneTable.EVENTS) {
            return new StepResult(0, 0, update(DELETE_EVENTS, first, last, false), 0, List.of());
        }
        lock(first, last);
        final boolean users = table == UndoneTable.PROFILES;
        final long removed = update(users ? DELETE_USERS : DELETE_DEVICES, first, last, true);
        final List<KeptField> kept = kept(first, last, users);
        return new StepResult(0, 0, removed, kept.size(), kept);
    }

    private void lock(final long first, final long last) throws SQLException {
        final String order =
                table == UndoneTable.PROFILES
                        ? "present.user_id COLLATE \"C\", present.id"
                        : "present.id";
        try (PreparedStatement lock = prepare(LOCK.replace("{order}", order))) {
            setMade(lock, first, last);
            lock.execute();
        }
    }

    private long update(final String sql, final long first, final long last, final boolean touched)
            throws SQLException {
        try (PreparedStatement update = prepare(sql)) {
            final int next = setMade(update, first, last);
            if (touched) {
                setTouched(update, next);
            }
            return update.executeUpdate();
        }
    }

    private List<KeptField> kept(final long first, final long last, final boolean users)
            throws SQLException {
        final List<KeptField> kept = new ArrayList<>();
        try (PreparedStatement select = prepare(users ? KEPT_USERS : KEPT_DEVICES)) {
            setTouched(select, setMade(select, first, last));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    final String name = row.getString("name");
                    final String by = row.getString("job_id");
                    kept.add(
                            users
                                    ? new KeptField(name, FieldChange.USER_ID, null, name, by)
                                    : new KeptField(
                                            name,
                                            FieldChange.DEVICES + row.getString("device_id"),
                                            null,
                                            JsonReader.storedObject(row.getString("attributes")),
                                            by));
                }
            }
        }
        return kept;
    }

    private int setMade(final PreparedStatement statement, final long first, final long last)
            throws SQLException {
        statement.setLong(1, first);
        statement.setLong(2, last);
        statement.setLong(3, job.job());
        statement.setLong(4, job.job());
        statement.setLong(5, first);
        statement.setLong(6, last);
        return 7;
    }

    private void setTouched(final PreparedStatement statement, final int index)
            throws SQLException {
        statement.setLong(index, job.firstChange());
        statement.setLong(index + 1, job.job());
        TextArrays.set(
                connection,
                statement,
                index + 2,
                "bigint",
                job.undoing(),
                UnaryOperator.identity());
    }

    private PreparedStatement prepare(final String sql) throws SQLException {
        return connection.prepareStatement(schema.in(table.in(sql)));
    }
}
