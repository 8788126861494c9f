// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.text.Text;

/** How an undo stands, in a sentence or two. */
final class UndoVerdict {

    private static final String GO_ON = " To take back the rest, start the undo once more.";

    private UndoVerdict() {}

    static String of(final JobStatus job) {
        final Counts counts = job.counts();
        return switch (job.state()) {
            case PENDING -> "The undo is waiting for its turn. This page refreshes by itself.";
            case RUNNING ->
                    (job.rowsTotal() < 0
                                    ? "What there is to take back is being looked up."
                                    : Text.format(
                                            "%s of %s done.",
                                            PlainWords.number(counts.get(Count.ROWS)),
                                            changes(job.rowsTotal())))
                            + " This page refreshes by itself.";
            case FINISHED -> finished(counts);
            case CANCELLED ->
                    counts.get(Count.ROWS) == 0
                            ? "It was cancelled before anything was taken back."
                            : Text.format(
                                            "It was cancelled after %s of %s. What was taken back"
                                                    + " remains so.",
                                            PlainWords.number(counts.get(Count.ROWS)),
                                            changes(job.rowsTotal()))
                                    + GO_ON;
            case FAILED ->
                    counts.get(Count.ROWS) == 0
                            ? "Nothing was taken back."
                            : Text.format(
                                            "It failed after %s of %s. What was taken back remains"
                                                    + " so.",
                                            PlainWords.number(counts.get(Count.ROWS)),
                                            changes(job.rowsTotal()))
                                    + GO_ON;
        };
    }

    private static String finished(final Counts counts) {
        final long kept = counts.get(Count.REJECTED);
        if (counts.get(Count.ROWS) == 0) {
            return "There was nothing to take back.";
        }
        if (kept == 0) {
            return counts.get(Count.ROWS) == 1
                    ? "The one change is taken back."
                    : Text.format(
                            "All %s changes are taken back.",
                            PlainWords.number(counts.get(Count.ROWS)));
        }
        return Text.format(
                "%s of %s taken back. In the other %s, something has been changed again since:"
                        + " that stays as it is, and is listed below.",
                PlainWords.number(counts.get(Count.APPLIED)),
                PlainWords.count(counts.get(Count.ROWS), "change is", "changes are"),
                kept == 1 ? "one" : PlainWords.number(kept));
    }

    private static String changes(final long number) {
        return PlainWords.count(number, "change", "changes");
    }
}
