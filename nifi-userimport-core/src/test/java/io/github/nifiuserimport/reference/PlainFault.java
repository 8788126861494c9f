// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.reference;

/** A file cannot be imported. */
final class PlainFault extends Exception {

    private static final long serialVersionUID = 1L;

    PlainFault(final String reason) {
        super(reason);
    }
}
