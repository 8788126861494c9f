// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import java.math.BigDecimal;

/**
 * Finds numbers and booleans in text. Only what reads back exactly as it was written is a number:
 * leading zeros, a plus sign, an exponent, a group separator, or more digits than a quantity has
 * make it text.
 */
final class Scalars {

    /** All of them fit into a double, so no reader of the JSON that comes of it loses one. */
    static final int MAX_DIGITS = 15;

    private static final int LONGEST_NUMBER = MAX_DIGITS + 2;

    private Scalars() {}

    /**
     * The number or boolean that a text is.
     *
     * @return Long, BigDecimal, Boolean, or null when it is neither
     */
    static Object find(final String text) {
        if (text.isEmpty()) {
            return null;
        }
        final char first = text.charAt(0);
        if (first <= '9') {
            return first >= '0' || first == '-' ? number(text) : null;
        }
        return switch (first) {
            case 't', 'T' -> text.equalsIgnoreCase("true") && isAscii(text) ? Boolean.TRUE : null;
            case 'f', 'F' -> text.equalsIgnoreCase("false") && isAscii(text) ? Boolean.FALSE : null;
            default -> null;
        };
    }

    private static Object number(final String text) {
        final int length = text.length();
        if (length > LONGEST_NUMBER) {
            return null;
        }
        final boolean negative = text.charAt(0) == '-';
        final int start = negative ? 1 : 0;
        long digits = 0;
        int point = -1;
        for (int i = start; i < length; i++) {
            final char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = digits * 10 + (c - '0');
            } else if (c == '.' && point < 0) {
                point = i;
            } else {
                return null;
            }
        }
        final int wholeDigits = (point < 0 ? length : point) - start;
        final int decimals = point < 0 ? 0 : length - point - 1;
        if (wholeDigits == 0
                || point >= 0 && decimals == 0
                || wholeDigits + decimals > MAX_DIGITS
                || wholeDigits > 1 && text.charAt(start) == '0'
                || negative && digits == 0) {
            return null;
        }
        final long signed = negative ? -digits : digits;
        if (point < 0) {
            return signed;
        }
        return BigDecimal.valueOf(signed, decimals);
    }

    /** Ignoring case, {@code ſ} (U+017F) equals {@code s}. */
    private static boolean isAscii(final String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
