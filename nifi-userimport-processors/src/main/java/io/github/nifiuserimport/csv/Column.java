// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import java.util.List;

/**
 * One column of a header.
 *
 * @param index position in the row, from 0
 * @param name as it stands in the header: {@code userAttributes.address.city}
 * @param path its segments: {@code [userAttributes, address, city]}
 */
public record Column(int index, String name, List<String> path) {}
