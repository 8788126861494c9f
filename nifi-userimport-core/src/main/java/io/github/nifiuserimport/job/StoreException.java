// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * The store could not do what was asked, and has done nothing of it; or, if {@link
 * #outcomeUnknown()}, may have done it.
 */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1L;

    /** How often a call is made, all in all, that fails as {@link #againAtOnce()} says. */
    public static final int MAX_TRIES_AT_ONCE = 3;

    private final boolean retryable;
    private final boolean againAtOnce;
    private final boolean outcomeUnknown;
    private final boolean jobEnded;

    /**
     * @param message for people, naming what to do where that is known
     * @param retryable whether the same call may succeed later: the database is away, a deadlock, a
     *     serialization failure
     * @param cause may be null
     */
    public StoreException(final String message, final boolean retryable, final Throwable cause) {
        this(message, retryable, false, false, false, cause);
    }

    private StoreException(
            final String message,
            final boolean retryable,
            final boolean againAtOnce,
            final boolean outcomeUnknown,
            final boolean jobEnded,
            final Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
        this.againAtOnce = againAtOnce;
        this.outcomeUnknown = outcomeUnknown;
        this.jobEnded = jobEnded;
    }

    /** A failure that may have been a matter of the moment; if it comes again, it was not. */
    public static StoreException onceMore(final String message, final Throwable cause) {
        return new StoreException(message, false, true, false, false, cause);
    }

    /** A failure of the very last step: what was asked may have been done. Retryable. */
    public static StoreException outcomeUnknown(final String message, final Throwable cause) {
        return new StoreException(message, true, false, true, false, cause);
    }

    /** The job has ended before the rows that were to be applied. Retryable, for those who ask. */
    public static StoreException jobEnded(final String message) {
        return new StoreException(message, true, false, false, true, null);
    }

    /** Whether the same call may succeed later, without a change to the file or the settings. */
    public boolean retryable() {
        return retryable;
    }

    /** Whether the same call is worth a few more tries, at once. */
    public boolean againAtOnce() {
        return againAtOnce;
    }

    /** Whether what was asked may have been done, as the store did not say so any more. */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }

    /** Whether the job has ended meanwhile, so that nothing more of it is to be applied. */
    public boolean jobEnded() {
        return jobEnded;
    }
}
