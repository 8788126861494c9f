// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

/** The command line asks for what cannot be; nothing was started. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(final String message) {
        super(message);
    }
}
