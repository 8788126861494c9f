// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What is said to people, on stderr. Lines at the bottom of a terminal can be redrawn. */
final class People {

    private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    private final boolean terminal;
    private int redrawable;

    /**
     * @param terminal whether stderr is one; if not, nothing is ever redrawn
     */
    People(final boolean terminal) {
        this.terminal = terminal;
    }

    boolean isTerminal() {
        return terminal;
    }

    /** Prints a line that stays, as it is. */
    void line(final String text) {
        say("%s", text);
    }

    /** Prints a line that stays. */
    synchronized void say(final String format, final Object... arguments) {
        wipe();
        out.println(String.format(Locale.ROOT, format, arguments));
    }

    /** Prints the lines in place of those of the last call. Nothing without a terminal. */
    synchronized void redraw(final List<String> lines) {
        if (terminal) {
            wipe();
            lines.forEach(out::println);
            redrawable = lines.size();
        }
    }

    private void wipe() {
        if (redrawable > 0) {
            out.print(UP_AND_CLEAR.repeat(redrawable));
            redrawable = 0;
        }
    }
}
