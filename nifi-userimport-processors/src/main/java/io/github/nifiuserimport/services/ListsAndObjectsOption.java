// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

/** Values of {@link UserImportCSVReader#LISTS_AND_OBJECTS}. */
enum ListsAndObjectsOption implements DescribedOption {
    NESTED(
            "Nested",
            "Lists become arrays; objects and nested columns become records. PutDatabaseRecord writes"
                    + " an object as JSON into a column of type text, json or jsonb, and a list of"
                    + " texts, whole numbers or booleans into an array column. Into a text column it"
                    + " writes a list as [Ljava.lang.String;@… (seen in NiFi 2.3.0): choose JSON Text"
                    + " for that."),
    JSON_TEXT(
            "JSON Text",
            "Every field is a single value: lists, objects and nested columns become JSON text. For"
                    + " PutDatabaseRecord with columns of type text, json or jsonb, and for writers"
                    + " of flat formats.");

    private final Label label;

    ListsAndObjectsOption(final String name, final String description) {
        label = new Label(name, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
