// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * How large a file may be, and how much of it goes into one transaction.
 *
 * @param batchRows rows at the most
 * @param batchCharacters characters of cells at the most, so that huge cells do not fill memory
 * @param fileBytes bytes that a file may have
 */
public record ImportSettings(int batchRows, long batchCharacters, long fileBytes) {

    private static final long DEFAULT_BATCH_CHARACTERS = 8L << 20;

    /** So many rows a transaction, and eight million characters; files of any size. */
    public static ImportSettings ofRows(final int batchRows) {
        return new ImportSettings(batchRows, DEFAULT_BATCH_CHARACTERS, Long.MAX_VALUE);
    }

    public ImportSettings withFileBytes(final long other) {
        return new ImportSettings(batchRows, batchCharacters, other);
    }
}
