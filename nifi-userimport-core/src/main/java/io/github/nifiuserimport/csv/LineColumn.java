// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

/**
 * The first column of a part of a file: of each row the line on which it starts in the whole file.
 * Rows stand behind it as the bytes they were, so that whatever is wrong with one is still seen,
 * and told with the line that people find it on.
 */
public final class LineColumn {

    /** Its name. The delimiter follows it, which is how that of the whole file is known. */
    public static final String NAME = "userimport.line";

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
     * @param other what to take when it holds none, as in the header
     */
    static long line(final char[] buffer, final int offset, final int length, final long other) {
        if (length == 0 || length > MOST_DIGITS) {
            return other;
        }
        long line = 0;
        for (int i = offset; i < offset + length; i++) {
            final int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                return other;
            }
            line = line * 10 + digit;
        }
        return line;
    }
}
