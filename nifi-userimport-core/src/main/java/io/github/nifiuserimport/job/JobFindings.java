// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import java.time.Instant;
import java.util.List;

/**
 * What has been found wrong in a job's rows, and whether it still counts.
 *
 * @param errors of rejected rows, in file order
 * @param warnings in file order
 * @param errorsByColumn how many rows were rejected for which column, the most first
 * @param undone what takes the job back, or has; null where nothing does
 */
public record JobFindings(
        RowNotes errors, RowNotes warnings, List<ColumnErrors> errorsByColumn, Undone undone) {

    /** Those of a job that nothing takes back. */
    public JobFindings(
            final RowNotes errors,
            final RowNotes warnings,
            final List<ColumnErrors> errorsByColumn) {
        this(errors, warnings, errorsByColumn, null);
    }

    /**
     * Rows that were rejected for one column.
     *
     * @param column name of the column; null for rows at fault as a whole
     * @param rows how many
     */
    public record ColumnErrors(String column, long rows) {}

    /**
     * What takes a job back, or has.
     *
     * @param by id of the undo
     * @param at when it had finished; null while it waits or runs
     */
    public record Undone(String by, Instant at) {}
}
