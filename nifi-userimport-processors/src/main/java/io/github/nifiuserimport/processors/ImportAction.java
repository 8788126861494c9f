// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.profile.Action;
import org.apache.nifi.components.DescribedValue;

/** The actions to choose from. */
public enum ImportAction implements DescribedValue {
    SET_USER_ATTRIBUTES(
            Action.SET_USER_ATTRIBUTES,
            "Sets attributes and system fields of users named by userId; what a row does not name is"
                    + " kept"),
    SET_DEVICE_ATTRIBUTES(
            Action.SET_DEVICE_ATTRIBUTES,
            "Sets attributes of devices named by deviceId, such as push tokens"),
    TRACK(Action.TRACK, "Tracks an event of a user a row");

    private final Action action;
    private final String description;

    ImportAction(final Action action, final String description) {
        this.action = action;
        this.description = description;
    }

    Action action() {
        return action;
    }

    @Override
    public String getValue() {
        return action.apiName();
    }

    @Override
    public String getDisplayName() {
        return action.apiName();
    }

    @Override
    public String getDescription() {
        return description;
    }
}
