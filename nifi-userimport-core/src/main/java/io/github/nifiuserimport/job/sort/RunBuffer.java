// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import io.github.nifiuserimport.csv.RawRows;
import io.github.nifiuserimport.job.KeyPlace;
import java.io.IOException;
import java.util.Arrays;

/**
 * Rows in memory, to be sorted and written as one run. A row is kept as the record that is written
 * of it, numbers in as many bytes as they need, seven bits each:
 *
 * <pre>
 * ordinal, line - ordinal (zigzag), length of row, length of key * 2 + 1 if it is copied,
 * where the key begins in the row | the key, row with its line end
 * </pre>
 *
 * <p>The key is copied where it does not stand in the row as it is, or not near its beginning.
 */
final class RunBuffer {

    /** A key behind that is copied, so that it is in the buffer when a record's head is. */
    static final int LAST_KEY_START = 4_096;

    private static final int FIRST_BYTES = 1 << 20;
    private static final int FIRST_ROWS = 1 << 12;

    /** Rows have at most one index entry for so many bytes, lest short ones fill memory. */
    private static final int BYTES_PER_ROW = 64;

    private static final int OUTPUT_BYTES = 128 * 1024;

    /** Of four numbers and the place of a key. */
    private static final int LONGEST_NUMBERS = 40;

    private byte[] bytes = new byte[0];
    private int used;
    private int rows;

    /** Where each record begins, and behind the last. */
    private int[] records = new int[FIRST_ROWS + 1];

    private int[] keys = new int[FIRST_ROWS];
    private char[] keyLengths = new char[FIRST_ROWS];
    private final KeySort sort = new KeySort();
    private final byte[] output = new byte[OUTPUT_BYTES];

    /** The first key that came. */
    private byte[] firstKey;

    private int common;

    boolean isEmpty() {
        return rows == 0;
    }

    /**
     * Adds a row, if there is room; there is for the first.
     *
     * @param capacity bytes that a run may have
     * @return whether it was added
     */
    boolean add(final RawRows row, final long ordinal, final int capacity) {
        final int start = row.start();
        final int length = row.end() - start;
        final byte[] keyBuffer = row.keyBuffer();
        final int keyFrom = row.keyFrom();
        final int keyLength = Math.min(KeyPlace.LONGEST_KEY, row.keyTo() - keyFrom);
        final boolean copied =
                keyBuffer != row.buffer() || keyFrom - start > LAST_KEY_START || keyFrom < start;
        final int most = LONGEST_NUMBERS + keyLength + length + 1;
        if (rows > 0 && (used + (long) most > capacity || rows >= capacity / BYTES_PER_ROW)) {
            return false;
        }
        makeRoom(most, capacity);
        final byte last = row.buffer()[row.end() - 1];
        final boolean lineEnd = last == '\n' || last == '\r';
        records[rows] = used;
        put(ordinal);
        final long lines = row.line() - ordinal;
        put(lines << 1 ^ lines >> Long.SIZE - 1);
        put(lineEnd ? length : length + 1);
        put(keyLength << 1 | (copied ? 1 : 0));
        if (copied) {
            keys[rows] = used;
            System.arraycopy(keyBuffer, keyFrom, bytes, used, keyLength);
            used += keyLength;
        } else {
            put(keyFrom - start);
            keys[rows] = used + keyFrom - start;
        }
        System.arraycopy(row.buffer(), start, bytes, used, length);
        used += length;
        if (!lineEnd) {
            bytes[used++] = '\n';
        }
        keyLengths[rows] = (char) keyLength;
        noteCommon(keys[rows], keyLength);
        records[++rows] = used;
        return true;
    }

    private void makeRoom(final int most, final int capacity) {
        if (used + most > bytes.length) {
            final long wanted =
                    Math.max(used + (long) most, Math.max(FIRST_BYTES, 2L * bytes.length));
            bytes = Arrays.copyOf(bytes, (int) Math.max(used + most, Math.min(capacity, wanted)));
        }
        if (rows == keys.length) {
            records = Arrays.copyOf(records, 2 * rows + 1);
            keys = Arrays.copyOf(keys, 2 * rows);
            keyLengths = Arrays.copyOf(keyLengths, 2 * rows);
        }
    }

    private void put(final long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[used++] = (byte) rest;
    }

    private void noteCommon(final int at, final int length) {
        if (firstKey == null) {
            firstKey = Arrays.copyOfRange(bytes, at, at + length);
            common = length;
        }
        final int compared = Math.min(common, length);
        final int mismatch = Arrays.mismatch(firstKey, 0, compared, bytes, at, at + compared);
        common = mismatch < 0 ? compared : mismatch;
    }

    /** With how many bytes all keys begin alike that were ever added. */
    int common() {
        return common;
    }

    /**
     * Writes the rows in order of their keys, those of one key as they were added, and forgets
     * them.
     *
     * @return how many bytes they have
     */
    int writeTo(final TemporaryFile file) throws IOException {
        final int[] order = sort.sorted(bytes, keys, keyLengths, rows, common);
        int filled = 0;
        for (int i = 0; i < rows; i++) {
            final int from = records[order[i]];
            final int length = records[order[i] + 1] - from;
            if (length > output.length - filled) {
                file.write(output, 0, filled);
                filled = 0;
            }
            if (length > output.length) {
                file.write(bytes, from, length);
            } else {
                System.arraycopy(bytes, from, output, filled, length);
                filled += length;
            }
        }
        file.write(output, 0, filled);
        final int written = used;
        used = 0;
        rows = 0;
        return written;
    }
}
