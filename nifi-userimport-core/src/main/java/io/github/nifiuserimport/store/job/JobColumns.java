// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.job;

import io.github.nifiuserimport.csv.CsvNotation;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.JsonNotation;
import io.github.nifiuserimport.row.RowNotation;
import io.github.nifiuserimport.value.Storable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How a job's rows are handed back, in {@code import_job.columns} and {@code delimiter}. */
final class JobColumns {

    private JobColumns() {}

    /** The header's names, or null when it has not been read. */
    static Array names(final Connection connection, final RowNotation notation)
            throws SQLException {
        if (notation == null) {
            return null;
        }
        // Rows that are not CSV carry their names themselves.
        final List<Column> header = notation instanceof CsvNotation csv ? csv.header() : List.of();
        return connection.createArrayOf(
                "text",
                header.stream()
                        .map(column -> Storable.shown(column.name()))
                        .toArray(String[]::new));
    }

    /** What is between cells, or null when the file is no CSV. */
    static String delimiter(final RowNotation notation) {
        return notation instanceof CsvNotation csv ? String.valueOf(csv.delimiter()) : null;
    }

    /** The notation, or null when the job's header has not been read. */
    static RowNotation read(final ResultSet row) throws SQLException {
        final Array names = row.getArray("columns");
        if (names == null) {
            return null;
        }
        final List<Column> header = new ArrayList<>();
        for (final String name : (String[]) names.getArray()) {
            header.add(new Column(header.size(), name, List.of()));
        }
        final String delimiter = row.getString("delimiter");
        return delimiter == null
                ? new JsonNotation(header)
                : new CsvNotation(header, delimiter.charAt(0));
    }
}
