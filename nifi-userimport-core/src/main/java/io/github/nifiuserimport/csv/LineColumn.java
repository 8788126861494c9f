// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first column of a part of a file: of each row the line on which it starts in the whole file.
 * Rows stand behind it as the bytes they were, so that whatever is wrong with one is still seen,
 * and told with the line that people find it on. Where rows are no longer in the file's order,
 * their ordinals among its rows stand behind the lines, as in {@code 12r10}.
 */
public final class LineColumn {

    /** Its name. The delimiter follows it, which is how that of the whole file is known. */
    public static final String NAME = "userimport.line";

    /** Stands between a line and an ordinal. A letter: these are never delimiters. */
    private static final char BETWEEN = 'r';

    /** More digits are no line of any file. */
    private static final int MOST_DIGITS = 18;

    /** As many bytes {@link #write} takes at most. */
    public static final int LONGEST_CELL = 2 * (MOST_DIGITS + 1) + 2;

    private LineColumn() {}

    /**
     * Writes a row's cell of the column, and the delimiter behind it.
     *
     * @param at where in the target
     * @param line from 1
     * @param ordinal of the row among the file's rows, from 0
     * @return where it has ended
     */
    public static int write(
            final byte[] target,
            final int at,
            final long line,
            final long ordinal,
            final byte delimiter) {
        int end = write(target, at, line);
        target[end++] = (byte) BETWEEN;
        return write(target, end, ordinal, delimiter);
    }

    /** The same of a row that is in the file's order: it has its line alone. */
    public static int write(
            final byte[] target, final int at, final long line, final byte delimiter) {
        final int end = write(target, at, line);
        target[end] = delimiter;
        return end + 1;
    }

    private static int write(final byte[] target, final int at, final long number) {
        int end = at + 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            end++;
        }
        long rest = number;
        for (int i = end - 1; i >= at; i--) {
            target[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    /** The header of a file with the column, before a header with its line end. */
    public static byte[] header(final byte delimiter, final byte[] header) {
        final byte[] name = NAME.getBytes(StandardCharsets.US_ASCII);
        final byte[] whole = Arrays.copyOf(name, name.length + 1 + header.length);
        whole[name.length] = delimiter;
        System.arraycopy(header, 0, whole, name.length + 1, header.length);
        return whole;
    }

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
