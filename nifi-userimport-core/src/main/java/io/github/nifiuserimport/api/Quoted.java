// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

/** A request's own words in a message: short, and on one line. */
public final class Quoted {

    private static final int MAX_CHARACTERS = 100;

    private Quoted() {}

    public static String of(final String text) {
        final StringBuilder quoted = new StringBuilder("\"");
        text.codePoints()
                .limit(MAX_CHARACTERS)
                .map(each -> Character.isISOControl(each) ? '\uFFFD' : each)
                .forEach(quoted::appendCodePoint);
        if (text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
            quoted.append('…');
        }
        return quoted.append('"').toString();
    }
}
