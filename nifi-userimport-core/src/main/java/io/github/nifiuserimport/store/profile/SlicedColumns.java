// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Columns of texts that a statement makes rows of, a slice of the rows at a time.
 *
 * <p>The driver encodes an array in one buffer that it doubles as it grows. From half a region of
 * the heap on, 512 kB in heaps of up to 2 GB, Java's collector takes each such buffer for a reason
 * to mark the whole heap: with one a batch it did nothing else, and took more of a core than
 * everything else that an import does in Java.
 */
final class SlicedColumns {

    /** In UTF-8 below 256 kB, three bytes a character. */
    private static final int MOST_CHARACTERS = 80_000;

    /** What the driver writes before each element. */
    private static final int LENGTH_FIELD = 4;

    private final List<String[]> columns;

    /** The rows at which slices begin, and behind the last of them the number of rows. */
    private final List<Integer> bounds = new ArrayList<>();

    /**
     * @param columns of as many texts each; those that are null stay so
     */
    SlicedColumns(final List<String[]> columns) {
        this.columns = columns;
        final int rows = columns.getFirst().length;
        final int[] characters = new int[columns.size()];
        bounds.add(0);
        for (int row = 0; row < rows; row++) {
            if (!fits(row, characters) && row > bounds.getLast()) {
                bounds.add(row);
                Arrays.fill(characters, 0);
                fits(row, characters);
            }
        }
        bounds.add(rows);
    }

    /** Adds a row to what the columns have, and tells whether all of them have room for it. */
    private boolean fits(final int row, final int[] characters) {
        boolean fits = true;
        for (int column = 0; column < characters.length; column++) {
            final String text = columns.get(column)[row];
            characters[column] += LENGTH_FIELD + (text == null ? 0 : text.length());
            fits &= characters[column] <= MOST_CHARACTERS;
        }
        return fits;
    }

    /** The rows in SQL, in their order, as what stands in {@code FROM (…)}. */
    String rows() {
        final String slice =
                Collections.nCopies(columns.size(), "?::text[]").stream()
                        .collect(joining(", ", "SELECT * FROM unnest(", ")"));
        return String.join(" UNION ALL ", Collections.nCopies(bounds.size() - 1, slice));
    }

    /**
     * Sets the parameters.
     *
     * @return the index behind them
     */
    int set(final Connection connection, final PreparedStatement statement, final int first)
            throws SQLException {
        int index = first;
        for (int slice = 0; slice < bounds.size() - 1; slice++) {
            for (final String[] column : columns) {
                final String[] texts =
                        Arrays.copyOfRange(column, bounds.get(slice), bounds.get(slice + 1));
                statement.setArray(index++, connection.createArrayOf("text", texts));
            }
        }
        return index;
    }
}
