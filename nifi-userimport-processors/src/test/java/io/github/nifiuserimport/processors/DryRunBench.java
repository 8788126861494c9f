// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nifiuserimport.job.run.ChangedUser;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.value.JsonWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a database holds of an app's users, and what has changed from one moment to another: worked
 * out from whole dumps, by other code than the product's.
 */
final class DryRunBench {

    private static final JsonMapper JSON = mapper();

    /** Each profile's id, what it is called by, and all of its fields as an object. */
    private static final String USERS =
            """
            SELECT id, coalesce(user_id, email), jsonb_build_object(
                'userId', user_id, 'email', email,
                'tags', nullif(to_jsonb(tags), '[]'),
                'unsubscribedChannels', nullif(to_jsonb(unsubscribed_channels), '[]'),
                'unsubscribedCategories', nullif(to_jsonb(unsubscribed_categories), '[]'),
                'created', created, 'lastActive', last_active)
                || system
                || coalesce((SELECT jsonb_object_agg('attributes.' || key, value)
                             FROM jsonb_each(attributes)), '{}')
                || coalesce((SELECT jsonb_object_agg('events.' || total.key || '.' || each.key,
                                                     each.value)
                             FROM jsonb_each(event_totals) AS total, jsonb_each(value) AS each), '{}')
                || coalesce((SELECT jsonb_object_agg('states.' || total.key || '.' || each.key,
                                                     each.value)
                             FROM jsonb_each(state_totals) AS total, jsonb_each(value) AS each), '{}')
                || coalesce((SELECT jsonb_object_agg('devices.' || device_id, device.attributes)
                             FROM userimport.device WHERE profile_id = user_profile.id), '{}')
            FROM userimport.user_profile WHERE app_id = ?
            """;

    private static final String ADDRESSES =
            """
            SELECT 0, email, jsonb_build_object(
                'suppressed.unsubscribedChannels', nullif(to_jsonb(channels), '[]'),
                'suppressed.unsubscribedCategories', nullif(to_jsonb(categories), '[]'))
            FROM userimport.suppressed_address WHERE app_id = ?
            """;

    private static final String EVENTS =
            """
            SELECT event.id, coalesce(user_id, email), to_jsonb(event)
            FROM userimport.event JOIN userimport.user_profile AS profile ON profile.id = profile_id
            WHERE event.app_id = ?
            """;

    private final TestDatabase database;

    DryRunBench(final TestDatabase database) {
        this.database = database;
    }

