// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

/** How a text looks that began as a whole number, once a program has taken it for any number. */
enum NumberShape {
    /**
     * One digit, maybe decimals, and an exponent: {@code 1.23457E+17}, {@code 1e+17}. Not {@code
     * 12e5} or {@code 1e5}, which no program writes so, and which may be ids in hexadecimal.
     */
    EXPONENT,
    /** Digits, one point or comma, digits: {@code 1001.0}. */
    DECIMAL,
    NEITHER;

    private static final int THOUSANDS = 3;

    static NumberShape of(final String text) {
        final int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        final int whole = digits(text, start);
        if (whole == start || whole == text.length()) {
            return NEITHER;
        }
        int end = whole;
        if (text.charAt(whole) == '.' || text.charAt(whole) == ',') {
            end = digits(text, whole + 1);
            if (end == whole + 1) {
                return NEITHER;
            }
            if (end == text.length()) {
                return DECIMAL;
            }
        }
        return whole == start + 1 && isExponent(text, end, end > whole) ? EXPONENT : NEITHER;
    }

    private static boolean isExponent(
            final String text, final int from, final boolean withDecimals) {
        if (text.charAt(from) != 'e' && text.charAt(from) != 'E') {
            return false;
        }
        final boolean signed =
                from + 1 < text.length()
                        && (text.charAt(from + 1) == '+' || text.charAt(from + 1) == '-');
        final int first = signed ? from + 2 : from + 1;
        final int end = digits(text, first);
        return (signed || withDecimals) && end > first && end == text.length();
    }

    /** Index behind the digits that begin there. */
    private static int digits(final String text, final int from) {
        int index = from;
        while (index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9') {
            index++;
        }
        return index;
    }

    /** Whether a point or a comma of a {@link #DECIMAL} may as well separate thousands. */
    static boolean maybeThousands(final String decimal) {
        final String whole = wholePart(decimal);
        final int digits = whole.length() - (isDigit(whole.charAt(0)) ? 0 : 1);
        return digits <= THOUSANDS
                && decimal.length() == whole.length() + 1 + THOUSANDS
                && whole.charAt(whole.length() - digits) != '0';
    }

    private static boolean isDigit(final char character) {
        return character >= '0' && character <= '9';
    }

    /** What stands before the point. */
    static String wholePart(final String decimal) {
        return decimal.substring(0, digits(decimal, Character.isDigit(decimal.charAt(0)) ? 0 : 1));
    }
}
