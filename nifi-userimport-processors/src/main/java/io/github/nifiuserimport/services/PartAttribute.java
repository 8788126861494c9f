// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import io.github.nifiuserimport.csv.CsvFormat;
import java.util.Map;

/**
 * By which a FlowFile is known to begin with a column of lines, as parts of a file do. Without it
 * such a column would be one like any other.
 */
public final class PartAttribute {

    /** The attribute's name; its value is the column's. */
    public static final String LINE_COLUMN = "userimport.line.column";

    private PartAttribute() {}

    /**
     * The format as one FlowFile needs it.
     *
     * @param attributes of the FlowFile
     */
    public static CsvFormat apply(final CsvFormat format, final Map<String, String> attributes) {
        return format.toBuilder().lineColumn(attributes.containsKey(LINE_COLUMN)).build();
    }
}
