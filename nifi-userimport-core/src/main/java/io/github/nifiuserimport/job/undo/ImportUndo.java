// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.undo;

import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStore;
import io.github.nifiuserimport.job.OpenedPart;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.run.ImportOutcome;
import io.github.nifiuserimport.job.run.ImportProgress;

/** Undoes a job: step by step, going on where an earlier delivery was cut off. */
public final class ImportUndo {

    private final JobStore jobs;
    private final UndoStore undos;

    public ImportUndo(final JobStore jobs, final UndoStore undos) {
        this.jobs = jobs;
        this.undos = undos;
    }

    /**
     * Runs a registered undo to its end, or until asked to stop.
     *
     * @param undoId id of the job that the undo is
     * @param flowFileId what handed it over, noted as what ended it
     * @param progress hears of each step, and may ask to stop
     * @throws StoreException when the store failed; the steps done so far stay done
     */
    public ImportOutcome run(
            final String undoId, final String flowFileId, final ImportProgress progress)
            throws StoreException {
        final OpenedPart opened = undos.openUndo(undoId, flowFileId);
        if (opened.job().state() == JobState.FINISHED) {
            return new ImportOutcome.Done(opened.job());
        }
        if (opened.job().state().ended()) {
            return unfinished(undoId, flowFileId);
        }
        PartProgress present = opened.progress();
        while (!present.finished()) {
            if (progress.stopRequested()) {
                return new ImportOutcome.Stopped();
            }
            final PartProgress after;
            try {
                after = undos.undoNext(undoId, present, flowFileId);
            } catch (final StoreException failed) {
                if (failed.jobEnded()) {
                    return unfinished(undoId, flowFileId);
                }
                throw failed;
            }
            progress.applied(after.counts().minus(present.counts()));
            present = after;
        }
        return new ImportOutcome.Done(jobs.status(undoId).orElseThrow());
    }

    /** It has failed, or somebody has given it up. */
    private ImportOutcome unfinished(final String undoId, final String flowFileId)
            throws StoreException {
        return new ImportOutcome.Failed(jobs.tellCancelled(undoId, flowFileId));
    }
}
