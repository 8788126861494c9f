// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.JobStore;
import java.util.function.Function;

/** Where profiles, jobs and the ledger of applied rows are kept. Safe for use by many threads. */
public interface ImportStore extends JobStore {

    /**
     * What prepares the batches of one run of an import, one after the other: does all of a batch's
     * work that needs no database. Meant for a thread other than the one that applies the batch
     * before. It learns from batches that were applied how the next are written best.
     */
    Function<Batch, PreparedBatch> preparation();
}
