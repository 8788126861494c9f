// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import java.util.Objects;
import java.util.Set;

/**
 * What the cells of a file say, before any typing.
 *
 * @param emptyCells what an empty cell says
 * @param emptyStrings whether an empty cell in quotes is an empty string; else it says what one
 *     without quotes does, since many programs quote every cell
 * @param nullStrings texts that are as an empty cell, in cells without quotes
 * @param trimmed whether spaces and tabs around cells are dropped; those within quotes stay
 */
public record CellRules(
        EmptyCells emptyCells, boolean emptyStrings, Set<String> nullStrings, boolean trimmed) {

    /** What MySQL, Snowflake and BigQuery write for NULL. */
    public static final String DEFAULT_NULL_STRING = "\\N";

    static final CellRules DEFAULTS =
            new CellRules(EmptyCells.NOT_GIVEN, false, Set.of(DEFAULT_NULL_STRING), true);

    public CellRules {
        Objects.requireNonNull(emptyCells, "emptyCells");
        nullStrings = Set.copyOf(nullStrings);
    }

    public CellRules withEmptyCells(final EmptyCells other) {
        return new CellRules(other, emptyStrings, nullStrings, trimmed);
    }

    public CellRules withEmptyStrings(final boolean other) {
        return new CellRules(emptyCells, other, nullStrings, trimmed);
    }

    public CellRules withNullStrings(final Set<String> other) {
        return new CellRules(emptyCells, emptyStrings, other, trimmed);
    }

    public CellRules withTrimmed(final boolean other) {
        return new CellRules(emptyCells, emptyStrings, nullStrings, other);
    }
}
