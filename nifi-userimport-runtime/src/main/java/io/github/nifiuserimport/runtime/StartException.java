// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

/**
 * NiFi or PostgreSQL did not come up. The message is for people and names what to do or look at.
 */
public class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartException(final String message) {
        super(message);
    }

    public StartException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
