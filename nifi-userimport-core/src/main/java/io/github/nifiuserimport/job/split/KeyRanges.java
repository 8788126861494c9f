// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.split;

import io.github.nifiuserimport.csv.RawRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Ranges of keys that have about as many of a file's rows each, by the bytes of keys. Parts that
 * are applied side by side then write to other stretches of the key's index each. The same file
 * always has the same ranges.
 *
 * <p>They are found from a sample of the rows: with fewer rows than that, they are exact; with
 * more, two ranges differ by some 2 %, sixteen by some 10 %.
 */
final class KeyRanges {

    private static final int SAMPLE = 16_384;

    /** Of a key: those that differ only behind it are in one range. */
    private static final int MAX_KEY_BYTES = 256;

    /** Any number: it is to be the same each time. */
    private static final long SEED = 15;

    /** With what each range but the first begins, in their order. */
    private final byte[][] bounds;

    private KeyRanges(final byte[][] bounds) {
        this.bounds = bounds;
    }

    /**
     * The ranges of a file.
     *
     * @param rows before the first; read to the end, or to the first row that is marked
     * @param max how many at the most; there are fewer where many rows have one key
     */
    static KeyRanges of(final RawRows rows, final int max) throws IOException {
        final Random random = new Random(SEED);
        final List<byte[]> sample = new ArrayList<>();
        for (long count = 1; rows.next() && rows.marked() < 0; count++) {
            if (sample.size() < SAMPLE) {
                sample.add(key(rows));
            } else {
                // Each row so far is in the sample with the same probability (Vitter's algorithm
                // R).
                final long place = random.nextLong(count);
                if (place < SAMPLE) {
                    sample.set((int) place, key(rows));
                }
            }
        }
        sample.sort(Arrays::compareUnsigned);
        return new KeyRanges(bounds(sample, max));
    }

    private static byte[][] bounds(final List<byte[]> sample, final int max) {
        final List<byte[]> bounds = new ArrayList<>();
        int place = 0;
        for (int range = 1; range < max && place < sample.size(); range++) {
            final byte[] before = sample.get(place);
            place = Math.max(place, (int) ((long) sample.size() * range / max));
            // Rows of one key are not divided: the range ends behind them.
            while (place < sample.size() && Arrays.equals(sample.get(place), before)) {
                place++;
            }
            if (place < sample.size()) {
                bounds.add(sample.get(place));
            }
        }
        return bounds.toArray(byte[][]::new);
    }

    private static byte[] key(final RawRows rows) {
        final int length = Math.min(MAX_KEY_BYTES, rows.keyTo() - rows.keyFrom());
        return Arrays.copyOfRange(rows.keyBuffer(), rows.keyFrom(), rows.keyFrom() + length);
    }

    /** In which range the key of a row is, from 0. */
    int rangeOf(final RawRows row) {
        final int end = Math.min(row.keyTo(), row.keyFrom() + MAX_KEY_BYTES);
        int low = 0;
        int high = bounds.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            final byte[] bound = bounds[middle];
            if (Arrays.compareUnsigned(bound, 0, bound.length, row.keyBuffer(), row.keyFrom(), end)
                    <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
