// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import io.github.nifiuserimport.value.ExcelText;

/**
 * Cells that a spreadsheet would not leave as they are. It computes {@code =1+1}, whoever wrote it;
 * takes the zeros from {@code 007} and the plus from {@code +49…}; saves more than eleven digits as
 * {@code 1.23457E+11}, and dates in its own way. Such a cell is written as a formula of nothing but
 * its text, {@code ="007"}, which is shown and saved as that text, and which readers unwrap. A
 * {@code '} before it, as OWASP has it, would be saved with it and become part of the value.
 */
final class SpreadsheetText {

    /** What begins a formula, in the widths that spreadsheets take. */
    private static final String FORMULA = "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";

    /** More of them are rounded when they are saved. */
    private static final int DIGITS_SHOWN = 11;

    private SpreadsheetText() {}

    /** The cell, or the formula that is shown as its text. */
    static String kept(final String cell) {
        return isChanged(cell) ? "=\"" + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private static boolean isChanged(final String cell) {
        if (cell.isEmpty()) {
            return false;
        }
        final char first = cell.charAt(0);
        if (first == '-') {
            return !isNumber(cell, 1) || isChangedNumber(cell, 1);
        }
        if (FORMULA.indexOf(first) >= 0) {
            return ExcelText.unwrapped(cell).equals(cell);
        }
        return isDigit(first) && (isDate(cell) || isNumber(cell, 0) && isChangedNumber(cell, 0));
    }

    /** Digits, a point among them or none, an exponent or none. */
    private static boolean isNumber(final String cell, final int from) {
        int i = digits(cell, from);
        boolean any = i > from;
        if (i < cell.length() && cell.charAt(i) == '.') {
            final int fraction = digits(cell, i + 1);
            any |= fraction > i + 1;
            i = fraction;
        }
        if (any && i < cell.length() && (cell.charAt(i) == 'e' || cell.charAt(i) == 'E')) {
            final int sign = i + 1;
            final int exponent =
                    sign < cell.length() && (cell.charAt(sign) == '-' || cell.charAt(sign) == '+')
                            ? sign + 1
                            : sign;
            i = digits(cell, exponent);
            any = i > exponent;
        }
        return any && i == cell.length();
    }

    private static boolean isChangedNumber(final String cell, final int from) {
        return cell.length() - from > DIGITS_SHOWN
                || cell.indexOf('e', from) >= 0
                || cell.indexOf('E', from) >= 0
                || cell.charAt(from) == '0'
                        && cell.length() > from + 1
                        && isDigit(cell.charAt(from + 1));
    }

    /**
     * A date, a time or grouped digits, as some country writes them: digits and what parts them.
     */
    private static boolean isDate(final String cell) {
        int points = 0;
        boolean parted = false;
        for (int i = 0; i < cell.length(); i++) {
            switch (cell.charAt(i)) {
                case '-', '/', ':', ',' -> parted = true;
                case ' ' -> {
                    // Between a date and a time.
                }
                case '.' -> points++;
                default -> {
                    if (!isDigit(cell.charAt(i))) {
                        return false;
                    }
                }
            }
        }
        return parted || points > 1;
    }

    private static int digits(final String cell, final int from) {
        int i = from;
        while (i < cell.length() && isDigit(cell.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isDigit(final char c) {
        return c >= '0' && c <= '9';
    }
}
