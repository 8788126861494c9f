// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.profile.RowCommand;
import java.util.Map;

/** Turns the rows of one file into commands. */
public interface RowMapper {

    /**
     * What a row says.
     *
     * @param values of the row, nested by the header's paths
     * @throws RowFault when the row cannot be imported
     */
    RowCommand map(Map<String, Object> values) throws RowFault;
}
