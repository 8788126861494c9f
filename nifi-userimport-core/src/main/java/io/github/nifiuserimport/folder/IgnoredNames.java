// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of files that are never taken: those that programs use until a file is complete, and those
 * of marker files. Hidden names, which begin with a dot, are always among them.
 */
public final class IgnoredNames {

    /**
     * What common programs use: WinSCP, browsers and download managers, gsutil, editors, Microsoft
     * Office, Hadoop, Spark and Databricks, file managers.
     */
    public static final String DEFAULTS =
            "*.filepart, *.part, *.partial, *.incomplete, *.uploading, *.tmp, *.temp, *.gstmp,"
                    + " *._COPYING_, *.crdownload, *.download, *.opdownload, *.aria2, *.swp, *.lock,"
                    + " *.crc, *~, ~$*, _SUCCESS, _started*, _committed*, _temporary*, Thumbs.db,"
                    + " desktop.ini";

    private final List<Pattern> patterns;

    private IgnoredNames(final List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /**
     * The names that match one of the patterns, in upper or lower case.
     *
     * @param patterns separated by commas, with {@code *} and {@code ?}; may be empty
     */
    public static IgnoredNames of(final String patterns) {
        return new IgnoredNames(
                Arrays.stream(patterns.split(","))
                        .map(String::strip)
                        .filter(pattern -> !pattern.isEmpty())
                        .map(IgnoredNames::pattern)
                        .toList());
    }

    /**
     * Whether a file of that name is to be left alone.
     *
     * @param name a text and not a path: in some locales no path can have its letters
     */
    public boolean contains(final String name) {
        return name.startsWith(".")
                || patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static Pattern pattern(final String glob) {
        final StringBuilder regex = new StringBuilder();
        for (final char c : glob.toCharArray()) {
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(
                regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }
}
