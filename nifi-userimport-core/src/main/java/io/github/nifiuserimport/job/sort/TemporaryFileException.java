// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import java.io.IOException;

/** What goes wrong with a temporary file; the file that is imported has no part in it. */
public final class TemporaryFileException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message for people: where, and what is wrong there
     */
    public TemporaryFileException(final String message, final IOException cause) {
        super(message, cause);
    }
}
