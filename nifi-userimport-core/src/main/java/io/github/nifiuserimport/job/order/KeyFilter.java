// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.order;

/**
 * A set of keys that takes some bits a key (a Bloom filter). Of a key that was added it always says
 * that it may be there; of another one it does so now and then.
 */
final class KeyFilter {

    /** Bits that are set for a key. */
    private static final int PROBES = 8;

    /**
     * Where rows have 90 bytes, a key then has some 22 bits, and of 10,000 other keys less than one
     * seems to be there; where they have 20 bytes, one of ten does.
     */
    private static final int BYTES_PER_BIT = 4;

    private static final int LEAST_BITS = 1 << 13;

    /** 16 MB, enough for files of 500 MB; of larger ones, more keys seem to be there. */
    private static final int MOST_BITS = 1 << 27;

    private final long[] words;
    private final int mask;

    /**
     * @param fileBytes that the file has whose rows' keys are added
     */
    KeyFilter(final long fileBytes) {
        final int wanted = Math.clamp(fileBytes / BYTES_PER_BIT, LEAST_BITS, MOST_BITS);
        final int bits = Integer.highestOneBit(wanted - 1) << 1;
        words = new long[bits / Long.SIZE];
        mask = bits - 1;
    }

    void add(final byte[] buffer, final int from, final int to) {
        final long hash = hash(buffer, from, to);
        final int step = step(hash);
        int bit = (int) hash;
        for (int probe = 0; probe < PROBES; probe++) {
            words[(bit & mask) / Long.SIZE] |= 1L << bit;
            bit += step;
        }
    }

    boolean mayHold(final byte[] key) {
        final long hash = hash(key, 0, key.length);
        final int step = step(hash);
        int bit = (int) hash;
        for (int probe = 0; probe < PROBES; probe++) {
            if ((words[(bit & mask) / Long.SIZE] & 1L << bit) == 0) {
                return false;
            }
            bit += step;
        }
        return true;
    }

    private static int step(final long hash) {
        return (int) (hash >>> Integer.SIZE) | 1;
    }

    /** FNV-1a, whose bits the last step of MurmurHash3 then mixes. */
    private static long hash(final byte[] buffer, final int from, final int to) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ buffer[i] & 0xFF) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
