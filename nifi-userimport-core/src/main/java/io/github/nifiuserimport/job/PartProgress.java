// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import java.util.Optional;

/**
 * How far a part has come, as the store has it.
 *
 * @param rowsDone data rows that are applied or rejected for good: the first ones of the part, or
 *     of its order
 * @param finished whether that was all of the part
 * @param rowsTotal data rows in the part, or -1 while its file has not been checked
 * @param counts of the rows done
 * @param order in which rows are applied; nothing when it is that of the file
 */
public record PartProgress(
        long rowsDone, boolean finished, long rowsTotal, Counts counts, Optional<KeyOrder> order) {

    /** Of a part that is applied in file order. */
    public PartProgress(
            final long rowsDone,
            final boolean finished,
            final long rowsTotal,
            final Counts counts) {
        this(rowsDone, finished, rowsTotal, counts, Optional.empty());
    }
}
