// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

/**
 * The file as a whole cannot be imported, so nothing of it is applied: no header, a duplicate
 * column, not UTF-8, an unclosed quote.
 */
public sealed class FileFault extends Exception permits FileTooLarge {

    private static final long serialVersionUID = 1L;

    /**
     * Stands for the line in a fault of a header whose line is not known, or is none: see {@link
     * #onLine}.
     */
    public static final long OF_HEADER = 0;

    private final long line;
    private final String column;
    private final String reason;

    /**
     * @param line line of the file the fault is on, 1 being the header's; 0 when it concerns no
     *     line
     * @param column name of the column, or null when it concerns none
     * @param reason what is wrong and what to do about it, without line and column
     */
    public FileFault(final long line, final String column, final String reason) {
        super(describe(line, column, reason));
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    /** The same on a line, where it has none yet. */
    public FileFault onLine(final long other) {
        if (line > 0 || other <= 0) {
            return this;
        }
        final FileFault placed = new FileFault(other, column, reason);
        placed.initCause(getCause());
        return placed;
    }

    /** Line of the file, 1 being the header's; 0 when the fault concerns no line. */
    public long line() {
        return line;
    }

    /** Name of the column, or null. */
    public String column() {
        return column;
    }

    /** What is wrong and what to do, without line and column. */
    public String reason() {
        return reason;
    }

    private static String describe(final long line, final String column, final String reason) {
        final StringBuilder text = new StringBuilder();
        if (line > 0) {
            text.append("line ").append(line);
        }
        if (column != null) {
            text.append(text.isEmpty() ? "" : ", ").append("column ").append(column);
        }
        return text.append(text.isEmpty() ? "" : ": ").append(reason).toString();
    }
}
