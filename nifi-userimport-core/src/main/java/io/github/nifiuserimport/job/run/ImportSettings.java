// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import java.time.Duration;

/**
 * How large a file may be, how much of it goes into one transaction, and into how many at once.
 *
 * @param batchRows rows at the most
 * @param batchCharacters characters of cells at the most, so that huge cells do not fill memory
 * @param fileBytes bytes that a file may have
 * @param concurrentBatches how many transactions of one file may be open at once, each over a
 *     connection of its own
 */
public record ImportSettings(
        int batchRows, long batchCharacters, long fileBytes, int concurrentBatches) {

    private static final long DEFAULT_BATCH_CHARACTERS = 8L << 20;

    /** So many rows a transaction, and eight million characters; files of any size. */
    public static ImportSettings ofRows(final int batchRows) {
        return new ImportSettings(batchRows, DEFAULT_BATCH_CHARACTERS, Long.MAX_VALUE, 1);
    }

    /** By far longer than a batch takes when nobody is in its way. */
    Duration patience() {
        return Duration.ofSeconds(5).plusMillis(batchRows);
    }

    public ImportSettings withFileBytes(final long other) {
        return new ImportSettings(batchRows, batchCharacters, other, concurrentBatches);
    }

    public ImportSettings withConcurrentBatches(final int other) {
        return new ImportSettings(batchRows, batchCharacters, fileBytes, other);
    }
}
