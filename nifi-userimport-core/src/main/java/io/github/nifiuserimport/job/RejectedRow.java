// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * A row that could not be imported, as the store keeps it for the rejected-rows file.
 *
 * @param row ordinal of the data row in its part, from 0
 * @param line line of the file on which it starts
 * @param column name of the column at fault, or null; of several, names with {@link
 *     #BETWEEN_COLUMNS} between, or as people are shown them where the store hands them out
 * @param error what is wrong and what to do
 * @param cells the row in its file's notation, cut or filled to the header's number of columns; the
 *     first cell that it did not have is marked
 * @param overflow the cells beyond the header's columns, or null when there are none
 */
public record RejectedRow(
        long row, long line, String column, String error, String cells, String overflow) {

    /** No name of a column has it: a header with a line break in a name is refused. */
    public static final String BETWEEN_COLUMNS = "\n";

    /** The names as people are shown them. */
    public static String shown(final String columns) {
        return columns == null ? null : columns.replace(BETWEEN_COLUMNS, ", ");
    }
}
