// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * What became of rows, and of the profiles they named.
 *
 * @param rows rows processed: those applied and those rejected
 * @param applied rows applied
 * @param rejected rows rejected
 * @param created profiles that did not exist before
 * @param updated profiles that were changed
 * @param unchanged profiles that already were as the file says. A user whose rows fall into more
 *     than one batch is counted once a batch
 */
public record Counts(
        long rows, long applied, long rejected, long created, long updated, long unchanged) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    /** Counts of profiles alone. */
    public static Counts ofUsers(final long created, final long updated, final long unchanged) {
        return new Counts(0, 0, 0, created, updated, unchanged);
    }

    public Counts plus(final Counts other) {
        return new Counts(
                rows + other.rows,
                applied + other.applied,
                rejected + other.rejected,
                created + other.created,
                updated + other.updated,
                unchanged + other.unchanged);
    }

    /** What has been added since earlier counts. */
    public Counts minus(final Counts earlier) {
        return new Counts(
                rows - earlier.rows,
                applied - earlier.applied,
                rejected - earlier.rejected,
                created - earlier.created,
                updated - earlier.updated,
                unchanged - earlier.unchanged);
    }
}
