// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.job;

import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.jdbc.TextArrays;
import io.github.nifiuserimport.value.Storable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** What was left out of rows: {@code import_row_warning}. */
public final class Warnings {

    private static final String INSERT =
            """
            INSERT INTO {schema}.import_row_warning
                (job_id, part_index, row_number, line, column_name, warning)
            SELECT ?, ?, row_number, line, column_name, warning
            FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[])
                AS given (row_number, line, column_name, warning)
            """;

    private final String insert;

    public Warnings(final SchemaName schema) {
        insert = schema.in(INSERT);
    }

    public void add(final Connection connection, final PartId part, final List<WarnedRow> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement add = connection.prepareStatement(insert)) {
            add.setString(1, part.jobId());
            add.setInt(2, part.index());
            TextArrays.set(connection, add, 3, "bigint", rows, WarnedRow::row);
            TextArrays.set(connection, add, 4, "bigint", rows, WarnedRow::line);
            TextArrays.set(connection, add, 5, rows, row -> Storable.shown(row.column()));
            TextArrays.set(connection, add, 6, rows, row -> Storable.shown(row.text()));
            add.executeUpdate();
        }
    }
}
