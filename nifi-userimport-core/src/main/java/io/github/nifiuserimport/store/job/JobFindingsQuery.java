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

    private static final String ERRORS =
            """
            SELECT line, column_name, error FROM {schema}.import_row_error
            WHERE job_id = ? ORDER BY line, part_index, row_number LIMIT ?
            """;

    private static final String WARNINGS =
            """
            SELECT line, column_name, warning FROM {schema}.import_row_warning
            WHERE job_id = ? ORDER BY line, part_index, row_number, id LIMIT ?
            """;

    private static final String COUNTS =
            """
            SELECT coalesce(sum(rows_rejected), 0), coalesce(sum(warnings), 0)
            FROM {schema}.import_part WHERE job_id = ?
            """;

    private static final String ERRORS_BY_COLUMN =
            """
            SELECT each.column_name, count(*) AS rows FROM {schema}.import_row_error
            LEFT JOIN LATERAL unnest(string_to_array(import_row_error.column_name, E'\\n'))
                AS each (column_name) ON true
            WHERE job_id = ? GROUP BY each.column_name ORDER BY rows DESC, each.column_name
            """;

    private final SchemaName schema;

    public JobFindingsQuery(final SchemaName schema) {
        this.schema = schema;
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
                        errorsByColumn(connection, jobId));
            }
        }
    }

    private List<RowNote> notes(
            final Connection connection, final String sql, final String jobId, final int max)
            throws SQLException {
        final List<RowNote> notes = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(schema.in(sql))) {
            select.setString(1, jobId);
            select.setInt(2, max);
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
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    columns.add(new ColumnErrors(row.getString(1), row.getLong(2)));
                }
            }
        }
        return columns;
    }
}
