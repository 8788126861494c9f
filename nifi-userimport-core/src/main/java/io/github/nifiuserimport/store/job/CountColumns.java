// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.job;

import io.github.nifiuserimport.job.Counts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The columns of {@code import_part} that count, in one place. */
final class CountColumns {

    private static final List<String> NAMES =
            List.of(
                    "rows_done",
                    "rows_applied",
                    "rows_rejected",
                    "rows_skipped",
                    "warnings",
                    "users_created",
                    "users_updated",
                    "users_unchanged",
                    "devices_changed",
                    "events_tracked");

    private CountColumns() {}

    /** The SQL with {@code {counts}} replaced by the names, {@code {sums}} by their sums. */
    static String in(final String sql) {
        return sql.replace("{counts}", String.join(", ", NAMES))
                .replace(
                        "{sums}",
                        NAMES.stream()
                                .map("coalesce(sum(part.%1$s), 0) AS %1$s"::formatted)
                                .collect(Collectors.joining(", ")));
    }

    /** The counts of a row that has these columns. */
    static Counts read(final ResultSet row) throws SQLException {
        final long[] counts = new long[NAMES.size()];
        for (int index = 0; index < counts.length; index++) {
            counts[index] = row.getLong(NAMES.get(index));
        }
        return new Counts(
                counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6],
                counts[7], counts[8], counts[9]);
    }
}
