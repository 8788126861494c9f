// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.value.CellFault;

/** Escapes of JSON can write what no UTF-8 text holds, and no database takes. */
final class StorableText {

    private StorableText() {}

    /** The value, which is refused when it is a text that cannot be stored. */
    static Object check(final Object value) throws CellFault {
        if (value instanceof String text) {
            for (int i = 0; i < text.length(); i++) {
                final char c = text.charAt(i);
                if (c == 0) {
                    throw new CellFault("holds U+0000 NULL, which cannot be stored; remove it");
                }
                if (Character.isSurrogate(c)) {
                    if (Character.isLowSurrogate(c)
                            || i + 1 == text.length()
                            || !Character.isLowSurrogate(text.charAt(i + 1))) {
                        throw new CellFault(
                                "holds U+%04X, which is half of a character; remove it or write both halves"
                                        .formatted((int) c));
                    }
                    i++;
                }
            }
        }
        return value;
    }
}
