// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import java.util.List;

/**
 * What becomes of the cells of one column.
 *
 * @param path where in a row's nested values they go; empty when they are passed over
 * @param text whether they are text whatever they look like
 */
public record ColumnPlace(List<String> path, boolean text) {

    /** For a column that is not wanted. */
    public static final ColumnPlace PASSED_OVER = new ColumnPlace(List.of(), true);
}
