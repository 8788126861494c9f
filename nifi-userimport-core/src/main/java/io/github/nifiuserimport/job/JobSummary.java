// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import io.github.nifiuserimport.text.Text;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** An ended job in one sentence. */
public final class JobSummary {

    private static final String NO_ROWS = "the file has a header and no rows";

    private JobSummary() {}

    /** Whether a job has finished without there having been a row: its sentence is a warning. */
    public static boolean hasNoRows(final JobStatus job) {
        return !job.isUndo()
                && job.state() == JobState.FINISHED
                && job.counts().get(Count.ROWS) == 0;
    }

    /** What is to be seen to though the job has finished, or null. */
    public static String warning(final JobStatus job) {
        return hasNoRows(job) ? NO_ROWS : null;
    }

    /** The job in one sentence, for a bulletin. */
    public static String sentence(final JobStatus job) {
        final Counts counts = job.counts();
        if (job.isUndo()) {
            return UndoSummary.sentence(job);
        }
        if (job.state() == JobState.FAILED) {
            return Text.format(
                    "Import %s failed, %s: %s",
                    job.id(),
                    counts.get(Count.APPLIED) == 0
                            ? "nothing of it is applied"
                            : "nothing more of it is applied",
                    job.error());
        }
        if (job.state() == JobState.CANCELLED) {
            return Text.format(
                    "Import %s of %s was cancelled: %s", job.id(), job.fileName(), reached(job));
        }
        if (hasNoRows(job)) {
            return Text.format(
                    "Import %s of %s finished and changed nothing: %s",
                    job.id(), job.fileName(), NO_ROWS);
        }
        return Text.format(
                "Import %s of %s finished: %,d rows, %,d rejected%s; users: %s%s; %.1f seconds",
                job.id(),
                job.fileName(),
                counts.get(Count.ROWS),
                counts.get(Count.REJECTED),
                some(counts, Count.SKIPPED, Count.SKIPPED.summaryName())
                        + some(counts, Count.WARNINGS, Count.WARNINGS.summaryName()),
                Count.Kind.USERS.counts().stream()
                        .map(count -> number(counts, count, count.summaryName()))
                        .collect(Collectors.joining(", ")),
                Count.Kind.OTHER.counts().stream()
                        .map(count -> some(counts, count, lowerCase(count.label())))
                        .collect(Collectors.joining()),
                seconds(job));
    }

    /** How far a cancelled job had come, as a clause. */
    private static String reached(final JobStatus job) {
        final Counts counts = job.counts();
        if (counts.get(Count.ROWS) == 0) {
            return "nothing of it is applied";
        }
        return Text.format(
                "%,d%s rows were processed, %,d rejected%s; what was applied is kept",
                counts.get(Count.ROWS),
                job.rowsTotal() < 0 ? "" : Text.format(" of %,d", job.rowsTotal()),
                counts.get(Count.REJECTED),
                some(counts, Count.SKIPPED, Count.SKIPPED.summaryName()));
    }

    /** Said only where there is something to say. */
    static String some(final Counts counts, final Count count, final String what) {
        return counts.get(count) == 0 ? "" : ", " + number(counts, count, what);
    }

    private static String number(final Counts counts, final Count count, final String what) {
        return Text.format("%,d %s", counts.get(count), what);
    }

    static String lowerCase(final String label) {
        return label.toLowerCase(Locale.ROOT);
    }

    static double seconds(final JobStatus job) {
        return job.started() == null || job.finished() == null
                ? 0
                : Duration.between(job.started(), job.finished()).toMillis() / 1000.0;
    }
}
