// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/** The store could not do what was asked, and has done nothing of it. */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1L;

    /** How often a call is made, all in all, that fails as {@link #againAtOnce()} says. */
    public static final int MAX_TRIES_AT_ONCE = 3;

    private final boolean retryable;
    private final boolean againAtOnce;

    /**
     * @param message for people, naming what to do where that is known
     * @param retryable whether the same call may succeed later: the database is away, a deadlock, a
     *     serialization failure
     * @param cause may be null
     */
    public StoreException(final String message, final boolean retryable, final Throwable cause) {
        this(message, retryable, false, cause);
    }

    private StoreException(
            final String message,
            final boolean retryable,
            final boolean againAtOnce,
            final Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
        this.againAtOnce = againAtOnce;
    }

    /** A failure that may have been a matter of the moment; if it comes again, it was not. */
    public static StoreException onceMore(final String message, final Throwable cause) {
        return new StoreException(message, false, true, cause);
    }

    /** Whether the same call may succeed later, without a change to the file or the settings. */
    public boolean retryable() {
        return retryable;
    }

    /** Whether the same call is worth a few more tries, at once. */
    public boolean againAtOnce() {
        return againAtOnce;
    }
}
