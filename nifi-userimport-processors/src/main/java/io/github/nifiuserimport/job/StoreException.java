// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/** The store could not do what was asked, and has done nothing of it. */
public final class StoreException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /**
     * @param message for people, naming what to do where that is known
     * @param retryable whether the same call may succeed later: the database is away, a deadlock, a
     *     serialization failure
     * @param cause may be null
     */
    public StoreException(final String message, final boolean retryable, final Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    public boolean retryable() {
        return retryable;
    }
}
