// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Knows cells that stand for no value. Their first character tells nearly all others apart, so that
 * an ordinary cell costs one look.
 */
final class NullStrings {

    private static final int ASCII = 128;

    private final boolean[] firsts = new boolean[ASCII];
    private final boolean anyOther;
    private final Set<String> strings;
    private final char[][] texts;
    private final byte[][] bytes;

    NullStrings(final Set<String> nullStrings) {
        strings = nullStrings;
        final String[] given =
                nullStrings.stream().filter(text -> !text.isEmpty()).toArray(String[]::new);
        texts = new char[given.length][];
        bytes = new byte[given.length][];
        boolean other = false;
        for (int i = 0; i < given.length; i++) {
            texts[i] = given[i].toCharArray();
            bytes[i] = given[i].getBytes(StandardCharsets.UTF_8);
            if (texts[i][0] < ASCII) {
                firsts[texts[i][0]] = true;
            } else {
                other = true;
            }
        }
        anyOther = other;
    }

    /** Whether a cell without quotes is one of them. */
    boolean contain(final String text) {
        if (text.isEmpty() || !mayBegin(text.charAt(0))) {
            return false;
        }
        return strings.contains(text);
    }

    /** The same of a cell in a buffer. */
    boolean contain(final char[] buffer, final int offset, final int length) {
        if (length == 0 || !mayBegin(buffer[offset])) {
            return false;
        }
        for (final char[] each : texts) {
            if (Arrays.equals(buffer, offset, offset + length, each, 0, each.length)) {
                return true;
            }
        }
        return false;
    }

    /** The same of a cell in UTF-8. */
    boolean contain(final byte[] buffer, final int from, final int to) {
        if (from == to || buffer[from] >= 0 && !firsts[buffer[from]]) {
            return false;
        }
        for (final byte[] each : bytes) {
            if (Arrays.equals(buffer, from, to, each, 0, each.length)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of them begins so. */
    boolean mayBegin(final char first) {
        return first < ASCII ? firsts[first] : anyOther;
    }
}
