// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * How much goes into one transaction.
 *
 * @param batchRows rows at the most
 * @param batchCharacters characters of cells at the most, so that huge cells do not fill memory
 */
public record ImportSettings(int batchRows, long batchCharacters) {

    private static final long DEFAULT_BATCH_CHARACTERS = 8L << 20;

    /** So many rows a transaction, and eight million characters. */
    public static ImportSettings ofRows(final int batchRows) {
        return new ImportSettings(batchRows, DEFAULT_BATCH_CHARACTERS);
    }
}
