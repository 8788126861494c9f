// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A row's cells before any typing. Whether a cell was quoted is kept, since {@code ""} is an empty
 * string and an empty cell is no value.
 *
 * @param texts the cells, unquoted
 * @param quoted which of them stood in quotes
 */
public record RawCells(String[] texts, BitSet quoted) {

    /** How many cells the row has. */
    public int size() {
        return texts.length;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof RawCells that
                && Arrays.equals(texts, that.texts)
                && quoted.equals(that.quoted);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(texts) + quoted.hashCode();
    }

    @Override
    public String toString() {
        return Arrays.toString(texts);
    }
}
