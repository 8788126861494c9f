// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.job;

import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobFindings.ColumnErrors;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.job.RowNotes;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads what was found wrong in a job's rows: the first of it in full, and how much there is. */
public final class JobFindingsQuery {

    // The first of each part, whose lines rise with its rows: so the keys give them in order.
    private static final String ERRORS =
            """
            SELECT noted.* FROM {schema}.import_part AS part
            CROSS JOIN LATERAL (
                SELECT line, column_name, error, row_number
                FROM {schema}.import_row_error AS each
                WHERE each.job_id = part.job_id AND each.part_index = part.part_index
                ORDER BY each.job_id, each.part_index, row_number LIMIT ?) AS noted
            WHERE part.job_id = ? ORDER BY line, part.part_index, row_number LIMIT ?
            """;

    private static final String WARNINGS =
            """
            SELECT noted.* FROM {schema}.import_part AS part
            CROSS JOIN LATERAL (
                SELECT line, column_name, warning, row_number, id
                FROM {schema}.import_row_warning AS each
                WHERE each.job_id = part.job_id AND each.part_index = part.part_index
                ORDER BY each.job_id, each.part_index, row_number, id LIMIT ?) AS noted
            WHERE part.job_id = ? ORDER BY line, part.part_index, row_number, id LIMIT ?
            """;

    private static final String COUNTS =
            """
            SELECT coalesce(sum(rows_rejected), 0), coalesce(sum(warnings), 0)
            FROM {schema}.import_part WHERE job_id = ?
            """;

    // They are counted by the database as rows are rejected. A database that was not told to forget
    // counts with the rows, by an older version's pruning, does so here.
    private static final String ERRORS_BY_COLUMN =
            """
            SELECT column_name, sum(rows) AS rows FROM {schema}.import_column_error
            WHERE job_id = ?
              AND (SELECT true FROM {schema}.import_row_error
                   WHERE job_id = ? LIMIT 1)
            GROUP BY column_hash, column_name ORDER BY rows DESC, column_name
            """;

    private final SchemaName schema;
    private final UndoLedger undos;

    public JobFindingsQuery(final SchemaName schema) {
        this.schema = schema;
        undos = new UndoLedger(schema);
    }

    public JobFindings of(final Connection connection, final String jobId, final int max)
            throws SQLException {
        final List<RowNote> errors = notes(connection, ERRORS, jobId, max);
        final List<RowNote> warnings = notes(connection, WARNINGS, jobId, max);
        try (PreparedStatement counts = connection.prepareStatement(schema.in(COUNTS))) {
            counts.setString(1, jobId);
            try (ResultSet row = counts.executeQuery()) {
                row.next();
                return new JobFindings(
                        // Read one after the other, while rows may be applied.
                        new RowNotes(errors, Math.max(errors.size(), row.getLong(1))),
                        new RowNotes(warnings, Math.max(warnings.size(), row.getLong(2))),
                        errorsByColumn(connection, jobId),
                        undos.undone(connection, jobId, "").orElse(null));
            }
        }
    }

    private List<RowNote> notes(
            final Connection connection, final String sql, final String jobId, final int max)
            throws SQLException {
        final List<RowNote> notes = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(schema.in(sql))) {
            select.setInt(1, max);
            select.setString(2, jobId);
            select.setInt(3, max);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    notes.add(
                            new RowNote(
                                    row.getLong(1),
                                    RejectedRow.shown(row.getString(2)),
                                    row.getString(3)));
                }
            }
        }
        return notes;
    }

    private List<ColumnErrors> errorsByColumn(final Connection connection, final String jobId)
            throws SQLException {
        final List<ColumnErrors> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(schema.in(ERRORS_BY_COLUMN))) {
            select.setString(1, jobId);
            select.setString(2, jobId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    columns.add(new ColumnErrors(row.getString(1), row.getLong(2)));
                }
            }
        }
        return columns;
    }
}
