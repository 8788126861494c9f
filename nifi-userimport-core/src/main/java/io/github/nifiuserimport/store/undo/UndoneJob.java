// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.undo;

import java.util.List;
import java.util.stream.Stream;

/**
 * A job that is being undone.
 *
 * @param undoId id of the undo
 * @param undo number of the undo, see {@code import_job.number}
 * @param appId whose users they are
 * @param job number of the job that is undone
 * @param undos numbers of all undos of that job, of the undos of these, and so on
 * @param settled numbers of jobs that came after it and were undone as a whole, and of their undos:
 *     what they changed counts as nobody's
 * @param isUndo whether that job is itself an undo
 * @param firstChange no change of the job has a lower id
 */
record UndoneJob(
        String undoId,
        long undo,
        String appId,
        long job,
        boolean isUndo,
        List<Long> undos,
        List<Long> settled,
        long firstChange) {

    /** Whether the job made that change, or an undo took it back or made it again. */
    boolean isOwn(final Long changedBy) {
        return changedBy != null && (changedBy == job || undos.contains(changedBy));
    }

    /** Whether what the change did was taken back since. */
    boolean isSettled(final Long changedBy) {
        return changedBy != null && settled.contains(changedBy);
    }

    /** All who are not somebody else, but for the job itself. */
    List<Long> undoing() {
        return Stream.concat(undos.stream(), settled.stream()).distinct().toList();
    }
}
