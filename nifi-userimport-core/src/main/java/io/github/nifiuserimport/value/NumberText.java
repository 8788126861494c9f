// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

import java.math.BigDecimal;

/**
 * A number as it is written. Only what reads back exactly as it was written is one: leading zeros,
 * a plus sign, an exponent, a group separator, or more digits than a quantity has make it text.
 *
 * <p>One object reads many, one after the other.
 */
public final class NumberText {

    /** All of them fit into a double, so no reader of the JSON that comes of it loses one. */
    static final int MAX_DIGITS = 15;

    static final int LONGEST = MAX_DIGITS + 2;

    private long unscaled;
    private int wholeDigits;
    private int decimals;

    /** Whether a text that begins so can be one. */
    static boolean mayBegin(final char first) {
        return first <= '9' && first >= '0' || first == '-';
    }

    /**
     * Reads one.
     *
     * @param length not 0
     * @return false when it is none; it must not be asked about then
     */
    public boolean read(final char[] text, final int offset, final int length) {
        if (length > LONGEST || !mayBegin(text[offset])) {
            return false;
        }
        final boolean negative = text[offset] == '-';
        final int start = negative ? offset + 1 : offset;
        final int end = offset + length;
        long digits = 0;
        int point = -1;
        for (int i = start; i < end; i++) {
            final int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
            } else if (digit == '.' - '0' && point < 0) {
                point = i;
            } else {
                return false;
            }
        }
        wholeDigits = (point < 0 ? end : point) - start;
        decimals = point < 0 ? 0 : end - point - 1;
        unscaled = negative ? -digits : digits;
        return wholeDigits > 0
                && (point < 0 || decimals > 0)
                && wholeDigits + decimals <= MAX_DIGITS
                && (wholeDigits == 1 || text[start] != '0')
                && (!negative || digits != 0);
    }

    /** Whether it has no decimals. */
    public boolean isWhole() {
        return decimals == 0;
    }

    /** Digits before the point, 1 at least. */
    public int wholeDigits() {
        return wholeDigits;
    }

    /** Digits behind the point. */
    public int decimals() {
        return decimals;
    }

    /** A whole number's value. */
    public Long whole() {
        return unscaled;
    }

    /** Its value, with as many decimals as are written. */
    public BigDecimal decimal() {
        return BigDecimal.valueOf(unscaled, decimals);
    }
}
