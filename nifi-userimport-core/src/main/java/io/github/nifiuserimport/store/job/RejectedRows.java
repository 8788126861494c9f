// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.job;

import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.jdbc.TextArrays;
import io.github.nifiuserimport.value.Storable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** Rows that were not applied: {@code import_row_error}. */
public final class RejectedRows {

    private static final int FETCH_SIZE = 1000;

    private static final String INSERT =
            """
            INSERT INTO {schema}.import_row_error
                (job_id, part_index, row_number, line, column_name, error, cells, overflow)
            SELECT ?, ?, row_number, line, column_name, error, cells, overflow
            FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS given (row_number, line, column_name, error, cells, overflow)
            """;

    private static final String SELECT =
            """
            SELECT row_number, line, column_name, error, cells, overflow
            FROM {schema}.import_row_error
            WHERE job_id = ?
            ORDER BY line, part_index, row_number
            """;

    private final String insert;
    private final String select;

    public RejectedRows(final SchemaName schema) {
        insert = schema.in(INSERT);
        select = schema.in(SELECT);
    }

    public void add(final Connection connection, final PartId part, final List<RejectedRow> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement add = connection.prepareStatement(insert)) {
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

    /** Hands rows over in file order; needs a transaction, since a cursor is read in portions. */
    public void forEach(
            final Connection connection, final String jobId, final Consumer<RejectedRow> consumer)
            throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(select)) {
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
