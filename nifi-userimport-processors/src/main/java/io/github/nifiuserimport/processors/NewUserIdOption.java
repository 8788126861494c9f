// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.services.DescribedOption;

/** What {@code newUserId} does to a user who already has an id. */
public enum NewUserIdOption implements DescribedOption {
    SWITCH_USER(
            "Switch User",
            "As in Leanplum: the user keeps the present id, and the row is applied to the user with"
                    + " the new id, who is created if necessary"),
    RENAME_USER(
            "Rename User",
            "The user gets the new id, unless another user has it; there is a warning for each user"
                    + " who is renamed");

    private final Label label;

    NewUserIdOption(final String name, final String description) {
        label = new Label(name, description);
    }

    @Override
    public Label label() {
        return label;
    }
}
