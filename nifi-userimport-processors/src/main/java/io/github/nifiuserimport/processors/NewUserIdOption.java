// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import org.apache.nifi.components.DescribedValue;

/** What a row with {@code newUserId} does to a user who has an id. */
public enum NewUserIdOption implements DescribedValue {
    SWITCH_USER(
            "Switch User",
            "As in Leanplum: who has an id keeps it, and the row is of the user of the new id, who is"
                    + " created if need be"),
    RENAME_USER(
            "Rename User",
            "The user gets the new id, unless somebody has it, and the import warns of each who did");

    private final String displayName;
    private final String description;

    NewUserIdOption(final String displayName, final String description) {
        this.displayName = displayName;
        this.description = description;
    }

    @Override
    public String getValue() {
        return displayName;
    }

    @Override
    public String getDisplayName() {
        return displayName;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
