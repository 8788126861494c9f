// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import org.apache.nifi.components.DescribedValue;

/** Values of {@link UserImportCSVReader#LISTS_AND_OBJECTS}. */
enum ListsAndObjects implements DescribedValue {
    NESTED(
            "Nested",
            "Lists are arrays, objects and what a dotted header nests are records. An object is"
                    + " written as JSON into a column of text, json or jsonb, and a list of texts,"
                    + " whole numbers or booleans into a column of such an array. Of a list"
                    + " PutDatabaseRecord writes no more than [Ljava.lang.String;@… into a column of"
                    + " text (seen in NiFi 2.3.0): choose JSON Text for that."),
    JSON_TEXT(
            "JSON Text",
            "Every field is a single value: lists, objects and what a dotted header nests are JSON as"
                    + " text. For PutDatabaseRecord with columns of text, json or jsonb, and for"
                    + " writers of flat formats.");

    private final String value;
    private final String description;

    ListsAndObjects(final String value, final String description) {
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
