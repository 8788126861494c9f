// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;

/**
 * Opens a file of rows. Knows the format's settings; the same format may open many files at once.
 */
public interface RowFormat {

    /**
     * Reads the header and stands before the first row.
     *
     * @param content the file's bytes; closed with the reader, or at once when opening fails
     * @param textColumn columns whose cells are text whatever they look like, beside those that the
     *     format's own settings name: keys, and columns whose layout parses the text itself
     * @throws FileFault when the header is missing or unusable
     */
    RowReader open(InputStream content, Predicate<Column> textColumn) throws IOException, FileFault;
}
