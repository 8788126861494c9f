// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.undo;

import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What an undo has to do, as steps in the order in which they are done: what the job has tracked
 * and which devices it has made goes first, so that they are in nobody's way; then users, devices
 * and events are put back, in this order, as each needs the one before; and last the users that it
 * made, by then without anything of anybody else's, go.
 */
final class UndoPlan {

    /** Prefix of the kind of steps that take away what was made. */
    static final String MADE = "made ";

    private static final String CHANGES =
            """
            INSERT INTO {schema}.undo_step (job_id, position, kind, rows, changes, operations)
            SELECT ?, ? + sum(rows) OVER (ORDER BY first) - rows, '{table}', rows, changes, operations
            FROM (SELECT array_agg(id) AS changes, sum(rows)::bigint AS rows, min(id) AS first,
                         operations
                  FROM (SELECT change.id, change.operations, count(*) AS rows,
                               div(sum(count(*)) OVER (PARTITION BY change.operations
                                                       ORDER BY change.id) - 1, ?) AS slice
                        FROM {schema}.history_change AS change
                        JOIN {schema}.{table}_before AS image ON image.change = change.id
                        WHERE change.job = ?
                        GROUP BY change.id) AS sliced
                  GROUP BY operations, slice) AS step
            """;

    private static final String MADE_ROWS =
            """
            INSERT INTO {schema}.undo_step (job_id, position, kind, rows, first_id, last_id)
            SELECT ?, ? + sum(rows) OVER (ORDER BY first) - rows, 'made {table}', rows, first, last
            FROM (SELECT min(id) AS first, max(id) AS last, count(*) AS rows
                  FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / ? AS slice
                        FROM (SELECT id FROM {schema}.{table} WHERE created_by_job = ?
                              UNION
                              SELECT id FROM {schema}.history_restored
                              WHERE job = ? AND kind = '{table}') AS made) AS numbered
                  GROUP BY slice) AS step
            """;

    /** All at once: addresses have no ids, and there are not many rows to touch for each. */
    private static final String MADE_ADDRESSES =
            """
            INSERT INTO {schema}.undo_step (job_id, position, kind, rows)
            SELECT ?, ?, 'made suppressed_address', count(*)
            FROM {schema}.suppressed_address
            WHERE app_id = ?
              AND (created_by_job = ?
                   OR email IN (SELECT email FROM {schema}.history_restored_address WHERE job = ?))
            HAVING count(*) > 0
            """;

    private static final String TOTAL =
            "SELECT coalesce(sum(rows), 0) FROM {schema}.undo_step WHERE job_id = ?";

    private static final String STEP =
            """
            SELECT kind, rows, changes, operations, first_id, last_id
            FROM {schema}.undo_step WHERE job_id = ? AND position = ?
            """;

    private static final String JOB =
            """
            SELECT undo.number AS undo, undo.app_id, job.number, job.undoes IS NOT NULL AS is_undo,
                   (SELECT coalesce(min(id), 0) FROM {schema}.history_change
                    WHERE history_change.job = job.number) AS first_change,
                   ARRAY(WITH RECURSIVE undos AS (
                             SELECT id, number FROM {schema}.import_job WHERE undoes = job.id
                             UNION ALL
                             SELECT redo.id, redo.number FROM undos
                             JOIN {schema}.import_job AS redo ON redo.undoes = undos.id)
                         SELECT number FROM undos) AS undos,
                   -- Whoever changed something after the job, and was undone as a whole.
                   ARRAY(SELECT pair.number FROM {schema}.import_job AS later
                         JOIN {schema}.import_job AS other
                             ON other.undoes = later.id AND other.state = 'FINISHED'
                         CROSS JOIN LATERAL (VALUES (later.number), (other.number))
                             AS pair (number)
                         WHERE later.app_id = undo.app_id AND later.started >= job.finished
                           AND other.id <> undo.id
                           AND NOT EXISTS (SELECT FROM {schema}.import_part AS part
                                           WHERE part.job_id = other.id AND part.rows_rejected > 0)
                           AND NOT EXISTS (SELECT FROM {schema}.import_job AS redo
                                           WHERE redo.undoes = other.id
                                             AND redo.state IN ('RUNNING', 'FINISHED'))
                        ) AS settled
            FROM {schema}.import_job AS undo
            JOIN {schema}.import_job AS job ON job.id = undo.undoes
            WHERE undo.id = ?
            """;

