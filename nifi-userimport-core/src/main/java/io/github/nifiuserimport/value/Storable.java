// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

import io.github.nifiuserimport.text.Text;
import java.math.BigDecimal;

/**
 * What PostgreSQL can hold: {@code text} has no U+0000, {@code jsonb} besides it no half of a
 * character, and {@code numeric} ends somewhere.
 */
public final class Storable {

    /**
     * Digits of a number before the point, and after it, an exponent written out. PostgreSQL's
     * numeric takes more, no user has more.
     */
    public static final int MAX_DIGITS = 1_000;

    private static final char NUL_SYMBOL = '\u2400';

    private Storable() {}

    /**
     * Any text, such as one that escapes of JSON have written.
     *
     * @throws CellFault when it cannot be stored
     */
    public static String text(final String text) throws CellFault {
        final String fault = fault(text);
        if (fault != null) {
            throw new CellFault(fault);
        }
        return text;
    }

    /**
     * A text that was read as UTF-8, in which there are only whole characters.
     *
     * @throws CellFault when it cannot be stored
     */
    public static String utf8(final String text) throws CellFault {
        if (text.indexOf('\0') >= 0) {
            throw new CellFault(ofNull());
        }
        return text;
    }

    /** Why a text cannot be stored, without line and column; null when it can. */
    public static String fault(final String text) {
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == 0) {
                return ofNull();
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return ofHalf(c);
                }
                i++;
            }
        }
        return null;
    }

    /** Whether a number is within {@link #MAX_DIGITS}. */
    public static boolean isNumber(final BigDecimal number) {
        return Math.abs(number.scale()) <= MAX_DIGITS && number.precision() <= MAX_DIGITS;
    }

    /** A text for people to see: U+0000, which cannot be kept, as U+2400 (␀). */
    public static String shown(final String text) {
        return text == null ? null : text.replace('\0', NUL_SYMBOL);
    }

    private static String ofNull() {
        return "holds U+0000 NULL (\\u0000 in JSON), which cannot be stored; remove it";
    }

    /** Why half of a character cannot be stored. */
    static String ofHalf(final int half) {
        return Text.format(
                "holds U+%04X (\\u%<04x in JSON), which is half of a character; remove it or write"
                        + " both halves",
                half);
    }
}
