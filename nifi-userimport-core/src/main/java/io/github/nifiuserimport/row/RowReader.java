// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Reads a file row by row, as they come in it, in memory that does not grow with the file. */
public interface RowReader extends Closeable {

    /** The header's columns, in file order. */
    List<Column> header();

    /** Line on which the header starts, or 0 where a file of this format has none. */
    long headerLine();

    /** How rows of this file are handed back. */
    RowNotation notation();

    /**
     * The next row.
     *
     * @return null after the last row
     * @throws FileFault when the file as a whole turns out to be unusable (not UTF-8, an unclosed
     *     quote)
     * @throws IOException when the content cannot be read; trying again may help
     */
    Row next() throws IOException, FileFault;

    /**
     * Ordinal of the row that was read last among the rows of the file, from 0. Rows passed over
     * count.
     */
    long ordinal();

    /**
     * Passes over rows without typing their cells, as a redelivered import does with those already
     * applied.
     *
     * @param rows how many at the most
     * @return how many there were
     */
    long skip(long rows) throws IOException, FileFault;
}
