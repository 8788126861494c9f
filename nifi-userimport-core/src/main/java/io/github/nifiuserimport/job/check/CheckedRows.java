// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.check;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.Row;
import java.io.IOException;
import java.util.List;

/** Is shown the rows of a file that is being checked. */
public interface CheckedRows {

    /** For those who want the report alone. */
    CheckedRows IGNORED =
            new CheckedRows() {
                @Override
                public void header(final List<Column> header) {
                    // Not asked for.
                }

                @Override
                public void valid(final Row.Values row) {
                    // Not asked for.
                }
            };

    /** Before the first row. */
    void header(List<Column> header) throws IOException;

    /** A row that would be applied. */
    void valid(Row.Values row) throws IOException;
}
