// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.StoreException;
import java.util.Optional;
import java.util.Set;

/** A batch with everything done for its store that needs no database. */
public interface PreparedBatch {

    /** What was prepared. */
    Batch batch();

    /**
     * The ids of the users whose profiles the batch writes, if it neither reads nor writes anything
     * else: batches that have no user in common may then be written in any order, or at the same
     * time. Empty when what its rows do depends on other users, as with users found by e-mail.
     */
    Optional<Set<String>> users();

    /**
     * Begins the batch's transaction.
     *
     * @throws StoreException when it cannot be begun
     */
    BatchTransaction begin() throws StoreException;

    /**
     * Applies the batch: profiles, rejected rows and the ledger in one transaction. With the last
     * batch of the last part the job is FINISHED in that transaction too.
     *
     * @return where the part stands now
     * @throws StoreException when nothing was applied. {@link StoreException#retryable()} also when
     *     the ledger does not stand at the batch's first row: another delivery of the part is at
     *     work
     */
    default PartProgress apply() throws StoreException {
        int tries = 1;
        while (true) {
            try (BatchTransaction transaction = begin()) {
                transaction.write();
                return transaction.commit();
            } catch (final StoreException failed) {
                if (!failed.againAtOnce() || tries == StoreException.MAX_TRIES_AT_ONCE) {
                    throw failed;
                }
                tries++;
            }
        }
    }
}
