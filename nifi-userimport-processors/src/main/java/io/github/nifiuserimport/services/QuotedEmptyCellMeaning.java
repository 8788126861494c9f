// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import org.apache.nifi.components.DescribedValue;

/** Values of {@link UserImportCSVReader#QUOTED_EMPTY_CELLS}. */
enum QuotedEmptyCellMeaning implements DescribedValue {
    AS_WITHOUT_QUOTES("As Without Quotes", "The same as an empty cell without quotes."),
    EMPTY_STRING("Empty String", "An empty text: the present value is replaced by it.");

    private final String value;
    private final String description;

    QuotedEmptyCellMeaning(final String value, final String description) {
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
