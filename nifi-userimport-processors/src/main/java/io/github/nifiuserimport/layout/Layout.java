// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.csv.Column;
import io.github.nifiuserimport.csv.FileFault;
import java.util.List;

/** A dialect of columns. */
public interface Layout {

    /**
     * Whether cells of a column are handed over as text, since the layout parses them itself or
     * since they are keys.
     */
    boolean isText(Column column);

    /**
     * Checks a header.
     *
     * @return what maps the file's rows
     * @throws FileFault when a needed column is missing, or one is not known
     */
    RowMapper bind(List<Column> header) throws FileFault;
}
