// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.order;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Users whom the rows of a file name, all in one way: each of them where they are few. */
final class NamedUsers implements FileUsers {

    /** What users are found by. */
    enum FoundBy {
        ID,
        ADDRESS
    }

    /** Rows that a small file has at most. */
    private static final int FEW = 10_000;

    private static final int FEW_BYTES = 1 << 20;

    private final FoundBy foundBy;
    private final KeyFilter keys;

    /** In file order; null where they are many. */
    private List<byte[]> few = new ArrayList<>();

    private int fewBytes;

    /**
     * @param fileBytes that the file has
     */
    NamedUsers(final FoundBy foundBy, final long fileBytes) {
        this.foundBy = foundBy;
        keys = new KeyFilter(fileBytes);
    }

    /** Adds a row's key. A row without one is rejected, and about nobody. */
    void add(final byte[] buffer, final int from, final int to) {
        if (from == to) {
            return;
        }
        keys.add(buffer, from, to);
        if (few == null) {
            return;
        }
        fewBytes += to - from;
        if (few.size() == FEW || fewBytes > FEW_BYTES) {
            few = null;
        } else {
            few.add(Arrays.copyOfRange(buffer, from, to));
        }
    }

    void add(final String key) {
        final byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        add(bytes, 0, bytes.length);
    }

    /** Whether no row names anybody. */
    boolean areNone() {
        return few != null && few.isEmpty();
    }

    @Override
    public boolean areFew() {
        return few != null;
    }

    /** See {@link FileUsers#mayShare}; this is the later file's. */
    boolean mayShare(final NamedUsers earlier, final Optional<byte[]> reached) {
        if (foundBy != earlier.foundBy) {
            // The user with that address may be the one with that id.
            return true;
        }
        if (few != null) {
            return few.stream().anyMatch(key -> earlier.mayStillCome(key, reached));
        }
        return earlier.few == null || earlier.few.stream().anyMatch(keys::mayHold);
    }

    private boolean mayStillCome(final byte[] key, final Optional<byte[]> reached) {
        return (reached.isEmpty() || Arrays.compareUnsigned(key, reached.get()) >= 0)
                && keys.mayHold(key);
    }
}
