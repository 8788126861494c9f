// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.text;

import java.util.Locale;

/** Text that reads the same whatever the machine's language is, for people and for programs. */
public final class Text {

    private Text() {}

    /**
     * As {@link String#format}, with the digits 0 to 9, a point before decimals and a comma between
     * thousands: those of the machine's own locale may be others, and JSON, SQL and HTTP know no
     * others than these.
     */
    public static String format(final String pattern, final Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
