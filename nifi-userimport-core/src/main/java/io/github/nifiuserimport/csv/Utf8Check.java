// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

/** Tells whether bytes, handed over piece by piece, are UTF-8, without decoding them. */
final class Utf8Check {

    private static final int LOWEST = 0x80;
    private static final int HIGHEST = 0xBF;

    /** Bytes still to come of the present character, and what the next of them may be. */
    private int missing;

    private int lowest;
    private int highest;

    /** Whether the bytes can go on what came before. */
    boolean accepts(final byte[] bytes, final int from, final int to) {
        int i = from;
        while (i < to) {
            if (missing == 0) {
                i = ByteSearch.notAscii(bytes, i, to);
                if (i < to && !begins(bytes[i++] & 0xFF)) {
                    return false;
                }
            } else {
                final int next = bytes[i++] & 0xFF;
                if (next < lowest || next > highest) {
                    return false;
                }
                missing--;
                lowest = LOWEST;
                highest = HIGHEST;
            }
        }
        return true;
    }

    /** Whether the bytes so far end with a whole character. */
    boolean isComplete() {
        return missing == 0;
    }

    /**
     * The first byte of several: how many follow, and which would make too long or no character.
     */
    private boolean begins(final int first) {
        if (first < 0xC2 || first > 0xF4) {
            return false;
        }
        missing = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        lowest =
                switch (first) {
                    case 0xE0 -> 0xA0;
                    case 0xF0 -> 0x90;
                    default -> LOWEST;
                };
        highest =
                switch (first) {
                    // Beyond are surrogates, and what is beyond Unicode.
                    case 0xED -> 0x9F;
                    case 0xF4 -> 0x8F;
                    default -> HIGHEST;
                };
        return true;
    }
}
