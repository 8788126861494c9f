// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.jdbc;

/** Text as PostgreSQL can hold it. */
public final class StorableText {

    private StorableText() {}

    /** The text with U+0000, which {@code text} has no place for, shown as U+2400 (␀). */
    public static String of(final String text) {
        return text == null || text.indexOf('\0') < 0 ? text : text.replace('\0', '\u2400');
    }
}
