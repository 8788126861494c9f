// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.profile.UserChange;
import java.util.Map;

/** Turns the rows of one file into changes. */
public interface RowMapper {

    /**
     * What a row changes.
     *
     * @param values of the row, nested by the header's paths
     * @throws RowFault when the row cannot be imported
     */
    UserChange map(Map<String, Object> values) throws RowFault;
}
