// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.profile.Action;
import io.github.nifiuserimport.profile.Finding;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.RowWarning;
import java.util.Map;
import java.util.Optional;

/** Turns the rows of one file into commands. */
public interface RowMapper {

    /** What every row does; nothing when each row says it itself. */
    Optional<Action> action();

    /**
     * What a row says.
     *
     * @param values of the row, nested by the header's paths
     * @throws RowFault when the row cannot be imported
     */
    RowCommand map(Map<String, Object> values) throws RowFault;

    /** Puts into words what came up when one of the rows was applied. */
    RowWarning word(Finding finding);
}
