// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.text.Text;

/** One FILE of the command line, and what has become of it. */
final class Import {

    private static final int MAX_LABEL_WIDTH = 40;

    private final String given;
    private final InboxName inboxName;
    private final String label;
    private Job job;
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
    static Import of(final Job job) {
        final Import file = new Import(job.fileName(), job.fileName(), null);
        file.is(job);
        return file;
    }

    String given() {
        return given;
    }

    InboxName inboxName() {
        return inboxName;
    }

    Job job() {
        return job;
    }

    /**
     * Whether a job is this file's: once it is known which, by its id. Files that come over HTTP
     * may have the same name.
     */
    boolean isThatOf(final Job other) {
        return job == null
                ? inboxName.jobNames().contains(other.fileName())
                : other.id().equals(job.id());
    }

    void is(final Job now) {
        job = now;
    }

    /** It failed without NiFi's saying so. */
    void failed(final String why) {
        failure = why;
    }

    boolean hasEnded() {
        return failure != null || job != null && job.hasEnded();
    }

    String state() {
        if (failure != null) {
            return "FAILED";
        }
        return job == null ? "PENDING" : job.state();
    }

    boolean isFinished() {
        return state().equals("FINISHED");
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
