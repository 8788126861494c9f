// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.layout.ActionChoice;
import io.github.nifiuserimport.profile.Action;
import io.github.nifiuserimport.services.DescribedOption;
import org.apache.nifi.flowfile.FlowFile;

/** What the rows of a file with Leanplum's columns do, or where that is found. */
public enum ActionOption implements DescribedOption {
    DETECT(
            "Detect",
            "From the header: with an action column, each row names its own action; otherwise an"
                    + " event column means track, deviceId with a device's attributes"
                    + " setDeviceAttributes, and anything else setUserAttributes"),
    SET_USER_ATTRIBUTES(
            Action.SET_USER_ATTRIBUTES,
            "Sets attributes, totals and subscriptions of users; whatever a row does not name is kept"),
    SET_DEVICE_ATTRIBUTES(
            Action.SET_DEVICE_ATTRIBUTES,
            "Sets attributes of devices named by deviceId, such as push tokens"),
    TRACK(Action.TRACK, "Tracks one event of one user per row"),
    UNSUBSCRIBE(
            "unsubscribe",
            "The file is a list of e-mail addresses in a column named email. Every user who has one"
                    + " of them, now or later, is unsubscribed: from what columns such as"
                    + " unsubscribeChannelsToAdd name or, without them, from the channel Email"),
    ACTION_COLUMN("Action Column", "Each row names its action in the column action"),
    FROM_ATTRIBUTE(
            "From Attribute",
            "The action in the FlowFile's attribute userimport.action; without that attribute, each"
                    + " row names its action in the column action");

    private final Action action;
    private final Label label;

    ActionOption(final String name, final String description) {
        this.action = null;
        label = new Label(name, description);
    }

    ActionOption(final Action action, final String description) {
        this.action = action;
        label = new Label(action.apiName(), description);
    }

    /**
     * The choice for one file.
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
        if (UNSUBSCRIBE.getValue().equals(name)) {
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
    public Label label() {
        return label;
    }
}
