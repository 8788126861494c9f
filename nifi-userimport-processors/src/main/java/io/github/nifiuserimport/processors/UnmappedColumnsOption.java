// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.layout.UnmappedColumns;
import org.apache.nifi.components.DescribedValue;

/** What to choose from for columns that are neither mapped nor known. */
public enum UnmappedColumnsOption implements DescribedValue {
    ERROR(
            "Error",
            "The file is refused, and told which column was probably meant",
            UnmappedColumns.ERROR),
    IGNORE("Ignore", "They are passed over", UnmappedColumns.IGNORE),
    ATTRIBUTE(
            "Attribute",
            "They are attributes of the user under their own names, a dot in which does not nest",
            UnmappedColumns.ATTRIBUTE);

    private final String displayName;
    private final String description;
    private final UnmappedColumns unmappedColumns;

    UnmappedColumnsOption(
            final String displayName,
            final String description,
            final UnmappedColumns unmappedColumns) {
        this.displayName = displayName;
        this.description = description;
        this.unmappedColumns = unmappedColumns;
    }

    UnmappedColumns unmappedColumns() {
        return unmappedColumns;
    }

    @Override
    public String getValue() {
        return displayName;
    }

    @Override
    public String getDisplayName() {
        return displayName;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
