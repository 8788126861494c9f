// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.JobStore;

/** Where profiles, jobs and the ledger of applied rows are kept. Safe for use by many threads. */
public interface ImportStore extends JobStore {

    /**
     * Does all of a batch's work that needs no database. Meant for a thread other than the one that
     * applies the batch before.
     */
    PreparedBatch prepare(Batch batch);
}
