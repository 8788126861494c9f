// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import io.github.nifiuserimport.layout.RowFault;

/**
 * Something to say about a row.
 *
 * @param line line of the file on which it starts, or number of the record
 * @param column name of the column, or null; of several, names with commas between
 * @param text what is wrong and what to do
 */
public record RowNote(long line, String column, String text) {

    /** Text and column in one sentence. */
    public String sentence() {
        return column == null || RowFault.namesColumns(text)
                ? text
                : "column " + column + ": " + text;
    }
}
