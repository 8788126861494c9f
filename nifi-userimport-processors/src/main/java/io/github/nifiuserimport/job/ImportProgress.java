// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/** Whoever runs an import: hears how it goes, and may ask it to stop. */
public interface ImportProgress {

    /** Rows were applied for good. */
    void applied(Counts batch);

    /** Whether to stop after the present batch. */
    boolean stopRequested();
}
