// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

/** A request cannot be read; the message says what to send instead. */
public final class RequestFault extends Exception {

    private static final long serialVersionUID = 1L;

    public RequestFault(final String message) {
        super(message);
    }
}
