// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Sorts keys by their bytes, unsigned, and equal ones as they came. Looks at eight bytes of all
 * keys at a time, and at the next eight only of those that are alike in the first; what all of them
 * begin with is passed over.
 */
final class KeySort {

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** So few are compared one with the other. */
    private static final int FEW = 24;

    private static final int BYTE_VALUES = 256;

    private byte[] bytes;
    private int[] keys;
    private char[] lengths;

    private int[] order = new int[0];
    private int[] orderBefore = order;
    private long[] words = new long[0];
    private long[] wordsBefore = words;
    private final int[] counts = new int[Long.BYTES * BYTE_VALUES];

    /**
     * The order of keys.
     *
     * @param buffer that holds them
     * @param from where each begins
     * @param length of each
     * @param count how many there are
     * @param common with how many bytes all begin alike
     * @return places among {@code from}; valid until the next call
     */
    int[] sorted(
            final byte[] buffer,
            final int[] from,
            final char[] length,
            final int count,
            final int common) {
        bytes = buffer;
        keys = from;
        lengths = length;
        if (order.length < count) {
            order = new int[keys.length];
            orderBefore = new int[keys.length];
            words = new long[keys.length];
            wordsBefore = new long[keys.length];
        }
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        sort(0, count, common);
        bytes = null;
        return order;
    }

    /** Sorts some that are alike in so many bytes. */
    private void sort(final int from, final int to, final int alike) {
        if (to - from <= FEW) {
            sortFew(from, to, alike);
            return;
        }
        final int depth = alike + common(from, to, alike);
        for (int i = from; i < to; i++) {
            words[i] = word(bytes, keys[order[i]], lengths[order[i]], depth);
        }
        sortByWords(from, to);
        for (int begin = from; begin < to; ) {
            final long word = words[begin];
            int end = begin + 1;
            while (end < to && words[end] == word) {
                end++;
            }
            if (end - begin > 1) {
                sortAlike(begin, end, depth);
            }
            begin = end;
        }
    }

    /** Sorts some whose words at a depth are the same: those first that have ended there. */
    private void sortAlike(final int from, final int to, final int depth) {
        int shortest = Integer.MAX_VALUE;
        int longest = 0;
        for (int i = from; i < to; i++) {
            final int length = lengths[order[i]];
            shortest = Math.min(shortest, length);
            longest = Math.max(longest, length);
        }
        final int next = depth + Long.BYTES;
        if (shortest == longest && longest <= next) {
            return;
        }
        if (shortest >= next) {
            sort(from, to, next);
            return;
        }
        // Some end in zeros, and others where these have them.
        for (int i = from; i < to; i++) {
            words[i] = Math.min(lengths[order[i]], next);
        }
        sortByWords(from, to);
        int begin = from;
        while (begin < to && words[begin] < next) {
            begin++;
        }
        if (to - begin > 1) {
            sort(begin, to, next);
        }
    }

    private void sortFew(final int from, final int to, final int depth) {
        for (int i = from + 1; i < to; i++) {
            final int each = order[i];
            int at = i;
            while (at > from && isAfter(order[at - 1], each, depth)) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = each;
        }
    }

    private boolean isAfter(final int one, final int other, final int depth) {
        return Arrays.compareUnsigned(
                        bytes,
                        keys[one] + depth,
                        keys[one] + lengths[one],
                        bytes,
                        keys[other] + depth,
                        keys[other] + lengths[other])
                > 0;
    }

    /** With how many bytes behind a depth all of some begin alike. */
    private int common(final int from, final int to, final int depth) {
        final int first = keys[order[from]] + depth;
        int common = lengths[order[from]] - depth;
        for (int i = from + 1; i < to && common > 0; i++) {
            final int at = keys[order[i]] + depth;
            final int compared = Math.min(common, lengths[order[i]] - depth);
            final int mismatch =
                    Arrays.mismatch(bytes, first, first + compared, bytes, at, at + compared);
            common = mismatch < 0 ? compared : mismatch;
        }
        return common;
    }

    /**
     * Eight bytes of a key as a number that, unsigned, compares as they do; zeros where it has
     * ended.
     */
    static long word(final byte[] bytes, final int from, final int length, final int depth) {
        final int left = length - depth;
        final int at = from + depth;
        if (left >= Long.BYTES) {
            return (long) WORDS.get(bytes, at);
        }
        long word = 0;
        for (int i = 0; i < left; i++) {
            word |= (bytes[at + i] & 0xFFL) << Long.SIZE - Byte.SIZE * (i + 1);
        }
        return word;
    }

    /** By one byte of the words after the other, the last first; each keeps what came before. */
    private void sortByWords(final int from, final int to) {
        Arrays.fill(counts, 0);
        for (int i = from; i < to; i++) {
            final long word = words[i];
            for (int b = 0; b < Long.BYTES; b++) {
                counts[b * BYTE_VALUES + (int) (word >>> b * Byte.SIZE & 0xFF)]++;
            }
        }
        int[] source = order;
        int[] target = orderBefore;
        long[] sourceWords = words;
        long[] targetWords = wordsBefore;
        for (int b = 0; b < Long.BYTES; b++) {
            final int shift = b * Byte.SIZE;
            final int base = b * BYTE_VALUES;
            if (counts[base + (int) (sourceWords[from] >>> shift & 0xFF)] == to - from) {
                continue;
            }
            int next = from;
            for (int value = 0; value < BYTE_VALUES; value++) {
                final int count = counts[base + value];
                counts[base + value] = next;
                next += count;
            }
            for (int i = from; i < to; i++) {
                final long word = sourceWords[i];
                final int at = counts[base + (int) (word >>> shift & 0xFF)]++;
                targetWords[at] = word;
                target[at] = source[i];
            }
            final int[] swapped = source;
            source = target;
            target = swapped;
            final long[] swappedWords = sourceWords;
            sourceWords = targetWords;
            targetWords = swappedWords;
        }
        if (source != order) {
            System.arraycopy(source, from, order, from, to - from);
            System.arraycopy(sourceWords, from, words, from, to - from);
        }
    }
}
