// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.profile.AttributeChange.Elements;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.value.CellTyper;
import io.github.nifiuserimport.value.Storable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a row says of the channels or categories that a user does not want. */
public final class Unsubscribes {

    public static final String CHANNELS_TO_ADD = "unsubscribeChannelsToAdd";
    public static final String CHANNELS_TO_REMOVE = "unsubscribeChannelsToRemove";
    public static final String CATEGORIES_TO_ADD = "unsubscribeCategoriesToAdd";
    public static final String CATEGORIES_TO_REMOVE = "unsubscribeCategoriesToRemove";

    /** The four columns; files of both dialects may have them. */
    public static final Set<String> COLUMNS =
            Set.of(CHANNELS_TO_ADD, CHANNELS_TO_REMOVE, CATEGORIES_TO_ADD, CATEGORIES_TO_REMOVE);

    /**
     * Those that take an unsubscription back: for the user's address too, which another row may
     * give to another user.
     */
    public static final List<String> TAKING_BACK =
            List.of(CHANNELS_TO_REMOVE, CATEGORIES_TO_REMOVE);

    private static final List<String> CHANNELS =
            List.of("Email", "Push Notification", "Webhook", "Newsfeed Message", "App Inbox");

    private Unsubscribes() {}

    /**
     * Checks that a list is of channels.
     *
     * @return the list
     */
    static List<String> channels(final String column, final List<String> names) throws RowFault {
        for (final String name : names) {
            if (!CHANNELS.contains(name)) {
                throw new RowFault(
                        column,
                        CellText.quote(name)
                                + " is not a channel; the channels are "
                                + String.join(", ", CHANNELS));
            }
        }
        return names;
    }

    /**
     * The names in a cell: one, or a list of them, as they are written there.
     *
     * @return empty when there is none
     */
    static List<String> names(final String column, final Object value) throws RowFault {
        final List<String> names = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (final Object item : list) {
                add(names, column, CellText.text(column, item));
            }
            return names;
        }
        final String text = CellText.text(column, value);
        final List<String> list = text == null ? null : CellTyper.listTexts(text);
        if (list == null) {
            add(names, column, text);
        } else {
            for (final String item : list) {
                add(names, column, item);
            }
        }
        return names;
    }

    private static void add(final List<String> names, final String column, final String name)
            throws RowFault {
        if (name != null && !name.isEmpty()) {
            final String unstorable = Storable.fault(name);
            if (unstorable != null) {
                throw new RowFault(column, unstorable);
            }
            names.add(name);
        }
    }

    /**
     * Adds what a row's four columns say to a change.
     *
     * @return the same builder
     */
    public static UserChange.Builder add(
            final UserChange.Builder change, final Map<String, Object> values) throws RowFault {
        final Faults faults = new Faults();
        final Elements channels =
                faults.of(
                        () ->
                                change(
                                        channels(values, CHANNELS_TO_ADD),
                                        channels(values, CHANNELS_TO_REMOVE)));
        final Elements categories =
                faults.of(
                        () ->
                                change(
                                        categories(values, CATEGORIES_TO_ADD),
                                        categories(values, CATEGORIES_TO_REMOVE)));
        faults.throwIfAny();
        return change.unsubscribedChannels(channels).unsubscribedCategories(categories);
    }

    private static List<String> channels(final Map<String, Object> values, final String column)
            throws RowFault {
        return channels(column, names(values, column));
    }

    private static List<String> categories(final Map<String, Object> values, final String column)
            throws RowFault {
        final List<String> ids = names(values, column);
        ids.replaceAll(Unsubscribes::withoutZeroFraction);
        return ids;
    }

    /** The id that pandas makes 101.0 of where a cell of its column is empty. */
    private static String withoutZeroFraction(final String id) {
        int point = 0;
        while (point < id.length() && id.charAt(point) >= '0' && id.charAt(point) <= '9') {
            point++;
        }
        int end = point + 1;
        while (end < id.length() && id.charAt(end) == '0') {
            end++;
        }
        return point > 0 && point + 1 < id.length() && id.charAt(point) == '.' && end == id.length()
                ? id.substring(0, point)
                : id;
    }

    private static List<String> names(final Map<String, Object> values, final String column)
            throws RowFault {
        return names(column, values.get(column));
    }

    /** Additions, then removals; null when there are neither. */
    static Elements change(final List<String> added, final List<String> removed) {
        final Elements additions = added.isEmpty() ? null : Elements.adding(added);
        final Elements removals = removed.isEmpty() ? null : Elements.removing(removed);
        return additions == null
                ? removals
                : removals == null ? additions : additions.then(removals);
    }
}
