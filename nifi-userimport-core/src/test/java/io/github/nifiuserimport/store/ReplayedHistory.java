// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.history.HistoryChange;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.value.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What comes of a user's changes when they are applied one after the other. */
final class ReplayedHistory {

    /** Tests write no day into them that stays the same, and a profile does not have the last. */
    private static final Set<String> LEFT_OUT = Set.of("created", "lastActive", FieldChange.MERGED);

    private ReplayedHistory() {}

    /**
     * Fields by name, as the changes leave them; of events, how many there are. Fails where a
     * change does not go on from what the one before has left.
     *
     * @param changes newest first
     */
    static Map<String, String> of(final List<HistoryChange> changes) {
        final Map<String, String> fields = new TreeMap<>();
        int events = 0;
        for (final HistoryChange change : changes.reversed()) {
            for (final FieldChange field : change.fields()) {
                if (field.field().equals(FieldChange.EVENT)) {
                    events += field.before() == null ? 1 : -1;
                    continue;
                }
                if (!field.field().equals(FieldChange.MERGED)) {
                    assertThat(fields.get(field.field()))
                            .as("%s before %s", field, change.made())
                            .isEqualTo(text(field.before()));
                }
                if (field.after() == null) {
                    fields.remove(field.field());
                } else {
                    fields.put(field.field(), text(field.after()));
                }
            }
            events += Math.toIntExact(change.eventsLeftOut());
        }
        fields.keySet().removeAll(LEFT_OUT);
        fields.put("tracked", Integer.toString(events));
        return fields;
    }

    /** The same fields of a user of {@link StoreFixture#profiles}. */
    @SuppressWarnings("unchecked")
    static Map<String, String> stateOf(final Map<String, Object> profile) {
        final Map<String, String> fields = new TreeMap<>();
        put(fields, "userId", profile.get("id"));
        put(fields, "email", profile.get("email"));
        object(profile, "attributes")
                .forEach((name, value) -> put(fields, FieldChange.ATTRIBUTES + name, value));
        object(profile, "system").forEach((name, value) -> put(fields, name, value));
        for (final String kind : List.of("events", "states")) {
            object(profile, kind)
                    .forEach(
                            (name, total) ->
                                    ((Map<String, Object>) total)
                                            .forEach(
                                                    (field, value) ->
                                                            put(
                                                                    fields,
                                                                    String.join(
                                                                            ".", kind, name, field),
                                                                    value)));
        }
        put(fields, "tags", profile.get("tags"));
        put(fields, "unsubscribedChannels", profile.get("channels"));
        put(fields, "unsubscribedCategories", profile.get("categories"));
        object(profile, "devices")
                .forEach((name, value) -> put(fields, FieldChange.DEVICES + name, value));
        final Object tracked = profile.getOrDefault("tracked", new ArrayList<>());
        fields.put("tracked", Integer.toString(((List<Object>) tracked).size()));
        return fields;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(
            final Map<String, Object> profile, final String name) {
        return (Map<String, Object>) profile.getOrDefault(name, new LinkedHashMap<>());
    }

    private static void put(
            final Map<String, String> fields, final String name, final Object value) {
        if (value != null) {
            fields.put(name, text(value));
        }
    }

    private static String text(final Object value) {
        return value == null ? null : JsonWriter.text(value);
    }
}
