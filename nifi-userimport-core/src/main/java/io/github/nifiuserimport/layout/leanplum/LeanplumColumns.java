// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.Unsubscribes;
import io.github.nifiuserimport.profile.Action;
import io.github.nifiuserimport.profile.SystemField;
import io.github.nifiuserimport.row.HeaderMapping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The columns of Leanplum's imports, and which action each is of. */
public final class LeanplumColumns {

    public static final String USER_ID = "userId";
    static final String DEVICE_ID = "deviceId";
    static final String ACTION = "action";
    public static final String CREATE_DISPOSITION = "createDisposition";

    public static final String USER_ATTRIBUTES = "userAttributes";
    public static final String VALUES_TO_ADD = "userAttributeValuesToAdd";
    public static final String VALUES_TO_REMOVE = "userAttributeValuesToRemove";
    public static final String VALUES_TO_INCREMENT = "userAttributeValuesToIncrement";
    static final String EVENTS = "events";
    static final String STATES = "states";
    static final String CREATED = "created";
    static final String LAST_ACTIVE = "lastActive";
    public static final String NEW_USER_ID = "newUserId";
    static final String DEVICES = "devices";

    static final List<String> DEVICE_ATTRIBUTES =
            List.of(
                    "appVersion",
                    "systemName",
                    "systemVersion",
                    "browserName",
                    "browserVersion",
                    "deviceName",
                    "deviceModel",
                    "iosPushToken",
                    "gcmRegistrationId",
                    "webPushSubscription");

    public static final String EVENT = "event";
    static final String VALUE = "value";
    static final String CURRENCY_CODE = "currencyCode";
    static final String INFO = "info";
    static final String TIME = "time";
    public static final String PARAMS = "params";
    static final String MESSAGE_ID = "messageId";
    static final String DISPOSITION = "disposition";

    /** Columns that stand before names of the customer's own. */
    private static final Set<String> GROUPS =
            Set.of(
                    USER_ATTRIBUTES,
                    VALUES_TO_ADD,
                    VALUES_TO_REMOVE,
                    VALUES_TO_INCREMENT,
                    EVENTS,
                    STATES,
                    PARAMS);

    /** The action of a column by its first segment; empty when it is of them all. */
    private static final Map<String, Optional<Action>> ACTIONS = actions();

    private LeanplumColumns() {}

    private static Map<String, Optional<Action>> actions() {
        final Map<String, Optional<Action>> actions = new HashMap<>();
        for (final String name : List.of(USER_ID, DEVICE_ID, ACTION, CREATE_DISPOSITION)) {
            actions.put(name, Optional.empty());
        }
        final List<String> ofUsers =
                new ArrayList<>(
                        List.of(
                                USER_ATTRIBUTES,
                                VALUES_TO_ADD,
                                VALUES_TO_REMOVE,
                                VALUES_TO_INCREMENT,
                                EVENTS,
                                STATES,
                                Unsubscribes.CATEGORIES_TO_ADD,
                                Unsubscribes.CATEGORIES_TO_REMOVE,
                                Unsubscribes.CHANNELS_TO_ADD,
                                Unsubscribes.CHANNELS_TO_REMOVE,
                                CREATED,
                                LAST_ACTIVE,
                                NEW_USER_ID,
                                DEVICES));
        Arrays.stream(SystemField.values()).map(SystemField::apiName).forEach(ofUsers::add);
        // Of users in the table of columns, and an argument of every call.
        final String devMode = SystemField.DEV_MODE.apiName();
        ofUsers.remove(devMode);
        actions.put(devMode, Optional.empty());
        final List<String> ofEvents =
                List.of(EVENT, VALUE, CURRENCY_CODE, INFO, TIME, PARAMS, MESSAGE_ID, DISPOSITION);
        ofUsers.forEach(name -> actions.put(name, Optional.of(Action.SET_USER_ATTRIBUTES)));
        DEVICE_ATTRIBUTES.forEach(
                name -> actions.put(name, Optional.of(Action.SET_DEVICE_ATTRIBUTES)));
        ofEvents.forEach(name -> actions.put(name, Optional.of(Action.TRACK)));
        return Map.copyOf(actions);
    }

    /**
     * A name cut at its dots. Names of events and states may hold dots: what stands between the
     * first and the last is the name.
     */
    public static List<String> path(final String name) {
        final int first = name.indexOf('.');
        final int last = name.lastIndexOf('.');
        if (first == last || !isTotals(name.substring(0, first))) {
            return HeaderMapping.segments(name);
        }
        return List.of(
                name.substring(0, first),
                name.substring(first + 1, last),
                name.substring(last + 1));
    }

    /** Whether columns of that group hold historical totals. */
    public static boolean isTotals(final String group) {
        return EVENTS.equals(group) || STATES.equals(group);
    }

    /** Whether there is such a column. */
    static boolean isKnown(final List<String> path) {
        return GROUPS.contains(path.getFirst())
                || path.size() == 1 && ACTIONS.containsKey(path.getFirst());
    }

    /** Whether a column holds names of the customer's own, all of them in one JSON object. */
    static boolean isWholeGroup(final List<String> path) {
        return path.size() == 1 && GROUPS.contains(path.getFirst());
    }

    /** Whether cells of a column may give a user an e-mail address. */
    static boolean mayGiveAddress(final List<String> path) {
        return path.equals(List.of(USER_ATTRIBUTES))
                || path.size() == 2
                        && path.getFirst().equals(USER_ATTRIBUTES)
                        && UserAttributesRows.isEmail(path.getLast());
    }

    /** Whether cells of a known column are text, which the layout parses itself. */
    static boolean isText(final List<String> path) {
        return switch (path.getFirst()) {
            case USER_ATTRIBUTES -> path.size() == 2 && UserAttributesRows.isEmail(path.getLast());
            case VALUES_TO_ADD, VALUES_TO_REMOVE, PARAMS, DEVICES -> false;
            default -> !isWholeGroup(path);
        };
    }

    /** The only action that a known column is of; empty when it is of them all. */
    static Optional<Action> action(final String first) {
        return ACTIONS.getOrDefault(first, Optional.empty());
    }

    /** All names, to find the one that was meant: {@code userAttributes} stands for its group. */
    static Collection<String> names() {
        return new HashSet<>(ACTIONS.keySet());
    }

    /** A column's name as people are told of it: {@code userAttributes.NAME}. */
    static String shown(final String first) {
        if (isTotals(first)) {
            return first + ".NAME.count";
        }
        return GROUPS.contains(first) ? first + ".NAME" : first;
    }
}
