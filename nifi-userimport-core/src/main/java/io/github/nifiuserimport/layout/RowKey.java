// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.text.Text;

/** How long a text may be that users are found by. */
public final class RowKey {

    /** A key is indexed; PostgreSQL's index entries end at 2,704 bytes. */
    private static final int LONGEST = 500;

    private RowKey() {}

    /** Refuses a text that is too long for an index. */
    public static void checkLength(final String column, final String text, final String what)
            throws RowFault {
        if (text.length() > LONGEST) {
            throw new RowFault(
                    column,
                    Text.format(
                            "has %,d characters; %s has at most %d", text.length(), what, LONGEST));
        }
    }
}
