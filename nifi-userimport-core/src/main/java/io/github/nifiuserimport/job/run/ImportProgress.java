// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.PartProgress;

/** Whoever runs an import: hears how it goes, and may ask it to stop. */
public interface ImportProgress {

    /** Rows were applied for good. */
    void applied(Counts batch);

    /** Where the part stands: before the first batch of this run, and after each. */
    default void standsAt(final PartProgress present) {}

    /**
     * Batches are no longer written at once, but one after the other.
     *
     * @param reason why, for people
     */
    default void batchByBatch(final String reason) {}

    /**
     * Rows are applied in file order that would have been in order of their keys.
     *
     * @param reason why, for people
     */
    default void inFileOrder(final String reason) {}

    /** Whether to stop after the present batch. */
    boolean stopRequested();
}
