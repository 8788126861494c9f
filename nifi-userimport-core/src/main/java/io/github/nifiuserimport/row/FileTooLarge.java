// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import io.github.nifiuserimport.text.Text;

/** The file has more bytes than are allowed. */
public final class FileTooLarge extends FileFault {

    private static final long serialVersionUID = 1L;

    private FileTooLarge(final String reason) {
        super(0, null, reason);
    }

    /**
     * @param bytes that the file has
     * @param most that are allowed
     */
    public FileTooLarge(final long bytes, final long most) {
        this(
                Text.format(
                        "the file has %,d bytes; at most %,d are allowed. Split it, or raise Maximum File Size",
                        bytes, most));
    }

    /** The same of a packed file, of which no more was unpacked than that. */
    static FileTooLarge unpacked(final long most) {
        return new FileTooLarge(
                Text.format(
                        "the file is compressed (gzip) and holds more than the %,d bytes that are allowed. Split it, or raise Maximum File Size",
                        most));
    }
}