    private final SchemaName schema;
    private final int rowsOfStep;

    UndoPlan(final SchemaName schema, final int rowsOfStep) {
        this.schema = schema;
        this.rowsOfStep = rowsOfStep;
    }

    /**
     * One step.
     *
     * @param kind the table, with {@link #MADE} in front where what was made is taken away
     * @param rows at least one
     * @param changes that are taken back; none where what was made is taken away
     * @param operations of these changes as JSON, or an empty text
     */
    record Step(
            String kind,
            long rows,
            List<Long> changes,
            String operations,
            long firstId,
            long lastId) {}

    /** The job that an undo undoes; nothing when it is not known any more. */
    Optional<UndoneJob> job(final Connection connection, final String undoId) throws SQLException {
        try (PreparedStatement select = prepare(connection, JOB, "")) {
            select.setString(1, undoId);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new UndoneJob(
                                        undoId,
                                        row.getLong("undo"),
                                        row.getString("app_id"),
                                        row.getLong("number"),
                                        row.getBoolean("is_undo"),
                                        List.of((Long[]) row.getArray("undos").getArray()),
                                        List.of((Long[]) row.getArray("settled").getArray()),
                                        row.getLong("first_change")))
                        : Optional.empty();
            }
        }
    }

    /**
     * Finds out what there is to do.
     *
     * @return how many rows the steps look at
     */
    long make(final Connection connection, final UndoneJob job) throws SQLException {
        addMade(connection, job, "event");
        addMade(connection, job, "device");
        addChanges(connection, job, "user_profile");
        addChanges(connection, job, "device");
        addChanges(connection, job, "event");
        addMade(connection, job, "user_profile");
        addChanges(connection, job, Addresses.KIND);
        addMadeAddresses(connection, job);
        return total(connection, job);
    }

    private void addChanges(final Connection connection, final UndoneJob job, final String table)
            throws SQLException {
        try (PreparedStatement insert = prepare(connection, CHANGES, table)) {
            insert.setString(1, job.undoId());
            insert.setLong(2, total(connection, job));
            insert.setInt(3, rowsOfStep);
            insert.setLong(4, job.job());
            insert.executeUpdate();
        }
    }

    private void addMade(final Connection connection, final UndoneJob job, final String table)
            throws SQLException {
        try (PreparedStatement insert = prepare(connection, MADE_ROWS, table)) {
            insert.setString(1, job.undoId());
            insert.setLong(2, total(connection, job));
            insert.setInt(3, rowsOfStep);
            insert.setLong(4, job.job());
            insert.setLong(5, job.job());
            insert.executeUpdate();
        }
    }

    private void addMadeAddresses(final Connection connection, final UndoneJob job)
            throws SQLException {
        try (PreparedStatement insert = prepare(connection, MADE_ADDRESSES, Addresses.KIND)) {
            insert.setString(1, job.undoId());
            insert.setLong(2, total(connection, job));
            insert.setString(3, job.appId());
            insert.setLong(4, job.job());
            insert.setLong(5, job.job());
            insert.executeUpdate();
        }
    }

    private long total(final Connection connection, final UndoneJob job) throws SQLException {
        try (PreparedStatement select = prepare(connection, TOTAL, "")) {
            select.setString(1, job.undoId());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The step at that place of the ledger; nothing behind the last one. */
    Optional<Step> step(final Connection connection, final String undoId, final long position)
            throws SQLException {
        try (PreparedStatement select = prepare(connection, STEP, "")) {
            select.setString(1, undoId);
            select.setLong(2, position);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                final String operations = row.getString("operations");
                return Optional.of(
                        new Step(
                                row.getString("kind"),
                                row.getLong("rows"),
                                row.getArray("changes") == null
                                        ? List.of()
                                        : List.of((Long[]) row.getArray("changes").getArray()),
                                operations == null ? "" : operations,
                                row.getLong("first_id"),
                                row.getLong("last_id")));
            }
        }
    }

    private PreparedStatement prepare(
            final Connection connection, final String sql, final String table) throws SQLException {
        return connection.prepareStatement(schema.in(sql.replace("{table}", table)));
    }
}
