// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

/** A rejected row, as one line for people. */
final class RejectedLine {

    /** What the store keeps between the names of several columns. */
    private static final String BETWEEN_COLUMNS = "\n";

    private RejectedLine() {}

    /**
     * Its text.
     *
     * @param line of the file
     * @param column at fault, or several, or null for the row as a whole
     * @param error what is wrong; of several columns, it names each itself
     */
    static String of(final long line, final String column, final String error) {
        final boolean isOne = column != null && !column.contains(BETWEEN_COLUMNS);
        return "line " + line + (isOne ? ", column " + column : "") + ": " + error;
    }
}
