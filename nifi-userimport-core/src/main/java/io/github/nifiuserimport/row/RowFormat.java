// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import java.io.IOException;
import java.io.InputStream;

/**
 * Opens a file of rows. Knows the format's settings; the same format may open many files at once.
 */
public interface RowFormat {

    /**
     * Reads the header and stands before the first row.
     *
     * @param content the file's bytes; closed with the reader, or at once when opening fails
     * @param mapping where the columns' values go, and which of them are text beside those that the
     *     format's own settings name
     * @throws FileFault when the header is missing or unusable
     */
    RowReader open(InputStream content, HeaderMapping mapping) throws IOException, FileFault;
}
