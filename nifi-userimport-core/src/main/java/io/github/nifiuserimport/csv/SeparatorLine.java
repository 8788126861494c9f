// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

/**
 * A file's first line that says what stands between cells and is no row: {@code sep=;}, which Excel
 * reads and many programs write for it. Some put it in quotes, as they do every cell.
 *
 * @param delimiter that it names
 * @param length how many characters it has, its line end included
 */
record SeparatorLine(char delimiter, int length) {

    /** No such line has more characters; spaces may stand behind the delimiter. */
    static final int LONGEST = 32;

    private static final String NAME = "sep=";

    /** Whether a file that begins so may begin with such a line. */
    static boolean mayBegin(final String start) {
        final int at = start.startsWith("\"") ? 1 : 0;
        final int length = Math.min(NAME.length(), start.length() - at);
        return start.regionMatches(true, at, NAME, 0, length);
    }

    /**
     * The line with which a file begins.
     *
     * @param start the file's first characters, at least {@link #LONGEST} unless it has fewer
     * @return null when it begins otherwise
     */
    static SeparatorLine find(final String start) {
        final boolean quoted = start.startsWith("\"");
        final int at = quoted ? 1 : 0;
        if (!start.regionMatches(true, at, NAME, 0, NAME.length())
                || start.length() <= at + NAME.length()) {
            return null;
        }
        final char delimiter = start.charAt(at + NAME.length());
        int end = at + NAME.length() + 1;
        if (!mayDelimit(delimiter)
                || quoted && (end >= start.length() || start.charAt(end++) != '"')) {
            return null;
        }
        while (end < start.length() && (start.charAt(end) == ' ' || start.charAt(end) == '\t')) {
            end++;
        }
        if (end == start.length()) {
            return new SeparatorLine(delimiter, end);
        }
        return switch (start.charAt(end)) {
            case '\n' -> new SeparatorLine(delimiter, end + 1);
            case '\r' ->
                    new SeparatorLine(delimiter, start.startsWith("\r\n", end) ? end + 2 : end + 1);
            default -> null;
        };
    }

    /** Whether a character can stand between cells: one of ASCII that is no part of a value. */
    static boolean mayDelimit(final char c) {
        return c == '\t'
                || c >= ' '
                        && c < 0x7F
                        && c != CsvFormat.QUOTE
                        && !(c >= '0' && c <= '9')
                        && !(c >= 'a' && c <= 'z')
                        && !(c >= 'A' && c <= 'Z');
    }
}
