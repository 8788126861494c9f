// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One FILE of the command line, and what has become of it. */
final class Import {

    /** What is told of an import. */
    static final List<Count> COUNTS =
            List.of(
                    Count.ROWS,
                    Count.APPLIED,
                    Count.REJECTED,
                    Count.CREATED,
                    Count.UPDATED,
                    Count.UNCHANGED);

    private static final int MAX_LABEL_WIDTH = 40;

    private final String given;
    private final InboxName inboxName;
    private final String label;
    private JobStatus job;
    private String failure;

    /**
     * @param given the file as the user named it
     * @param label its name in tables
     * @param inboxName its name in the inbox, or null when it never got there
     */
    Import(final String given, final String label, final InboxName inboxName) {
        this.given = given;
        this.label = label;
        this.inboxName = inboxName;
    }

    /** A file that came some other way, with what has become of it. */
    static Import of(final JobStatus job) {
        final String label = (job.isUndo() ? "Undo of " : "") + job.fileName();
        final Import file = new Import(job.fileName(), label, null);
        file.is(job);
        return file;
    }

    String given() {
        return given;
    }

    InboxName inboxName() {
        return inboxName;
    }

    JobStatus job() {
        return job;
    }

    /**
     * Whether a job is this file's: once it is known which, by its id. Files that come over HTTP
     * may have the same name.
     */
    boolean isThatOf(final JobStatus other) {
        return job == null
                ? inboxName.name().equals(other.fileName()) && !other.isUndo()
                : other.id().equals(job.id());
    }

    void is(final JobStatus now) {
        job = now;
    }

    /** It failed without NiFi's saying so. */
    void failed(final String why) {
        failure = why;
    }

    boolean hasEnded() {
        return failure != null || job != null && job.state().ended();
    }

    String state() {
        if (failure != null) {
            return "FAILED";
        }
        return job == null ? "PENDING" : job.state().name();
    }

    boolean isFinished() {
        return state().equals("FINISHED");
    }

    /** How many so far; 0 while there is no job. */
    long count(final Count count) {
        return job == null ? 0 : job.counts().get(count);
    }

    /** From the job's registration to its end, or until now. */
    double seconds(final Instant now) {
        final Instant end = job.finished() == null ? now : job.finished();
        return Duration.between(job.created(), end).toMillis() / 1000.0;
    }

    String error() {
        return failure != null || job == null ? failure : job.error();
    }

    /** Its name in tables; of a long one the end, which tells more. */
    String label() {
        final int length = label.length();
        return length <= MAX_LABEL_WIDTH
                ? label
                : "…" + label.substring(length - MAX_LABEL_WIDTH + 1);
    }

    static String grouped(final long number) {
        return Text.format("%,d", number);
    }
}