    private static JsonMapper mapper() {
        final JsonMapper mapper =
                JsonMapper.builder()
                        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                        .build();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(Integer.MAX_VALUE)
                                .maxNumberLength(Integer.MAX_VALUE)
                                .maxStringLength(Integer.MAX_VALUE)
                                .build());
        return mapper;
    }

    static JsonNode json(final String text) {
        try {
            return JSON.readTree(text);
        } catch (final JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private static String text(final JsonNode value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (final JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * One row of a dump.
     *
     * @param who what the user is called by
     * @param fields by name
     */
    record Dumped(String who, JsonNode fields) {}

    /** What there is of an app's users. */
    record Dump(
            Map<Long, Dumped> users, Map<String, JsonNode> addresses, Map<Long, Dumped> events) {}

    Dump dump(final String app) throws SQLException {
        try (Connection connection = database.connection()) {
            final Map<Long, Dumped> users = new TreeMap<>();
            final Map<String, JsonNode> addresses = new TreeMap<>();
            final Map<Long, Dumped> events = new TreeMap<>();
            query(connection, USERS, app, users::put);
            query(
                    connection,
                    ADDRESSES,
                    app,
                    (id, address) -> addresses.put(address.who(), address.fields()));
            query(connection, EVENTS, app, events::put);
            return new Dump(users, addresses, events);
        }
    }

    private interface Rows {
        void add(long id, Dumped row);
    }

    private static void query(
            final Connection connection, final String sql, final String app, final Rows rows)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, app);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(row.getLong(1), new Dumped(row.getString(2), json(row.getString(3))));
                }
            }
        }
    }

    /** Each changed field in a line: {@code u1 attributes.a: 1 -> "b"}. */
    static List<String> changes(final Dump before, final Dump after) {
        final List<String> changes = new ArrayList<>();
        final Set<Long> ids = new LinkedHashSet<>(before.users().keySet());
        ids.addAll(after.users().keySet());
        for (final long id : ids) {
            final Dumped was = before.users().get(id);
            final Dumped is = after.users().get(id);
            if (is == null) {
                final String name = was.fields().get("userId").isNull() ? "email" : "userId";
                changes.add(line(was.who(), name, quoted(was.who()), "null"));
            } else {
                compare(
                        was == null ? is.who() : was.who(),
                        was == null ? json("{}") : was.fields(),
                        is.fields(),
                        changes);
            }
        }
        after.addresses()
                .forEach(
                        (address, is) ->
                                compare(
                                        address,
                                        before.addresses().getOrDefault(address, json("{}")),
                                        is,
                                        changes));
        after.events()
                .forEach(
                        (id, event) -> {
                            if (!before.events().containsKey(id)) {
                                final Dumped user = userOf(event, before, after);
                                changes.add(line(user.who(), "event", "null", event(event)));
                            }
                        });
        changes.sort(null);
        return changes;
    }

    /** By the name that the user had before. */
    private static Dumped userOf(final Dumped event, final Dump before, final Dump after) {
        final long id = event.fields().get("profile_id").longValue();
        return before.users().getOrDefault(id, after.users().get(id));
    }

    private static String quoted(final String text) {
        return text(JSON.getNodeFactory().textNode(text));
    }

    private static void compare(
            final String who, final JsonNode was, final JsonNode is, final List<String> changes) {
        final Set<String> names = new LinkedHashSet<>();
        was.fieldNames().forEachRemaining(names::add);
        is.fieldNames().forEachRemaining(names::add);
        for (final String name : names) {
            final String before = value(name, was);
            final String after = value(name, is);
            if (!before.equals(after)) {
                changes.add(line(who, name, before, after));
            }
        }
    }

    private static String value(final String name, final JsonNode fields) {
        final JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "null";
        }
        return name.equals("created") || name.equals("lastActive")
                ? time(value.textValue())
                : text(value);
    }

    /** What happened while the test ran has no certain time. */
    private static String time(final String iso8601) {
        final Instant time = OffsetDateTime.parse(iso8601).toInstant();
        return time.isAfter(Instant.now().minusSeconds(3600)) ? "now" : time.toString();
    }

    private static String event(final Dumped event) {
        final JsonNode fields = event.fields();
        final StringBuilder text = new StringBuilder();
        add(text, "event", fields.get("name"));
        text.append("time=").append(time(fields.get("happened").textValue())).append(' ');
        add(text, "value", fields.get("value"));
        add(text, "currencyCode", fields.get("currency_code"));
        add(text, "info", fields.get("info"));
        add(text, "messageId", fields.get("message_id"));
        if (!fields.get("parameters").isEmpty()) {
            add(text, "params", fields.get("parameters"));
        }
        return text.toString();
    }

    private static void add(final StringBuilder text, final String name, final JsonNode value) {
        if (value != null && !value.isNull()) {
            text.append(name).append('=').append(text(value)).append(' ');
        }
    }

    /** The same lines of what a dry run has told. */
    static List<String> told(final List<ChangedUser> users) {
        final List<String> changes = new ArrayList<>();
        for (final ChangedUser user : users) {
            for (final FieldChange change : user.changes()) {
                final String before = told(change.field(), json(JsonWriter.text(change.before())));
                final String after = told(change.field(), json(JsonWriter.text(change.after())));
                // A user who was last active when the test ran, and is so again.
                if (!before.equals("now") || !after.equals("now")) {
                    changes.add(line(user.userId(), change.field(), before, after));
                }
            }
        }
        changes.sort(null);
        return changes;
    }

    private static String told(final String field, final JsonNode value) {
        if (value.isNull()) {
            return "null";
        }
        if (field.equals("created") || field.equals("lastActive")) {
            return time(value.textValue());
        }
        if (field.equals("event")) {
            final StringBuilder text = new StringBuilder();
            add(text, "event", value.get("event"));
            text.append("time=").append(time(value.get("time").textValue())).append(' ');
            for (final String name :
                    List.of("value", "currencyCode", "info", "messageId", "params")) {
                add(text, name, value.get(name));
            }
            return text.toString();
        }
        return text(value);
    }

    private static String line(
            final String who, final String field, final String before, final String after) {
        return who + " " + field + ": " + before + " -> " + after;
    }
}
