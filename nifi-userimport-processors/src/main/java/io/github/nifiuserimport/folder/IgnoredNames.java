// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Names of files that are no files of users: those of programs that write under another name until
 * a file is whole, and markers. A hidden name, one that begins with a dot, always is such a name.
 */
public final class IgnoredNames {

    /**
     * What common programs use: WinSCP and FileZilla, browsers, editors, Microsoft Office, Hadoop,
     * Spark and Databricks, file managers.
     */
    public static final String DEFAULTS =
            "*.filepart, *.part, *.partial, *.tmp, *.temp, *.crdownload, *.download, *.opdownload,"
                    + " *.aria2, *.swp, *.lock, *.crc, *~, ~$*, _SUCCESS, _started*, _committed*,"
                    + " _temporary*, Thumbs.db, desktop.ini";

    private final List<PathMatcher> matchers;

    private IgnoredNames(final List<PathMatcher> matchers) {
        this.matchers = matchers;
    }

    /**
     * Names that match one of the patterns, upper and lower case being the same.
     *
     * @param patterns separated by commas, with {@code *} and {@code ?}; may be empty
     * @throws IllegalArgumentException when one is no pattern
     */
    public static IgnoredNames of(final String patterns) {
        return new IgnoredNames(
                Arrays.stream(patterns.split(","))
                        .map(String::strip)
                        .filter(pattern -> !pattern.isEmpty())
                        .map(
                                pattern ->
                                        FileSystems.getDefault()
                                                .getPathMatcher(
                                                        "glob:" + pattern.toLowerCase(Locale.ROOT)))
                        .toList());
    }

    /** Whether a file of that name is to be left alone. */
    public boolean contains(final String name) {
        final Path lowerCase = Path.of(name.toLowerCase(Locale.ROOT));
        return name.startsWith(".")
                || matchers.stream().anyMatch(matcher -> matcher.matches(lowerCase));
    }
}
