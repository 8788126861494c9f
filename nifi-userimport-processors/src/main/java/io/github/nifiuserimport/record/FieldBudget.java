// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

/**
 * How many names of JSON objects in one column become fields of its schema. Objects keyed by data
 * would otherwise let the schema grow with the file.
 */
final class FieldBudget {

    static final int FIELDS = 1_000;

    private int left = FIELDS;
    private boolean exceeded;

    /** Takes one; false when there is none left. */
    boolean take() {
        exceeded |= left == 0;
        if (!exceeded) {
            left--;
        }
        return !exceeded;
    }

    boolean exceeded() {
        return exceeded;
    }
}
