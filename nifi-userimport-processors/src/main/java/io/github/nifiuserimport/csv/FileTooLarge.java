// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import java.util.Locale;

/** The file has more bytes than are allowed; it was refused before it was read. */
public final class FileTooLarge extends FileFault {

    private static final long serialVersionUID = 1L;

    /**
     * @param bytes that the file has
     * @param most that are allowed
     */
    public FileTooLarge(final long bytes, final long most) {
        super(
                0,
                null,
                String.format(
                        Locale.ROOT,
                        "the file has %,d bytes; at most %,d are allowed",
                        bytes,
                        most));
    }
}
