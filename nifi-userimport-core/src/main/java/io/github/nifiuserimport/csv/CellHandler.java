// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

/** Takes the cells of CSV as they stand in the parser's buffer, before a text is made of them. */
public interface CellHandler {

    /**
     * One cell.
     *
     * @param column its place among the header's columns
     * @param buffer the parser's, which it writes over after this call
     * @param offset of the cell's first character
     * @param length how many characters it has
     * @param quoted whether it stood in quotes
     */
    void cell(int column, char[] buffer, int offset, int length, boolean quoted);
}
