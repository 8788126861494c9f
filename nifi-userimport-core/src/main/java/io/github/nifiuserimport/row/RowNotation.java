// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

/**
 * How rows of a file are written when they are handed back: in such a way that they can be read
 * again as what they were. One for each file, since it knows the file's columns.
 */
public interface RowNotation {

    /**
     * What stands before the first row, from the file's first character to the line end; empty when
     * there is no such.
     */
    String heading();

    /** The row's values for the columns there are. */
    String row(RawCells cells);

    /** What the row has beyond the columns, or null when there is nothing. */
    String overflow(RawCells cells);

    /**
     * A row with what is wrong with it, its line end included.
     *
     * @param row as {@link #row} gave it
     * @param overflow as {@link #overflow} gave it
     * @param line line of the file, or number of the record
     * @param column name of the column at fault, or null
     * @param error what is wrong
     */
    String rejected(String row, String overflow, long line, String column, String error);

    /** Ending of file names, without a dot. */
    String extension();

    /** Media type of such a file. */
    String mimeType();
}
