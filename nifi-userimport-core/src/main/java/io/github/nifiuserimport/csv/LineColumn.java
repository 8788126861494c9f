// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

/**
 * The first column of a part of a file: of each row the line on which it starts in the whole file.
 * Rows stand behind it as the bytes they were, so that whatever is wrong with one is still seen,
 * and told with the line that people find it on. Where rows are no longer in the file's order,
 * their ordinals among its rows stand behind the lines, and a space between.
 */
public final class LineColumn {

    /** Its name. The delimiter follows it, which is how that of the whole file is known. */
    public static final String NAME = "userimport.line";

    /** Stands between a line and an ordinal. */
    public static final char BETWEEN = ' ';

    /** More digits are no line of any file. */
    private static final int MOST_DIGITS = 18;

    private LineColumn() {}

    /**
     * The delimiter of a file that begins with the column.
     *
     * @param start the file's first characters, one more than the name has
     * @return null when the file begins otherwise
     */
    static Character delimiterBehind(final String start) {
        if (!start.startsWith(NAME)) {
            return null;
        }
        final char symbol = start.charAt(NAME.length());
        return SeparatorLine.mayDelimit(symbol) ? symbol : null;
    }

    /**
     * The line in a cell.
     *
     * @return 0 when it holds none, as in the header
     */
    static long line(final byte[] buffer, final int from, final int to) {
        if (to == from || to - from > MOST_DIGITS) {
            return 0;
        }
        long line = 0;
        for (int i = from; i < to; i++) {
            final int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            line = line * 10 + digit;
        }
        return line;
    }

    /** Where the row's ordinal begins in a cell, or the cell's end when it has none. */
    static int ordinal(final char[] buffer, final int offset, final int length) {
        int i = offset;
        while (i < offset + length && buffer[i] != BETWEEN) {
            i++;
        }
        return Math.min(i + 1, offset + length);
    }

    /**
     * The number in a cell, or in a part of it.
     *
     * @param other what to take when it holds none, as in the header
     */
    static long number(final char[] buffer, final int offset, final int length, final long other) {
        if (length == 0 || length > MOST_DIGITS) {
            return other;
        }
        long number = 0;
        for (int i = offset; i < offset + length; i++) {
            final int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                return other;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
