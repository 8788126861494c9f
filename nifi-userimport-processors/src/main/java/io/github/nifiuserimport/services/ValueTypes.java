// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import org.apache.nifi.components.DescribedValue;

/** Values of {@link UserImportCSVReader#VALUE_TYPES}. */
enum ValueTypes implements DescribedValue {
    TYPED(
            "Typed",
            "Numbers, booleans, lists and JSON objects are found in the cells. Digits that are no"
                    + " quantity stay text: leading zeros, a plus sign, more than 15 digits."),
    TEXT("Text", "Every cell is text.");

    private final String value;
    private final String description;

    ValueTypes(final String value, final String description) {
        this.value = value;
        this.description = description;
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
