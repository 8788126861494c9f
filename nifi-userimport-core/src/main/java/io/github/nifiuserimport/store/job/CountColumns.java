// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.job;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.text.Text;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The columns of {@code import_part} that count, one for each {@link Count}. */
final class CountColumns {

    private static final String NAMES = each("%1$s");

    private static final String SUMS = each("coalesce(sum(part.%1$s), 0) AS %1$s");

    private static final String ADDITIONS = each("%1$s = %1$s + ?");

    private CountColumns() {}

    /**
     * The SQL with {@code {counts}} replaced by the names, {@code {sums}} by their sums, {@code
     * {additions}} by assignments that add parameters in the order of the counts.
     */
    static String in(final String sql) {
        return sql.replace("{counts}", NAMES)
                .replace("{sums}", SUMS)
                .replace("{additions}", ADDITIONS);
    }

    private static String each(final String format) {
        return Arrays.stream(Count.values())
                .map(count -> Text.format(format, count.column()))
                .collect(Collectors.joining(", "));
    }

    /**
     * Sets the parameters of {@code {additions}}, from the first on.
     *
     * @return the index of the parameter behind them
     */
    static int setAdditions(final PreparedStatement statement, final Counts counts)
            throws SQLException {
        int index = 1;
        for (final Count count : Count.values()) {
            statement.setLong(index++, counts.get(count));
        }
        return index;
    }

    /** The counts of a row that has these columns. */
    static Counts read(final ResultSet row) throws SQLException {
        Counts counts = Counts.NONE;
        for (final Count count : Count.values()) {
            counts = counts.plus(count, row.getLong(count.column()));
        }
        return counts;
    }
}
