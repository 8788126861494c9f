// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * What was removed of jobs that ended, and of changes that were made, long ago.
 *
 * @param jobs jobs that are not known any more
 * @param rowErrors rejected rows that are not kept any more
 * @param rowWarnings warnings that are not kept any more
 * @param changes changes of a user, a device, an event or an address that are not kept any more
 */
public record Pruned(long jobs, long rowErrors, long rowWarnings, long changes) {

    public static final Pruned NOTHING = new Pruned(0, 0, 0, 0);

    public Pruned plus(final Pruned other) {
        return new Pruned(
                jobs + other.jobs,
                rowErrors + other.rowErrors,
                rowWarnings + other.rowWarnings,
                changes + other.changes);
    }
}
