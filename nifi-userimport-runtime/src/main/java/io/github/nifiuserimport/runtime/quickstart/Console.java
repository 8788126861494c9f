// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.text.Text;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is said to people, on stderr. Lines at the bottom of a terminal can be redrawn. */
final class Console {

    private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

    private static final int FIRST_WIDE = 0x1100;

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    private final int columns;
    private int redrawable;

    /**
     * @param columns of the terminal that stderr is; 0 when it is none, and nothing is ever redrawn
     */
    Console(final int columns) {
        this.columns = columns;
    }

    boolean isTerminal() {
        return columns > 0;
    }

    /** Prints a line that stays, as it is. */
    void line(final String text) {
        say("%s", text);
    }

    /** Prints a line that stays. */
    synchronized void say(final String format, final Object... arguments) {
        wipe();
        out.println(Text.format(format, arguments));
    }

    /** Prints the lines in place of those of the last call. Nothing without a terminal. */
    synchronized void redraw(final List<String> lines) {
        if (isTerminal()) {
            wipe();
            lines.stream().map(this::cut).forEach(out::println);
            redrawable = lines.size();
        }
    }

    /** A line that wraps could not be redrawn. Characters of the Far East are two columns wide. */
    private String cut(final String line) {
        int width = 0;
        for (int i = 0; i < line.length(); i = line.offsetByCodePoints(i, 1)) {
            width += line.codePointAt(i) < FIRST_WIDE ? 1 : 2;
            if (width >= columns) {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private void wipe() {
        if (redrawable > 0) {
            out.print(UP_AND_CLEAR.repeat(redrawable));
            redrawable = 0;
        }
    }
}
