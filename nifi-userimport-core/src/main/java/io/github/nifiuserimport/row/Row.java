// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import java.util.Map;

/** A row of the file: its values, or why it has none. */
public sealed interface Row {

    /** Line of the file on which the row starts, 1 being the header's. */
    long line();

    /** The row's cells as they stood in the file, for the rejected-rows file. */
    RawCells cells();

    /**
     * A row whose cells could be read.
     *
     * @param values nested by the header's paths: String, Long, BigDecimal, Boolean, {@code
     *     List<Object>} or {@code Map<String, Object>}. A cell that is not given is absent; one
     *     that clears its value is present as null
     */
    record Values(long line, Map<String, Object> values, RawCells cells) implements Row {}

    /**
     * A row that cannot be imported; the others go on.
     *
     * @param column name of the column at fault, or null when it is the whole row
     * @param error what is wrong and what to do
     */
    record Rejected(long line, String column, String error, RawCells cells) implements Row {}

    /**
     * A row that says nothing about anybody and is no fault either, such as the header once more.
     *
     * @param warning why it is passed over
     */
    record PassedOver(long line, String warning, RawCells cells) implements Row {}
}
