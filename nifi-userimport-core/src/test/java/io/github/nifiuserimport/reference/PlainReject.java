// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.reference;

/** A row cannot be imported. */
final class PlainReject extends Exception {

    private static final long serialVersionUID = 1L;

    PlainReject(final String reason) {
        super(reason);
    }
}
