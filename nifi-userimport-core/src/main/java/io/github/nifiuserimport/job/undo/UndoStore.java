// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.undo;

import io.github.nifiuserimport.job.OpenedPart;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.StoreException;

/** Where jobs are undone. Safe for use by many threads. */
public interface UndoStore {

    /**
     * Marks a registered undo RUNNING (unless it has ended) and finds out what there is to do, if
     * that is not known yet.
     *
     * @return where it stands; an undo that turns out to be impossible is FAILED
     * @throws StoreException when the store cannot do it
     */
    OpenedPart openUndo(String undoId, String flowFileId) throws StoreException;

    /**
     * Does the next step of an undo: what it changes, what it lists and the ledger in one
     * transaction. With the last step the undo is FINISHED in that transaction too.
     *
     * @param present where the undo stands
     * @return where it stands then
     * @throws StoreException when nothing was done; {@link StoreException#retryable()} also when
     *     another delivery is at work
     */
    PartProgress undoNext(String undoId, PartProgress present, String flowFileId)
            throws StoreException;
}
