// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.job;

import io.github.nifiuserimport.job.NewJob;

/**
 * Into what a job's file was split when its first part was opened.
 *
 * @param parts how many
 * @param split how, see {@link NewJob#split()}; empty when it was not split, or its parts do not
 *     say how; null when an older version began the job, which did not ask
 */
public record JobSplit(int parts, String split) {

    /** What a part says. */
    public static JobSplit of(final NewJob job) {
        return new JobSplit(job.parts(), job.split() == null ? "" : job.split());
    }

    /** Whether a part that says so holds the rows that the ledger takes it for. */
    public boolean isOf(final NewJob job) {
        final JobSplit other = of(job);
        return parts == other.parts && (split == null || split.equals(other.split));
    }

    /** In words, for a message. */
    @Override
    public String toString() {
        return parts
                + (parts == 1 ? " part" : " parts")
                + (split == null || split.isEmpty() ? "" : " (" + split + ")");
    }
}
