// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.undo;

import java.util.List;

/**
 * A job that is being undone.
 *
 * @param undoId id of the undo
 * @param undo number of the undo, see {@code import_job.number}
 * @param appId whose users they are
 * @param job number of the job that is undone
 * @param undoing numbers of all undos of that job, of the undos of these, and of jobs that came
 *     after it and were undone as a whole, with their undos: what they changed counts as nobody's
 * @param isUndo whether that job is itself an undo
 * @param firstChange no change of the job has a lower id
 */
record UndoneJob(
        String undoId,
        long undo,
        String appId,
        long job,
        boolean isUndo,
        List<Long> undoing,
        long firstChange) {

    boolean isUndoing(final Long changedBy) {
        return changedBy != null && undoing.contains(changedBy);
    }
}
