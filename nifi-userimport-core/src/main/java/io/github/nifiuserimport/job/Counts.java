// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * What became of rows, and of the profiles they named.
 *
 * @param rows rows processed: applied, rejected or skipped
 * @param applied rows applied
 * @param rejected rows rejected
 * @param skipped rows left out with a warning: a user who is not known and not to be created, or a
 *     header repeated
 * @param warnings warnings, of skipped and of applied rows
 * @param created profiles that did not exist before
 * @param updated profiles that were changed
 * @param unchanged profiles that already were as the file says. A user whose rows fall into more
 *     than one batch is counted once a batch
 * @param devices devices created or changed
 * @param events events tracked
 */
public record Counts(
        long rows,
        long applied,
        long rejected,
        long skipped,
        long warnings,
        long created,
        long updated,
        long unchanged,
        long devices,
        long events) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Counts of profiles alone. */
    public static Counts ofUsers(final long created, final long updated, final long unchanged) {
        return new Counts(0, 0, 0, 0, 0, created, updated, unchanged, 0, 0);
    }

    /** A count of warnings alone. */
    public static Counts ofWarnings(final long warnings) {
        return new Counts(0, 0, 0, 0, warnings, 0, 0, 0, 0, 0);
    }

    public Counts plus(final Counts other) {
        return new Counts(
                rows + other.rows,
                applied + other.applied,
                rejected + other.rejected,
                skipped + other.skipped,
                warnings + other.warnings,
                created + other.created,
                updated + other.updated,
                unchanged + other.unchanged,
                devices + other.devices,
                events + other.events);
    }

    /** What has been added since earlier counts. */
    public Counts minus(final Counts earlier) {
        return new Counts(
                rows - earlier.rows,
                applied - earlier.applied,
                rejected - earlier.rejected,
                skipped - earlier.skipped,
                warnings - earlier.warnings,
                created - earlier.created,
                updated - earlier.updated,
                unchanged - earlier.unchanged,
                devices - earlier.devices,
                events - earlier.events);
    }
}
