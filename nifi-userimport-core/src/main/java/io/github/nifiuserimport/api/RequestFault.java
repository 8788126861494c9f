// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

/** A request cannot be taken as it is; the message says what to send instead. */
public final class RequestFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** A request that cannot be read: 400. */
    public RequestFault(final String message) {
        this(400, message);
    }

    /**
     * @param status of the answer, such as 413
     */
    public RequestFault(final int status, final String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }
}
