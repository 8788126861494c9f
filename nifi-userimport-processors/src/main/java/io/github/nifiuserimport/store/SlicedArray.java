// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A large {@code text[]} that is given to a statement in slices, which the statement joins.
 *
 * <p>The driver encodes an array in one buffer that it doubles as it grows. From half a region of
 * the heap on, 512 kB in heaps of up to 2 GB, Java's collector takes each such buffer for a reason
 * to mark the whole heap: with one a batch it did nothing else, and took more of a core than
 * everything else that an import does in Java.
 */
final class SlicedArray {

    /** In UTF-8 below 256 kB, unless most characters take three bytes. */
    private static final int MOST_CHARACTERS = 120_000;

    /** What the driver writes before each element. */
    private static final int LENGTH_FIELD = 4;

    private final List<String[]> slices = new ArrayList<>();

    /**
     * @param texts the elements; those that are null stay so
     */
    SlicedArray(final String... texts) {
        int first = 0;
        int characters = 0;
        for (int index = 0; index < texts.length; index++) {
            final int own = LENGTH_FIELD + (texts[index] == null ? 0 : texts[index].length());
            if (characters + own > MOST_CHARACTERS && index > first) {
                slices.add(Arrays.copyOfRange(texts, first, index));
                first = index;
                characters = 0;
            }
            characters += own;
        }
        slices.add(first == 0 ? texts : Arrays.copyOfRange(texts, first, texts.length));
    }

    /** The array in SQL. */
    String parameters() {
        return "?" + " || ?".repeat(slices.size() - 1);
    }

    /**
     * Sets the parameters.
     *
     * @return the index behind them
     */
    int set(final Connection connection, final PreparedStatement statement, final int first)
            throws SQLException {
        int index = first;
        for (final String[] slice : slices) {
            statement.setArray(index++, connection.createArrayOf("text", slice));
        }
        return index;
    }
}
