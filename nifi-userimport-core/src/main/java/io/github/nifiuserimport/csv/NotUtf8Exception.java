// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import io.github.nifiuserimport.text.Text;
import java.nio.charset.CharacterCodingException;

/** A byte that cannot stand in UTF-8. */
final class NotUtf8Exception extends CharacterCodingException {

    private static final long serialVersionUID = 1L;

    private final long offset;
    private final int value;
    private final boolean cutOff;

    /**
     * @param offset of the first byte at fault, from 0
     * @param value that byte, unsigned
     * @param cutOff whether the content ends within the character
     */
    NotUtf8Exception(final long offset, final int value, final boolean cutOff) {
        this.offset = offset;
        this.value = value;
        this.cutOff = cutOff;
    }

    @Override
    public String getMessage() {
        final String what =
                cutOff
                        ? "the file ends within the character that begins with the byte 0x%02X (offset %d)"
                        : "the byte 0x%02X (offset %d) cannot stand in UTF-8";
        return Text.format(what, value, offset);
    }
}
