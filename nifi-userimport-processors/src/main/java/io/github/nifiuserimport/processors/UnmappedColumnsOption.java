// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.layout.UnmappedColumns;
import io.github.nifiuserimport.services.DescribedOption;

/** What becomes of columns that are neither mapped nor known to the layout. */
public enum UnmappedColumnsOption implements DescribedOption {
    ERROR(
            "Error",
            "The file is refused; the error suggests the column that was probably meant",
            UnmappedColumns.ERROR),
    IGNORE("Ignore", "These columns are ignored", UnmappedColumns.IGNORE),
    ATTRIBUTE(
            "Attribute",
            "Each becomes an attribute of the user with the column's name; dots do not nest",
            UnmappedColumns.ATTRIBUTE);

    private final Label label;
    private final UnmappedColumns unmappedColumns;

    UnmappedColumnsOption(
            final String name, final String description, final UnmappedColumns unmappedColumns) {
        label = new Label(name, description);
        this.unmappedColumns = unmappedColumns;
    }

    UnmappedColumns unmappedColumns() {
        return unmappedColumns;
    }

    @Override
    public Label label() {
        return label;
    }
}
