// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static io.github.nifiuserimport.page.Part.attribute;
import static io.github.nifiuserimport.page.Part.styled;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.JobSummary;

/** A job's state as a word, a sign and a colour. */
final class StateBadge {

    private StateBadge() {}

    static Element of(final JobStatus job) {
        return Element.of(
                "span",
                styled("badge " + tone(job)),
                Element.of("span", attribute("aria-hidden", "true"), Part.text(sign(job))),
                Part.text(" " + word(job)));
    }

    static String word(final JobStatus job) {
        return switch (job.state()) {
            case PENDING -> "Waiting";
            case RUNNING -> "Running";
            case FINISHED ->
                    job.counts().get(Count.REJECTED) > 0
                            ? job.isUndo() ? "Finished, some stays" : "Finished with errors"
                            : JobSummary.hasNoRows(job) ? "Finished without rows" : "Finished";
            case FAILED -> "Failed";
            case CANCELLED -> "Cancelled";
        };
    }

    private static boolean isToBeSeenTo(final JobStatus job) {
        return job.counts().get(Count.REJECTED) > 0 || JobSummary.hasNoRows(job);
    }

    private static String tone(final JobStatus job) {
        return switch (job.state()) {
            case PENDING -> "quiet";
            case RUNNING -> "busy";
            case FINISHED -> isToBeSeenTo(job) ? "caution" : "good";
            case FAILED -> "bad";
            case CANCELLED -> "quiet";
        };
    }

    private static String sign(final JobStatus job) {
        return switch (job.state()) {
            case PENDING -> "○";
            case RUNNING -> "▶";
            case FINISHED -> isToBeSeenTo(job) ? "!" : "✓";
            case FAILED -> "✕";
            case CANCELLED -> "■";
        };
    }
}
