// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * Is told what became of a job's rows, part by part, each part in file order. Of a part that is
 * applied in another order and not finished, the rows applied come last, however they stand in it.
 */
public interface RowResults {

    /** So many rows in a row were applied, and nothing is to be said of them. */
    void applied(long rows);

    /** A row that was not applied. */
    void rejected(RejectedRow row);

    /** A row of which something, or all, was left out; the text tells all of it. */
    void warned(WarnedRow row);
}
