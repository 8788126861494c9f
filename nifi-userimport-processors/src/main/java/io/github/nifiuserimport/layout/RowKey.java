// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.csv.InvisibleCharacters;
import java.util.Locale;

/** Checks the text of a key: what a user or a device is found by. */
final class RowKey {

    /** A key is indexed; PostgreSQL's index entries end at 2,704 bytes. */
    private static final int LONGEST = 500;

    private RowKey() {}

    /**
     * The key.
     *
     * @param what it is, with its article: {@code an id}
     * @return null when there is none
     */
    static String of(final String column, final Object value, final String what) throws RowFault {
        final String key = CellText.text(column, value);
        if (key == null) {
            return null;
        }
        checkLength(column, key, what);
        final int unclean = unclean(key);
        if (unclean >= 0) {
            throw new RowFault(
                    column,
                    "has %s at position %d; remove it, since it would make another user"
                            .formatted(
                                    InvisibleCharacters.describe(key.codePointAt(unclean)),
                                    key.codePointCount(0, unclean) + 1));
        }
        return key;
    }

    /** Refuses a text that is too long for an index. */
    static void checkLength(final String column, final String text, final String what)
            throws RowFault {
        if (text.length() > LONGEST) {
            throw new RowFault(
                    column,
                    String.format(
                            Locale.ROOT,
                            "has %,d characters; %s has at most %d",
                            text.length(),
                            what,
                            LONGEST));
        }
    }

    /** Index of a character that nobody sees (spec/dashly, keys), or -1. */
    private static int unclean(final String key) {
        if (key.charAt(0) == ' ') {
            return 0;
        }
        final int last = key.length() - 1;
        return key.charAt(last) == ' ' ? last : InvisibleCharacters.find(key);
    }
}
