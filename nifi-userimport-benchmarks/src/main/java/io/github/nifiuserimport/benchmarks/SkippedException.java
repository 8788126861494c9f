// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

/** A suite cannot run here; the message says what it needs. */
public final class SkippedException extends Exception {

    private static final long serialVersionUID = 1L;

    public SkippedException(final String message) {
        super(message);
    }
}
