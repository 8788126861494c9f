// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.StoreException;

/** Where batches of rows are applied. Safe for use by many threads. */
public interface BatchStore {

    /** How often what may be a matter of the moment is tried. */
    int MOST_TRIES = 3;

    /**
     * Does what {@link #begin(PreparedBatch)} can be spared: all that needs no database. For a
     * thread other than the one that applies the batch before.
     */
    PreparedBatch prepare(Batch batch);

    /**
     * Begins the transaction of a batch. Users of a batch that begins later count as the newer
     * ones.
     *
     * @throws StoreException when it cannot be begun
     */
    BatchTransaction begin(PreparedBatch batch) throws StoreException;

    /**
     * Applies a batch: profiles, rejected rows and the ledger in one transaction. With the last
     * batch of the last part the job is FINISHED in that transaction too.
     *
     * @throws StoreException when nothing was applied. {@link StoreException#retryable()} also when
     *     the ledger does not stand at the batch's first row: another delivery of the part is at
     *     work
     */
    default PartProgress apply(final PreparedBatch batch) throws StoreException {
        int tries = 1;
        while (true) {
            try (BatchTransaction transaction = begin(batch)) {
                transaction.write();
                return transaction.commit();
            } catch (final StoreException failed) {
                if (!failed.againAtOnce() || tries == MOST_TRIES) {
                    throw failed;
                }
                tries++;
            }
        }
    }
}
