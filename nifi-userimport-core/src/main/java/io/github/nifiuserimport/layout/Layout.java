// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.HeaderMapping;
import io.github.nifiuserimport.row.RowReader;
import java.util.List;

/**
 * A dialect of columns. As a {@link HeaderMapping} it says where the cells of a file go, so a file
 * is opened with it; then it is bound to the header that was found.
 */
public interface Layout extends HeaderMapping {

    /** Whether a header with those names is of this dialect. */
    boolean speaks(List<String> names);

    /**
     * Checks a header.
     *
     * @return what maps the file's rows
     * @throws FileFault when a needed column is missing, or one is not known; it names no line
     */
    RowMapper bind(List<Column> header) throws FileFault;

    /** How rows under a header that {@link #bind} takes can be told apart by their users. */
    PartitionKey partitionKey(List<Column> header);

    /**
     * Checks the header of an open file; a fault names its line.
     *
     * @return what maps the file's rows
     * @throws FileFault as {@link #bind(List)} does
     */
    default RowMapper bind(final RowReader file) throws FileFault {
        try {
            return bind(file.header());
        } catch (final FileFault fault) {
            throw fault.onLine(file.headerLine());
        }
    }
}
