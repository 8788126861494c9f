// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.profile.DeviceChange;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.jdbc.TextArrays;
import io.github.nifiuserimport.value.JsonReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Reads and locks the profiles and devices that a batch names. */
final class WorkingSetLoader {

    /**
     * Rows by e-mail or device find or make users in a way that no unique index guards; of an app,
     * one transaction at a time does so.
     */
    private static final String SERIALIZE =
            "SELECT pg_advisory_xact_lock(hashtextextended('{schema}/' || ?, 0))";

    private static final String PROFILES =
            """
            SELECT id, user_id, email, attributes, system, event_totals, state_totals,
                   array_to_json(tags) AS tags,
                   array_to_json(unsubscribed_channels) AS unsubscribed_channels,
                   array_to_json(unsubscribed_categories) AS unsubscribed_categories,
                   created, last_active, inserted_at
            FROM {schema}.user_profile
            -- An array is made once. IN would look for all of them again for each profile that
            -- another transaction has changed while this one waited for it.
            WHERE id = ANY (ARRAY(
                SELECT id FROM {schema}.user_profile WHERE app_id = ? AND user_id = ANY (?)
                UNION ALL
                SELECT id FROM {schema}.user_profile WHERE app_id = ? AND email = ANY (?)
                UNION ALL
                SELECT profile_id FROM {schema}.device WHERE app_id = ? AND device_id = ANY (?)))
            -- As every statement that locks users does.
            ORDER BY user_id COLLATE "C", id
            FOR UPDATE
            """;

    private static final String DEVICES =
            """
            SELECT device_id, profile_id, attributes
            FROM {schema}.device
            WHERE app_id = ? AND device_id = ANY (?)
            ORDER BY last_seen, id
            """;

    private final String serialize;
    private final String profiles;
    private final String devices;

    WorkingSetLoader(final SchemaName schema) {
        serialize = SERIALIZE.replace("{schema}", schema.name());
        profiles = schema.in(PROFILES);
        devices = schema.in(DEVICES);
    }

    /** The names by which rows look for users. */
    private record Names(Set<String> userIds, Set<String> emails, Set<String> deviceIds) {

        static Names of(final List<ImportRow> rows) {
            final Names names = new Names(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
            rows.forEach(row -> names.add(row.command()));
            return names;
        }

        private void add(final RowCommand command) {
            switch (command.key()) {
                case UserKey.ById byId -> userIds.add(byId.id());
                case UserKey.ByEmail byEmail -> emails.add(byEmail.email());
                case UserKey.EveryoneWithEmail everyone -> emails.add(everyone.email());
                case UserKey.ByDevice byDevice -> {
                    deviceIds.add(byDevice.deviceId());
                    // Where nobody was seen on it, its user is the one with its id.
                    userIds.add(byDevice.deviceId());
                }
            }
            for (final DeviceChange device : command.devices()) {
                deviceIds.add(device.deviceId());
            }
            if (command.newUserId() != null) {
                userIds.add(command.newUserId().id());
            }
        }
    }

    WorkingSet load(final Connection connection, final String appId, final List<ImportRow> rows)
            throws SQLException {
        final Names names = Names.of(rows);
        if (!names.emails.isEmpty() || !names.deviceIds.isEmpty()) {
            try (PreparedStatement lock = connection.prepareStatement(serialize)) {
                lock.setString(1, appId);
                lock.execute();
            }
        }
        final WorkingSet set = new WorkingSet();
        final Map<Long, WorkingProfile> byId = loadProfiles(connection, appId, names);
        byId.values().forEach(set::add);
        final Set<String> deviceIds = new TreeSet<>(names.deviceIds);
        if (rows.stream().anyMatch(row -> row.command().newUserId() != null)) {
            // A user whose id is that of a device has not been named yet.
            byId.values().stream()
                    .map(profile -> profile.content().userId())
                    .filter(Objects::nonNull)
                    .forEach(deviceIds::add);
        }
        if (!deviceIds.isEmpty()) {
            loadDevices(connection, appId, deviceIds, byId, set);
        }
        return set;
    }

    private Map<Long, WorkingProfile> loadProfiles(
            final Connection connection, final String appId, final Names names)
            throws SQLException {
        final Map<Long, WorkingProfile> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(profiles)) {
            select.setString(1, appId);
            TextArrays.set(connection, select, 2, names.userIds, UnaryOperator.identity());
            select.setString(3, appId);
            TextArrays.set(connection, select, 4, names.emails, UnaryOperator.identity());
            select.setString(5, appId);
            TextArrays.set(connection, select, 6, names.deviceIds, UnaryOperator.identity());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    final long id = row.getLong("id");
                    found.put(
                            id,
                            WorkingProfile.stored(
                                    id, instant(row.getTimestamp("inserted_at")), content(row)));
                }
            }
        }
        return found;
    }

    private void loadDevices(
            final Connection connection,
            final String appId,
            final Set<String> deviceIds,
            final Map<Long, WorkingProfile> profilesById,
            final WorkingSet set)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(devices)) {
            select.setString(1, appId);
            TextArrays.set(connection, select, 2, deviceIds, UnaryOperator.identity());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    final WorkingProfile profile = profilesById.get(row.getLong("profile_id"));
                    // Not loaded: somebody else on a device that no row names.
                    if (profile != null) {
                        set.add(
                                new WorkingDevice(
                                        row.getString("device_id"),
                                        profile,
                                        false,
                                        JsonReader.storedObject(row.getString("attributes"))));
                    }
                }
            }
        }
    }

    private static WorkingProfile.Content content(final ResultSet row) throws SQLException {
        return WorkingProfile.Content.builder()
                .userId(row.getString("user_id"))
                .email(row.getString("email"))
                .attributes(JsonReader.storedObject(row.getString("attributes")))
                .system(JsonReader.storedObject(row.getString("system")))
                .eventTotals(JsonReader.storedObject(row.getString("event_totals")))
                .stateTotals(JsonReader.storedObject(row.getString("state_totals")))
                .tags(JsonReader.storedList(row.getString("tags")))
                .unsubscribedChannels(JsonReader.storedList(row.getString("unsubscribed_channels")))
                .unsubscribedCategories(
                        JsonReader.storedList(row.getString("unsubscribed_categories")))
                .created(instant(row.getTimestamp("created")))
                .lastActive(instant(row.getTimestamp("last_active")))
                .build();
    }

    private static Instant instant(final Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
