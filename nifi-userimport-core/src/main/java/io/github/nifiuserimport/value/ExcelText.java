// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

/**
 * A cell that is written as a formula of nothing but a text, {@code ="00123"}: so do programs that
 * want Excel to keep the text's zeros. What it says is the text.
 */
public final class ExcelText {

    private static final char QUOTE = '"';

    /** Characters around the text. */
    private static final int AROUND = "=\"\"".length();

    private ExcelText() {}

    /** The text in such a formula, or the cell itself when it is none. */
    public static String unwrapped(final String cell) {
        if (cell.length() < AROUND || cell.charAt(0) != '=') {
            return cell;
        }
        final char[] chars = cell.toCharArray();
        final int length = unwrap(chars, 0, chars.length);
        return length < 0 ? cell : new String(chars, 0, length);
    }

    /** Whether a cell may be such a formula. */
    public static boolean mayBe(final char[] buffer, final int offset, final int length) {
        return length >= AROUND && buffer[offset] == '=' && buffer[offset + 1] == QUOTE;
    }

    /**
     * Moves the text to where the cell begins.
     *
     * @return the text's length, or -1, with nothing moved, when the cell is no such formula
     */
    public static int unwrap(final char[] buffer, final int offset, final int length) {
        final int end = offset + length - 1;
        if (!mayBe(buffer, offset, length) || buffer[end] != QUOTE) {
            return -1;
        }
        for (int i = offset + 2; i < end; i++) {
            if (buffer[i] == QUOTE) {
                i++;
                if (i == end || buffer[i] != QUOTE) {
                    // More than a text: ="a"&"b".
                    return -1;
                }
            }
        }
        int to = offset;
        for (int i = offset + 2; i < end; i++) {
            buffer[to++] = buffer[i];
            if (buffer[i] == QUOTE) {
                i++;
            }
        }
        return to - offset;
    }
}
