// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.layout.ActionChoice;
import io.github.nifiuserimport.profile.Action;
import org.apache.nifi.components.DescribedValue;
import org.apache.nifi.flowfile.FlowFile;

/** How it is known what the rows of a file in Leanplum's columns do. */
public enum ImportAction implements DescribedValue {
    DETECT(
            "Detect",
            "From the header: an action column says it row by row; else an event column means track,"
                    + " deviceId with a device's attributes setDeviceAttributes, and anything else"
                    + " setUserAttributes"),
    SET_USER_ATTRIBUTES(
            Action.SET_USER_ATTRIBUTES,
            "Sets attributes, totals and subscriptions of users; what a row does not name is kept"),
    SET_DEVICE_ATTRIBUTES(
            Action.SET_DEVICE_ATTRIBUTES,
            "Sets attributes of devices named by deviceId, such as push tokens"),
    TRACK(Action.TRACK, "Tracks an event of a user a row"),
    UNSUBSCRIBE(
            "unsubscribe",
            "The file is a list of e-mail addresses in a column email, maybe with columns"
                    + " unsubscribeChannelsToAdd and the like: everyone who has one of them, or gets it"
                    + " later, is unsubscribed; without such a column, from the channel Email"),
    ACTION_COLUMN("Action Column", "Each row says it in the column action"),
    FROM_ATTRIBUTE(
            "From Attribute",
            "As the FlowFile's attribute userimport.action says; without it, each row says it in the"
                    + " column action");

    private final String value;
    private final Action action;
    private final String description;

    ImportAction(final String value, final String description) {
        this.value = value;
        this.action = null;
        this.description = description;
    }

    ImportAction(final Action action, final String description) {
        this.value = action.apiName();
        this.action = action;
        this.description = description;
    }

    /**
     * The choice for a file.
     *
     * @throws IllegalArgumentException when the file's attribute names no action
     */
    ActionChoice choice(final FlowFile file) {
        return switch (this) {
            case DETECT -> new ActionChoice.Detect();
            case UNSUBSCRIBE -> new ActionChoice.Unsubscribe();
            case ACTION_COLUMN -> new ActionChoice.OfRow();
            case FROM_ATTRIBUTE -> named(file.getAttribute(ImportAttributes.ACTION));
            case SET_USER_ATTRIBUTES, SET_DEVICE_ATTRIBUTES, TRACK ->
                    new ActionChoice.Default(action);
        };
    }

    private static ActionChoice named(final String name) {
        if (name == null || name.isBlank()) {
            return new ActionChoice.OfRow();
        }
        if (UNSUBSCRIBE.value.equals(name)) {
            return new ActionChoice.Unsubscribe();
        }
        return Action.named(name)
                .map(ActionChoice.Default::new)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "the attribute "
                                                + ImportAttributes.ACTION
                                                + " is \""
                                                + name
                                                + "\"; it has to be setUserAttributes,"
                                                + " setDeviceAttributes or track"));
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
