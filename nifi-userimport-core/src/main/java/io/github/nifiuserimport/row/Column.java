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
 */
public record Column(int index, String name, List<String> path) {

    /** Whether its cells are not read. */
    public boolean isPassedOver() {
        return path.isEmpty();
    }
}
