// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for bytes eight at a time. */
final class ByteSearch {

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final long QUOTES = CsvFormat.QUOTE * ONES;
    private static final long LINE_FEEDS = '\n' * ONES;
    private static final long CARRIAGE_RETURNS = '\r' * ONES;

    private ByteSearch() {}

    /** Where the first byte that is no ASCII character stands, or {@code to}. */
    static int notAscii(final byte[] bytes, final int from, final int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            final long found = (long) WORDS.get(bytes, i) & HIGH_BITS;
            if (found != 0) {
                return i + first(found);
            }
        }
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /** Whether one of the bytes is zero. */
    static boolean anyZero(final byte[] bytes, final int from, final int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            if (zeros((long) WORDS.get(bytes, i)) != 0) {
                return true;
            }
        }
        while (i < to && bytes[i] != 0) {
            i++;
        }
        return i < to;
    }

    /** Whether one of the bytes is a double quote. */
    static boolean anyQuote(final byte[] bytes, final int from, final int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            if (zeros((long) WORDS.get(bytes, i) ^ QUOTES) != 0) {
                return true;
            }
        }
        while (i < to && bytes[i] != CsvFormat.QUOTE) {
            i++;
        }
        return i < to;
    }

    /** Where the first double quote, line feed or carriage return stands, or {@code to}. */
    static int quoteOrLineEnd(final byte[] bytes, final int from, final int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            final long word = (long) WORDS.get(bytes, i);
            final long found =
                    zeros(word ^ QUOTES)
                            | zeros(word ^ LINE_FEEDS)
                            | zeros(word ^ CARRIAGE_RETURNS);
            if (found != 0) {
                return i + first(found);
            }
        }
        while (i < to && bytes[i] != CsvFormat.QUOTE && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    /** The high bit of each byte that is zero; above the first such, some others have theirs. */
    private static long zeros(final long word) {
        return word - ONES & ~word & HIGH_BITS;
    }

    private static int first(final long highBits) {
        return Long.numberOfTrailingZeros(highBits) / Byte.SIZE;
    }
}
