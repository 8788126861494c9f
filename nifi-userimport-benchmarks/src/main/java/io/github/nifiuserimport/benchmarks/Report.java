// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The page with the results. What stands between {@code <!-- benchmark:NAME -->} and {@code <!--
 * benchmark:end -->} is written here, all else by people.
 */
public final class Report {

    private static final String END = "<!-- benchmark:end -->";

    private final Path page;

    public Report(final Path page) {
        this.page = page;
    }

    /**
     * Replaces a section, and leaves all others as they are.
     *
     * @throws IOException when the page cannot be read or written, or has no such section
     */
    public void section(final String name, final String text) throws IOException {
        final String start = "<!-- benchmark:" + name + " -->";
        final String whole = Files.readString(page);
        final int from = whole.indexOf(start);
        final int to = from < 0 ? -1 : whole.indexOf(END, from);
        if (to < 0) {
            throw new IOException(Text.format("%s has no section %s … %s", page, start, END));
        }
        // Replaced in one step: a run that is cut off leaves the old page or the new one.
        final Path next = Files.createTempFile(page.toAbsolutePath().getParent(), "page", ".md");
        Files.writeString(
                next,
                whole.substring(0, from + start.length())
                        + "\n\n"
                        + text.strip()
                        + "\n\n"
                        + whole.substring(to));
        Files.move(next, page, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
