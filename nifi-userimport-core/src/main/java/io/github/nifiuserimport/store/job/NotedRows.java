// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.job;

import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.jdbc.TextArrays;
import io.github.nifiuserimport.value.Storable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows of which there is something to say: those that were not applied ({@code import_row_error}),
 * and those of which something was left out ({@code import_row_warning}).
 */
public final class NotedRows {

    private static final int FETCH_SIZE = 1000;

    private static final String INSERT_REJECTED =
            """
            INSERT INTO {schema}.import_row_error
                (job_id, part_index, row_number, line, column_name, error, cells, overflow)
            SELECT ?, ?, row_number, line, column_name, error, cells, overflow
            FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS given (row_number, line, column_name, error, cells, overflow)
            """;

    private static final String INSERT_WARNED =
            """
            INSERT INTO {schema}.import_row_warning
                (job_id, part_index, row_number, line, column_name, warning)
            SELECT ?, ?, row_number, line, column_name, warning
            FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[])
                AS given (row_number, line, column_name, warning)
            """;

    private static final String SELECT_REJECTED =
            """
            SELECT row_number, line, column_name, error, cells, overflow
            FROM {schema}.import_row_error
            WHERE job_id = ?
            ORDER BY line, part_index, row_number
            """;

    private final String insertRejected;
    private final String insertWarned;
    private final String selectRejected;

    public NotedRows(final SchemaName schema) {
        insertRejected = schema.in(INSERT_REJECTED);
        insertWarned = schema.in(INSERT_WARNED);
        selectRejected = schema.in(SELECT_REJECTED);
    }

    public void addRejected(
            final Connection connection, final PartId part, final List<RejectedRow> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement add = connection.prepareStatement(insertRejected)) {
            add.setString(1, part.jobId());
            add.setInt(2, part.index());
            TextArrays.set(connection, add, 3, "bigint", rows, RejectedRow::row);
            TextArrays.set(connection, add, 4, "bigint", rows, RejectedRow::line);
            TextArrays.set(connection, add, 5, rows, row -> Storable.shown(row.column()));
            TextArrays.set(connection, add, 6, rows, row -> Storable.shown(row.error()));
            TextArrays.set(connection, add, 7, rows, row -> Storable.shown(row.cells()));
            TextArrays.set(connection, add, 8, rows, row -> Storable.shown(row.overflow()));
            add.executeUpdate();
        }
    }

    public void addWarned(
            final Connection connection, final PartId part, final List<WarnedRow> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement add = connection.prepareStatement(insertWarned)) {
            add.setString(1, part.jobId());
            add.setInt(2, part.index());
            TextArrays.set(connection, add, 3, "bigint", rows, WarnedRow::row);
            TextArrays.set(connection, add, 4, "bigint", rows, WarnedRow::line);
            TextArrays.set(connection, add, 5, rows, row -> Storable.shown(row.column()));
            TextArrays.set(connection, add, 6, rows, row -> Storable.shown(row.text()));
            add.executeUpdate();
        }
    }

    /**
     * Hands rejected rows over in file order; needs a transaction, since a cursor is read in
     * portions.
     */
    public void forEachRejected(
            final Connection connection, final String jobId, final Consumer<RejectedRow> consumer)
            throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(selectRejected)) {
            read.setFetchSize(FETCH_SIZE);
            read.setString(1, jobId);
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    consumer.accept(
                            new RejectedRow(
                                    row.getLong("row_number"),
                                    row.getLong("line"),
                                    RejectedRow.shown(row.getString("column_name")),
                                    row.getString("error"),
                                    row.getString("cells"),
                                    row.getString("overflow")));
                }
            }
        }
    }
}
