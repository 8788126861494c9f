// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

/**
 * The import was faster than what was to cut it off: nothing is shown, and it has to be repeated.
 */
final class MissedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissedException(final String message) {
        super(message);
    }
}
