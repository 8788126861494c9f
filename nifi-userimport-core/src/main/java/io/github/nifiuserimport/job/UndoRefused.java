// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/** A job cannot be undone, and nothing of it was. The message says why, for people. */
public final class UndoRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean unknown;

    private UndoRefused(final String message, final boolean unknown) {
        super(message);
        this.unknown = unknown;
    }

    /** There is no such job, or it is another app's: nobody is to tell these apart. */
    public static UndoRefused unknown(final String jobId) {
        return new UndoRefused("No import " + jobId + " is known", true);
    }

    public static UndoRefused because(final String message) {
        return new UndoRefused(message, false);
    }

    /** Whether no such job is known. */
    public boolean isUnknown() {
        return unknown;
    }
}
