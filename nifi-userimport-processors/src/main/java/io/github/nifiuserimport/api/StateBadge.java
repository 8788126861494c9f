// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import static io.github.nifiuserimport.api.Part.attribute;
import static io.github.nifiuserimport.api.Part.styled;

import io.github.nifiuserimport.job.JobStatus;

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
            case FINISHED -> job.counts().rejected() > 0 ? "Finished with errors" : "Finished";
            case FAILED -> "Failed";
        };
    }

    private static String tone(final JobStatus job) {
        return switch (job.state()) {
            case PENDING -> "quiet";
            case RUNNING -> "busy";
            case FINISHED -> job.counts().rejected() > 0 ? "caution" : "good";
            case FAILED -> "bad";
        };
    }

    private static String sign(final JobStatus job) {
        return switch (job.state()) {
            case PENDING -> "○";
            case RUNNING -> "▶";
            case FINISHED -> job.counts().rejected() > 0 ? "!" : "✓";
            case FAILED -> "✕";
        };
    }
}
