// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import java.util.List;

/**
 * One column of a header.
 *
 * @param index position in the row, from 0
 * @param name as it stands in the header: {@code userAttributes.address.city}
 * @param path where its values go: {@code [userAttributes, address, city]}. Which path a name
 *     stands for is for the {@link HeaderMapping} to say; it is empty when the column is passed
 *     over
 * @param text whether its cells are text whatever they look like
 */
public record Column(int index, String name, List<String> path, boolean text) {

    /** A column whose cells are what they look like. */
    public Column(final int index, final String name, final List<String> path) {
        this(index, name, path, false);
    }

    /** Whether its cells are not read. */
    public boolean isPassedOver() {
        return path.isEmpty();
    }
}
