// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import io.github.nifiuserimport.row.RowNotation;

/**
 * What is known of a job when its first part arrives.
 *
 * @param id the job's id
 * @param appId the app whose users are imported
 * @param action what rows do, in the API's words; null when each row says it itself
 * @param fileName name of the file, for people
 * @param fileSize bytes, or -1 when not known
 * @param parts how many parts the file was split into; 1 when it was not
 * @param split how its rows were told apart into those parts, such as {@code 4 ranges of userId}:
 *     parts of another split hold other rows under the same number; null when it was not split
 * @param notation how its rows are handed back; null while the header is not read
 */
public record NewJob(
        String id,
        String appId,
        String action,
        String fileName,
        long fileSize,
        int parts,
        String split,
        RowNotation notation) {

    /** A job whose file has not been looked into. */
    public NewJob(
            final String id,
            final String appId,
            final String action,
            final String fileName,
            final long fileSize,
            final int parts) {
        this(id, appId, action, fileName, fileSize, parts, null, null);
    }

    /** The same, as one whose file was split in that way. */
    public NewJob withSplit(final String how) {
        return new NewJob(id, appId, action, fileName, fileSize, parts, how, notation);
    }

    /**
     * The same, now that the header is read.
     *
     * @param rowAction what rows do; null when each row says it itself
     */
    public NewJob withHeader(final String rowAction, final RowNotation rowNotation) {
        return new NewJob(id, appId, rowAction, fileName, fileSize, parts, split, rowNotation);
    }
}
