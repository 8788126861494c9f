// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import java.util.List;

/**
 * What has been found wrong in a job's rows.
 *
 * @param errors of rejected rows, in file order
 * @param warnings in file order
 * @param errorsByColumn how many rows were rejected for which column, the most first
 */
public record JobFindings(RowNotes errors, RowNotes warnings, List<ColumnErrors> errorsByColumn) {

    /**
     * Rows that were rejected for one column.
     *
     * @param column name of the column; null for rows at fault as a whole
     * @param rows how many
     */
    public record ColumnErrors(String column, long rows) {}
}
