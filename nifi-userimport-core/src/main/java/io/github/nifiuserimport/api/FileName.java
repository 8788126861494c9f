// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

/** The name of a file as a client gives it, made harmless. */
public final class FileName {

    private static final int MAX_CHARACTERS = 200;

    private FileName() {}

    /**
     * The last segment of a name, without control characters.
     *
     * @param given may be null
     * @param fallback for a name of which nothing is left
     */
    public static String of(final String given, final String fallback) {
        if (given == null) {
            return fallback;
        }
        final String last =
                given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        final StringBuilder clean = new StringBuilder();
        last.codePoints()
                .filter(each -> !Character.isISOControl(each))
                .limit(MAX_CHARACTERS)
                .forEach(clean::appendCodePoint);
        final String name = clean.toString().strip();
        return name.isEmpty() || name.equals(".") || name.equals("..") ? fallback : name;
    }
}
