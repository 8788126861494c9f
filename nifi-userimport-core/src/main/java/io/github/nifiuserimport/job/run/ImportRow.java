// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.RowWarning;

/**
 * A row that is to be applied.
 *
 * @param row ordinal of the data row in its part, from 0
 * @param line line of the file on which it starts
 * @param command what it says
 */
public record ImportRow(long row, long line, RowCommand command) {

    /** A warning of this row. */
    public WarnedRow warned(final RowWarning warning) {
        return new WarnedRow(row, line, warning.column(), warning.text());
    }
}
