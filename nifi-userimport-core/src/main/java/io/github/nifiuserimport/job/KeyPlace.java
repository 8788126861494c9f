// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import io.github.nifiuserimport.csv.RawRows;
import io.github.nifiuserimport.value.ExcelText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The place of a row where rows are in order of their keys: by the keys' bytes in UTF-8, as
 * PostgreSQL's collation {@code C} has them, and rows of one key as they are in the file.
 *
 * @param key the row's key, of a very long one what it is ordered by
 * @param row ordinal of the row in its part, from 0
 */
public record KeyPlace(byte[] key, long row) {

    /**
     * So many bytes of a key count. A text of more than 500 characters is no key, and its row is
     * rejected wherever it comes; such rows must not fill memory or the ledger.
     */
    public static final int LONGEST_KEY = 2_000;

    /** The key in a cell's text. */
    public static byte[] key(final String cell) {
        final byte[] key = ExcelText.unwrapped(cell).getBytes(StandardCharsets.UTF_8);
        return key.length > LONGEST_KEY ? Arrays.copyOf(key, LONGEST_KEY) : key;
    }

    /**
     * Whether a row comes behind this place.
     *
     * @param buffer holds the row's key, no more of it than counts
     */
    public boolean isBefore(final byte[] buffer, final int from, final int to, final long other) {
        final int compared = Arrays.compareUnsigned(key, 0, key.length, buffer, from, to);
        return compared < 0 || compared == 0 && row < other;
    }

    /** Whether the row at which a file's rows stand comes behind this place. */
    public boolean isBefore(final RawRows rows, final long ordinal) {
        final int longest = rows.keyFrom() + LONGEST_KEY;
        return isBefore(rows.keyBuffer(), rows.keyFrom(), Math.min(rows.keyTo(), longest), ordinal);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof KeyPlace that && row == that.row && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(key) + Long.hashCode(row);
    }

    @Override
    public String toString() {
        return new String(key, StandardCharsets.UTF_8) + '@' + row;
    }
}
