// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

/** Values of {@link UserImportCSVReader#VALUE_TYPES}. */
enum ValueTypesOption implements DescribedOption {
    TYPED(
            "Typed",
            "Cells that look like numbers, booleans, lists or JSON objects become such values."
                    + " Digits that are no quantity stay text: those with leading zeros or a plus"
                    + " sign, and those with more than 15 digits."),
    TEXT("Text", "Every cell is text.");

    private final Label label;

    ValueTypesOption(final String name, final String description) {
        label = new Label(name, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
