// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.sort.SortSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits of an import.
 *
 * @param maxBatchRows rows of a batch, which is one transaction
 * @param maxBatchCharacters characters of a batch's cells, so that huge cells do not fill memory
 * @param maxFileBytes bytes of a file
 * @param maxConcurrentBatches transactions of one file that may be open at the same time, each over
 *     a connection of its own
 * @param sorting which files are applied in order of their keys; nothing when none is
 */
public record ImportSettings(
        int maxBatchRows,
        long maxBatchCharacters,
        long maxFileBytes,
        int maxConcurrentBatches,
        Optional<SortSettings> sorting) {

    private static final long DEFAULT_MAX_BATCH_CHARACTERS = 8L << 20;

    /**
     * So many rows a batch, and eight million characters; files of any size; one batch at a time;
     * in file order.
     */
    public static ImportSettings ofBatchRows(final int maxBatchRows) {
        return new ImportSettings(
                maxBatchRows, DEFAULT_MAX_BATCH_CHARACTERS, Long.MAX_VALUE, 1, Optional.empty());
    }

    /** By far longer than a batch takes when nobody is in its way. */
    Duration batchTimeout() {
        return Duration.ofSeconds(5).plusMillis(maxBatchRows);
    }

    public ImportSettings withMaxFileBytes(final long bytes) {
        return new ImportSettings(
                maxBatchRows, maxBatchCharacters, bytes, maxConcurrentBatches, sorting);
    }

    public ImportSettings withMaxConcurrentBatches(final int batches) {
        return new ImportSettings(maxBatchRows, maxBatchCharacters, maxFileBytes, batches, sorting);
    }

    public ImportSettings withSorting(final SortSettings settings) {
        return new ImportSettings(
                maxBatchRows,
                maxBatchCharacters,
                maxFileBytes,
                maxConcurrentBatches,
                Optional.of(settings));
    }
}
