// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.UserChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * For changes whose result depends on the present value: creates unknown users empty, locks the
 * batch's profiles in key order, computes in Java and writes back those that differ.
 */
final class LockingUpdate {

    private static final String CREATE =
            """
            INSERT INTO {schema}.user_profile (app_id, user_id)
            SELECT ?, user_id FROM unnest(?) AS given (user_id)
            ON CONFLICT (app_id, user_id) DO NOTHING
            RETURNING id
            """;

    private static final String LOCK =
            """
            SELECT id, user_id, email, attributes, system, created, last_active
            FROM unnest(?) WITH ORDINALITY AS given (user_id, place)
            JOIN {schema}.user_profile AS present USING (user_id)
            WHERE app_id = ?
            ORDER BY place
            FOR UPDATE OF present
            """;

    private static final String UPDATE =
            """
            UPDATE {schema}.user_profile AS present SET
                email = given.email,
                attributes = given.attributes::jsonb,
                system = given.system::jsonb,
                created = given.created::timestamptz,
                last_active = given.last_active::timestamptz,
                updated_at = now()
            FROM unnest(?, ?, ?, ?, ?, ?)
                AS given (id, email, attributes, system, created, last_active)
            WHERE present.id = given.id
            """;

    private final String create;
    private final String lock;
    private final String update;

    LockingUpdate(final SchemaName schema) {
        create = schema.in(CREATE);
        lock = schema.in(LOCK);
        update = schema.in(UPDATE);
    }

    /** A profile's changeable part. */
    private record Content(
            String email,
            Map<String, Object> attributes,
            Map<String, Object> system,
            Instant created,
            Instant lastActive) {

        Content after(final UserChange change) {
            final AttributeChange emailChange = change.email();
            final Object newEmail = emailChange == null ? email : emailChange.apply(email);
            return new Content(
                    newEmail == null ? null : newEmail.toString(),
                    apply(change.attributes(), attributes),
                    apply(change.system(), system),
                    change.created() == null ? created : change.created(),
                    change.lastActive() == null ? lastActive : change.lastActive());
        }

        @SuppressWarnings("unchecked")
        private static Map<String, Object> apply(
                final Map<String, AttributeChange> changes, final Map<String, Object> present) {
            return (Map<String, Object>) new AttributeChange.Merge(changes).apply(present);
        }
    }

    Counts write(final Connection connection, final String appId, final List<UserChange> changes)
            throws SQLException {
        final Map<String, UserChange> byUserId = HashMap.newHashMap(changes.size());
        changes.forEach(change -> byUserId.put(KeyOrder.userId(change), change));
        final String[] userIds = changes.stream().map(KeyOrder::userId).toArray(String[]::new);
        final Set<Long> created = create(connection, appId, userIds);
        final List<Long> ids = new ArrayList<>();
        final List<Content> contents = new ArrayList<>();
        long updated = 0;
        try (PreparedStatement select = connection.prepareStatement(lock)) {
            select.setArray(1, connection.createArrayOf("text", userIds));
            select.setString(2, appId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    final long id = row.getLong("id");
                    final Content present = content(row);
                    final Content after = present.after(byUserId.get(row.getString("user_id")));
                    if (!after.equals(present)) {
                        ids.add(id);
                        contents.add(after);
                        updated += created.contains(id) ? 0 : 1;
                    }
                }
            }
        }
        update(connection, ids, contents);
        return Counts.ofUsers(created.size(), updated, changes.size() - created.size() - updated);
    }

    private Set<Long> create(
            final Connection connection, final String appId, final String[] userIds)
            throws SQLException {
        final Set<Long> ids = new HashSet<>();
        try (PreparedStatement insert = connection.prepareStatement(create)) {
            insert.setString(1, appId);
            insert.setArray(2, connection.createArrayOf("text", userIds));
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        return ids;
    }

    private static Content content(final ResultSet row) throws SQLException {
        return new Content(
                row.getString("email"),
                JsonText.object(row.getString("attributes")),
                JsonText.object(row.getString("system")),
                instant(row.getTimestamp("created")),
                instant(row.getTimestamp("last_active")));
    }

    private void update(
            final Connection connection, final List<Long> ids, final List<Content> contents)
            throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement write = connection.prepareStatement(update)) {
            write.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            setTexts(connection, write, 2, contents.stream().map(Content::email).toList());
            setTexts(
                    connection,
                    write,
                    3,
                    contents.stream()
                            .map(content -> JsonText.ofObject(content.attributes()))
                            .toList());
            setTexts(
                    connection,
                    write,
                    4,
                    contents.stream().map(content -> JsonText.ofObject(content.system())).toList());
            setTexts(
                    connection,
                    write,
                    5,
                    contents.stream().map(content -> text(content.created())).toList());
            setTexts(
                    connection,
                    write,
                    6,
                    contents.stream().map(content -> text(content.lastActive())).toList());
            write.executeUpdate();
        }
    }

    private static void setTexts(
            final Connection connection,
            final PreparedStatement statement,
            final int index,
            final List<String> texts)
            throws SQLException {
        statement.setArray(index, connection.createArrayOf("text", texts.toArray()));
    }

    private static Instant instant(final Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static String text(final Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
