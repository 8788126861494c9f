// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

/** NiFi refused a request, did not answer, or did not come to the state that was asked for. */
public class RestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** What NiFi answered, with its HTTP status. */
    RestException(final String request, final int status, final String body) {
        super(request + " answered " + status + ": " + body);
        this.status = status;
    }

    /** Something else went wrong; the message is for people. */
    RestException(final String message) {
        super(message);
        this.status = 0;
    }

    RestException(final String message, final Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** The HTTP status, or 0 when there is none. */
    public int status() {
        return status;
    }
}
