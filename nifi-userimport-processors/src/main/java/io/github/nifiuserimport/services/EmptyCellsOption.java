// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import io.github.nifiuserimport.csv.EmptyCells;

/** Values of {@link UserImportCSVReader#EMPTY_CELLS}. */
enum EmptyCellsOption implements DescribedOption {
    NOT_GIVEN(
            "Not Given",
            "The row gives no value for that column; the present value is kept.",
            EmptyCells.NOT_GIVEN),
    CLEAR("Clear", "The present value is removed: the field becomes null.", EmptyCells.CLEAR);

    private final Label label;
    private final EmptyCells meaning;

    EmptyCellsOption(final String name, final String description, final EmptyCells meaning) {
        label = new Label(name, description);
        this.meaning = meaning;
    }

    EmptyCells meaning() {
        return meaning;
    }

    @Override
    public Label label() {
        return label;
    }
}
