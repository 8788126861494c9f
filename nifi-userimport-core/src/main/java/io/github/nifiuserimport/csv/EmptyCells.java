// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

/** What an empty cell says. */
public enum EmptyCells {
    /** Nothing: the row does not mention that column. */
    NOT_GIVEN,
    /** That the column's value is to be cleared: it is present as null. */
    CLEAR
}
