// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import io.github.nifiuserimport.text.Text;

/** An ended undo in one sentence. */
final class UndoSummary {

    private UndoSummary() {}

    static String sentence(final JobStatus job) {
        final Counts counts = job.counts();
        return switch (job.state()) {
            case FAILED ->
                    Text.format(
                            "Undo %s of %s failed, %s: %s",
                            job.id(),
                            job.fileName(),
                            counts.get(Count.ROWS) == 0
                                    ? "nothing is taken back"
                                    : "nothing more is taken back",
                            job.error());
            case CANCELLED ->
                    Text.format(
                            "Undo %s of %s was cancelled: %s",
                            job.id(),
                            job.fileName(),
                            counts.get(Count.ROWS) == 0
                                    ? "nothing is taken back"
                                    : Text.format(
                                            "%,d of %,d changes are taken back, and remain so",
                                            counts.get(Count.ROWS), job.rowsTotal()));
            default -> finished(job);
        };
    }

    private static String finished(final JobStatus job) {
        final Counts counts = job.counts();
        return Text.format(
                "Undo %s of %s finished: %,d changes taken back%s; users: %,d put back, %,d there"
                        + " again%s%s; %.1f seconds",
                job.id(),
                job.fileName(),
                counts.get(Count.ROWS),
                counts.get(Count.REJECTED) == 0
                        ? ""
                        : Text.format(
                                ", %,d of them in part, as something was changed again since",
                                counts.get(Count.REJECTED)),
                counts.get(Count.UPDATED),
                counts.get(Count.CREATED),
                JobSummary.some(counts, Count.DELETED, "deleted"),
                JobSummary.some(counts, Count.DEVICES, JobSummary.lowerCase(Count.DEVICES.label())),
                JobSummary.seconds(job));
    }
}
