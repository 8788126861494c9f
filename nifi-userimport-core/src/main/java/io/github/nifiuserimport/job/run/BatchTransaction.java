// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.StoreException;

/**
 * A batch that is being applied. {@link #write} may be called before the batches in front of it are
 * applied, if it has no user in common with them; {@link #commit} only once they are. May be used
 * by one thread after the other, not by two at once.
 */
public interface BatchTransaction extends AutoCloseable {

    /**
     * Writes the profiles.
     *
     * @throws StoreException when that failed; all there is left to do then is to close it
     */
    void write() throws StoreException;

    /**
     * Notes what became of the rows, moves the ledger and commits.
     *
     * @return where the part stands now
     * @throws StoreException when nothing was applied, as with {@link PreparedBatch#apply()}
     */
    PartProgress commit() throws StoreException;

    /** Rolls back what is not committed. */
    @Override
    void close();
}
