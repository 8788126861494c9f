// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.history.HistoryChange;
import io.github.nifiuserimport.job.history.UserHistory;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.value.JsonReader;
import io.github.nifiuserimport.value.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever applies the changes of a user one after the other comes to what the user is. */
@Timeout(300)
@Tag("slow")
class WholeHistoryTest {

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store = fixture.store(fixture.database()::connection);

    @Test
    void leadsToWhatUsersAre() throws Exception {
        EveryKind.importInto(store, "shop");
        int looked = 0;
        for (final String json : fixture.profiles("shop")) {
            final Map<String, Object> profile = JsonReader.storedObject(json);
            final Object name = profile.getOrDefault("id", profile.get("email"));
            if (((String) name).matches("ñ-.*[^7]")) {
                // One in ten of those who are all alike.
                continue;
            }
            final UserHistory history =
                    store.history("shop", (String) name, Optional.empty(), 10_000).orElseThrow();
            assertThat(history.older()).isNull();
            assertThat(replayed(history)).as(json).isEqualTo(of(profile));
            looked++;
        }
        assertThat(looked).isGreaterThan(150);
    }

    /** Fields by name, as the changes leave them; events by their number. */
    private static Map<String, String> replayed(final UserHistory history) {
        final Map<String, String> fields = new TreeMap<>();
        int events = 0;
        for (final HistoryChange change : history.changes().reversed()) {
            for (final FieldChange field : change.fields()) {
                if (field.field().equals(FieldChange.EVENT)) {
                    events += field.before() == null ? 1 : -1;
                    continue;
                }
                assertThat(fields.get(field.field()))
                        .as("%s before %s", field, change.made())
                        .isEqualTo(text(field.before()));
                if (field.after() == null) {
                    fields.remove(field.field());
                } else {
                    fields.put(field.field(), text(field.after()));
                }
            }
        }
        fields.keySet().removeIf(name -> List.of("created", "lastActive", "merged").contains(name));
        fields.put("tracked", Integer.toString(events));
        return fields;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> of(final Map<String, Object> profile) {
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
