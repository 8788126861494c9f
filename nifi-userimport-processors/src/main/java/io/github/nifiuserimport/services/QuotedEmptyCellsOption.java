// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

/** Values of {@link UserImportCSVReader#QUOTED_EMPTY_CELLS}. */
enum QuotedEmptyCellsOption implements DescribedOption {
    AS_WITHOUT_QUOTES("As Without Quotes", "The same as an empty cell without quotes."),
    EMPTY_STRING("Empty String", "An empty text, which replaces the present value.");

    private final Label label;

    QuotedEmptyCellsOption(final String name, final String description) {
        label = new Label(name, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
