// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.check;

import io.github.nifiuserimport.value.ValueType;
import java.util.Map;

/**
 * What a file has in one column. Rows with a wrong number of cells do not count.
 *
 * @param name as in the header
 * @param types how many cells look like what; of several, a few may be slips
 * @param filled how many cells give a value
 * @param example text of the first filled cell, shortened; null when there is none
 * @param nullMarkers how many cells without quotes are a text that stands for no value in files of
 *     other programs, such as {@code NULL}, and is a text here
 */
public record ColumnReport(
        String name,
        Map<ValueType, Long> types,
        long filled,
        String example,
        Map<String, Long> nullMarkers) {}
