// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/** The store could not do what was asked, and has done nothing of it. */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1L;

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

    public boolean retryable() {
        return retryable;
    }

    /** Whether the same call is worth a few more tries, at once. */
    public boolean againAtOnce() {
        return againAtOnce;
    }
}
