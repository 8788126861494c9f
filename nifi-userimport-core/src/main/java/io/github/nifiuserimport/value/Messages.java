// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

import java.util.Locale;

/** Error texts that read the same on every machine. */
public final class Messages {

    private Messages() {}

    /** As {@link String#format}, in no country's notation. */
    public static String format(final String pattern, final Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
