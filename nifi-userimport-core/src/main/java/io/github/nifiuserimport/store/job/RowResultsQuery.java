// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.job;

import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.RowResults;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what became of every row of a job. Only rows of which there is something to say are stored;
 * those between them were applied.
 */
public final class RowResultsQuery {

    private static final int FETCH_SIZE = 1000;

    private static final String PARTS =
            """
            SELECT part_index, rows_done, key_column IS NOT NULL AND NOT finished AS scattered
            FROM {schema}.import_part
            WHERE job_id = ? ORDER BY part_index
            """;

    private static final String NOTED =
            """
            SELECT row_number, line, column_name, error AS text, true AS rejected, cells, overflow
            FROM {schema}.import_row_error WHERE job_id = ? AND part_index = ?
            UNION ALL
            SELECT row_number, line, min(column_name),
                   string_agg(concat(column_name || ': ', warning), '; ' ORDER BY id),
                   false, NULL, NULL
            FROM {schema}.import_row_warning WHERE job_id = ? AND part_index = ?
            GROUP BY row_number, line
            ORDER BY row_number
            """;

    private final String parts;
    private final String noted;

    public RowResultsQuery(final SchemaName schema) {
        parts = schema.in(PARTS);
        noted = schema.in(NOTED);
    }

    /** Needs a transaction, since a cursor is read in portions. */
    public void forEach(final Connection connection, final String jobId, final RowResults results)
            throws SQLException {
        for (final Part part : parts(connection, jobId)) {
            forEach(connection, jobId, part, results);
        }
    }

    /**
     * A part.
     *
     * @param scattered whether the rows done are not its first ones, but some all over it: it is
     *     applied in order of its keys. Which they are is not known, only how many
     */
    private record Part(int index, long rowsDone, boolean scattered) {}

    private List<Part> parts(final Connection connection, final String jobId) throws SQLException {
        final List<Part> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(parts)) {
            select.setString(1, jobId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Part(row.getInt(1), row.getLong(2), row.getBoolean(3)));
                }
            }
        }
        return found;
    }

    private void forEach(
            final Connection connection,
            final String jobId,
            final Part part,
            final RowResults results)
            throws SQLException {
        long next = 0;
        long told = 0;
        try (PreparedStatement select = connection.prepareStatement(noted)) {
            select.setFetchSize(FETCH_SIZE);
            select.setString(1, jobId);
            select.setInt(2, part.index());
            select.setString(3, jobId);
            select.setInt(4, part.index());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    final long number = row.getLong("row_number");
                    // Noted by a batch that was committed after the parts were read.
                    if (part.scattered() ? told >= part.rowsDone() : number >= part.rowsDone()) {
                        break;
                    }
                    told++;
                    if (number > next && !part.scattered()) {
                        results.applied(number - next);
                    }
                    tell(row, number, results);
                    next = number + 1;
                }
            }
        }
        final long last = part.scattered() ? told : next;
        if (part.rowsDone() > last) {
            results.applied(part.rowsDone() - last);
        }
    }

    private static void tell(final ResultSet row, final long number, final RowResults results)
            throws SQLException {
        final long line = row.getLong("line");
        final String column = RejectedRow.shown(row.getString("column_name"));
        final String text = row.getString("text");
        if (row.getBoolean("rejected")) {
            results.rejected(
                    new RejectedRow(
                            number,
                            line,
                            column,
                            text,
                            row.getString("cells"),
                            row.getString("overflow")));
        } else {
            results.warned(new WarnedRow(number, line, column, text));
        }
    }
}
