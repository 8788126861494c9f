// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import java.util.Optional;

/**
 * How far a part has come whose rows are applied in order of their keys.
 *
 * @param column name of the column that has the keys
 * @param rows how many rows were applied in this order. Rows done beside them are the first of
 *     those behind {@code last} in file order: once the part could not be put in order any more
 * @param last the last row that was applied in this order; nothing before the first
 */
public record KeyOrder(String column, long rows, Optional<KeyPlace> last) {}
