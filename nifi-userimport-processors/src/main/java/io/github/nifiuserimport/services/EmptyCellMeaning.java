// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import io.github.nifiuserimport.csv.EmptyCells;
import org.apache.nifi.components.DescribedValue;

/** Values of {@link UserImportCSVReader#EMPTY_CELLS}. */
enum EmptyCellMeaning implements DescribedValue {
    NOT_GIVEN(
            "Not Given",
            "The row says nothing about that column; the present value stays.",
            EmptyCells.NOT_GIVEN),
    CLEAR("Clear", "The present value is cleared: the field is null.", EmptyCells.CLEAR);

    private final String value;
    private final String description;
    private final EmptyCells meaning;

    EmptyCellMeaning(final String value, final String description, final EmptyCells meaning) {
        this.value = value;
        this.description = description;
        this.meaning = meaning;
    }

    EmptyCells meaning() {
        return meaning;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
