// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import java.util.Locale;

/** One FILE of the command line, and what has become of it. */
final class Import {

    private final String given;
    private final String inboxName;
    private Job job;
    private String failure;

    /**
     * @param given the file as the user named it
     * @param inboxName its name in the inbox, or null when it never got there
     */
    Import(final String given, final String inboxName) {
        this.given = given;
        this.inboxName = inboxName;
    }

    String given() {
        return given;
    }

    String inboxName() {
        return inboxName;
    }

    Job job() {
        return job;
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

    /** Its name in tables. */
    String label() {
        final int slash = given.lastIndexOf('/', given.length() - 2);
        final String name = given.substring(slash + 1);
        return name.length() <= 40 ? name : name.substring(0, 39) + "…";
    }

    static String grouped(final long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
