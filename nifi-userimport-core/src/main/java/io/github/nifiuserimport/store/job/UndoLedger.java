// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.job;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobFindings.Undone;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is noted of an undo beside what is noted of every job. Runs in the caller's transaction,
 * which is that of the step that it notes.
 */
public final class UndoLedger {

    private static final String UNDOES =
            "UPDATE {schema}.import_job SET undoes = ? WHERE id = ? AND undoes IS NULL";

    private static final String UNDONE = "SELECT undoes FROM {schema}.import_job WHERE id = ?";

    // Of several undos of one job only the last one can be in force: each of those before it was
    // undone, or has failed.
    private static final String UNDOS =
            """
            WITH RECURSIVE chain AS (
                SELECT 0 AS depth, ?::text AS id, NULL::timestamptz AS finished
                UNION ALL
                SELECT chain.depth + 1, latest.id, latest.finished
                FROM chain CROSS JOIN LATERAL (
                    SELECT id, CASE WHEN state = 'FINISHED' THEN finished END AS finished
                    FROM {schema}.import_job
                    WHERE undoes = chain.id AND id <> ?
                      AND state IN ('PENDING', 'RUNNING', 'FINISHED')
                    ORDER BY created DESC, number DESC LIMIT 1) AS latest)
            SELECT id, finished FROM chain WHERE depth > 0 ORDER BY depth
            """;

    // The job's row is locked: whoever cancels it waits, and nothing is done after that.
    private static final String ADVANCE =
            """
            UPDATE {schema}.import_part SET
                {additions},
                finished = ?,
                rows_in_history = rows_in_history + ?
            WHERE job_id = ? AND part_index = 0 AND rows_done = ? AND NOT finished
              AND EXISTS (SELECT FROM {schema}.import_job
                          WHERE id = ? AND state = 'RUNNING' FOR NO KEY UPDATE)
            """;

    private static final String NOTED =
            "SELECT coalesce(max(row_number) + 1, 0) FROM {schema}.import_row_error"
                    + " WHERE job_id = ? AND part_index = 0";

    private final SchemaName schema;

    public UndoLedger(final SchemaName schema) {
        this.schema = schema;
    }

    /** Notes which job an undo undoes. */
    public void undoes(final Connection connection, final String undoId, final String jobId)
            throws SQLException {
        try (PreparedStatement update = prepare(connection, UNDOES)) {
            update.setString(1, jobId);
            update.setString(2, undoId);
            update.executeUpdate();
        }
    }

    /**
     * What takes a job back, or has; nothing where that was itself undone.
     *
     * @param but id of an undo that does not count
     */
    public Optional<Undone> undone(
            final Connection connection, final String jobId, final String but) throws SQLException {
        final List<Undone> chain = new ArrayList<>();
        try (PreparedStatement select = prepare(connection, UNDOS)) {
            select.setString(1, jobId);
            select.setString(2, but);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    final Timestamp finished = row.getTimestamp(2);
                    chain.add(
                            new Undone(
                                    row.getString(1),
                                    finished == null ? null : finished.toInstant()));
                }
            }
        }
        return inForce(chain);
    }

    /**
     * The undo among these that takes the job back.
     *
     * @param chain an undo of the job, one of that undo, and so on
     */
    private static Optional<Undone> inForce(final List<Undone> chain) {
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        final boolean odd = chain.size() % 2 == 1;
        if (chain.getLast().at() == null) {
            // Until the last one has finished, what it undoes is as it was.
            return Optional.of(odd ? chain.getLast() : chain.getFirst());
        }
        return odd ? Optional.of(chain.getFirst()) : Optional.empty();
    }

    /** The id of the job that it undoes; null where it is no undo. */
    public String undone(final Connection connection, final String undoId) throws SQLException {
        try (PreparedStatement select = prepare(connection, UNDONE)) {
            select.setString(1, undoId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    /**
     * Moves the ledger past a step.
     *
     * @param position at which the step was
     * @param last whether it was the last one
     * @param inHistory whether it is kept what the step has changed
     * @return false when the ledger does not stand there, or the undo has ended
     */
    public boolean advance(
            final Connection connection,
            final String undoId,
            final long position,
            final Counts counts,
            final boolean last,
            final boolean inHistory)
            throws SQLException {
        try (PreparedStatement update = prepare(connection, ADVANCE)) {
            int index = CountColumns.setAdditions(update, counts);
            update.setBoolean(index++, last);
            update.setLong(index++, inHistory ? counts.get(Count.ROWS) : 0);
            update.setString(index++, undoId);
            update.setLong(index++, position);
            update.setString(index, undoId);
            return update.executeUpdate() == 1;
        }
    }

    /** How many fields are listed already that stay as they are. */
    public long listed(final Connection connection, final String undoId) throws SQLException {
        try (PreparedStatement select = prepare(connection, NOTED)) {
            select.setString(1, undoId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private PreparedStatement prepare(final Connection connection, final String sql)
            throws SQLException {
        return connection.prepareStatement(schema.in(CountColumns.in(sql)));
    }
}
