// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import io.github.nifiuserimport.csv.CsvFormat;
import java.util.Map;

/**
 * The attribute that PartitionUserImport gives to the parts of a file. The first column of a part
 * holds, for each row, the line on which the row starts in the whole file; only with this attribute
 * is the first column read as that instead of as a column of the file.
 */
public final class PartAttribute {

    /** The attribute's name. Its value is the name of that first column. */
    public static final String LINE_COLUMN = "userimport.line.column";

    /** What the documentation of the processors that read it says of it. */
    public static final String LINE_COLUMN_READ_DESC =
            "On parts of PartitionUserImport: tells that the first column holds line numbers of the"
                    + " whole file";

    private PartAttribute() {}

    /**
     * The format for one FlowFile: with a column of lines if the FlowFile is a part.
     *
     * @param attributes of the FlowFile
     */
    public static CsvFormat apply(final CsvFormat format, final Map<String, String> attributes) {
        return format.toBuilder().lineColumn(attributes.containsKey(LINE_COLUMN)).build();
    }
}
