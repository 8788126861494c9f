// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.profile.TrackedEvent;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.jdbc.TextArrays;
import io.github.nifiuserimport.store.profile.RowByRowWriter.UserEvent;
import io.github.nifiuserimport.value.JsonWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Writes back what a batch's rows have changed in a working set. */
final class WorkingSetWriter {

    private static final String NEXT_IDS =
            """
            SELECT nextval(pg_get_serial_sequence('{schema}.user_profile', 'id'))
            FROM generate_series(1, ?)
            """;

    /** First of all, where an id goes to another profile in the same batch. */
    private static final String FREE_USER_IDS =
            "UPDATE {schema}.user_profile SET user_id = NULL WHERE id = ANY (?)";

    private static final String INSERT =
            """
            INSERT INTO {schema}.user_profile
                (id, app_id, user_id, email, attributes, system, event_totals, state_totals, tags,
                 unsubscribed_channels, unsubscribed_categories, created, last_active, inserted_at)
            SELECT id, ?, user_id, email, attributes::jsonb, system::jsonb, event_totals::jsonb,
                   state_totals::jsonb,
                   ARRAY(SELECT jsonb_array_elements_text(tags::jsonb)),
                   ARRAY(SELECT jsonb_array_elements_text(channels::jsonb)),
                   ARRAY(SELECT jsonb_array_elements_text(categories::jsonb)),
                   created::timestamptz, last_active::timestamptz, inserted::timestamptz
            FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS given (id, user_id, email, attributes, system, event_totals, state_totals, tags,
                          channels, categories, created, last_active, inserted)
            """;

    private static final String UPDATE =
            """
            UPDATE {schema}.user_profile AS present SET
                user_id = given.user_id,
                email = given.email,
                attributes = given.attributes::jsonb,
                system = given.system::jsonb,
                event_totals = given.event_totals::jsonb,
                state_totals = given.state_totals::jsonb,
                tags = ARRAY(SELECT jsonb_array_elements_text(given.tags::jsonb)),
                unsubscribed_channels = ARRAY(SELECT jsonb_array_elements_text(channels::jsonb)),
                unsubscribed_categories =
                    ARRAY(SELECT jsonb_array_elements_text(categories::jsonb)),
                created = given.created::timestamptz,
                last_active = given.last_active::timestamptz,
                updated_at = now()
            FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS given (id, user_id, email, attributes, system, event_totals, state_totals, tags,
                          channels, categories, created, last_active)
            WHERE present.id = given.id
            """;

    private static final String MOVE_EVENTS =
            """
            UPDATE {schema}.event AS present SET profile_id = given.stays
            FROM unnest(?::bigint[], ?::bigint[]) AS given (gone, stays)
            WHERE present.profile_id = given.gone
            """;

    /**
     * Who stays was last seen when the later of the two was, and has what the other had of the
     * device and this one had not.
     */
    private static final String JOIN_DEVICES =
            """
            UPDATE {schema}.device AS present
            SET last_seen = greatest(present.last_seen, other.last_seen),
                attributes = other.attributes || present.attributes
            FROM unnest(?::bigint[], ?::bigint[]) AS given (gone, stays)
            JOIN {schema}.device AS other ON other.profile_id = given.gone
            WHERE present.profile_id = given.stays
              AND present.app_id = other.app_id
              AND present.device_id = other.device_id
            """;

    private static final String MOVE_DEVICES =
            """
            UPDATE {schema}.device AS present SET profile_id = given.stays
            FROM unnest(?::bigint[], ?::bigint[]) AS given (gone, stays)
            WHERE present.profile_id = given.gone
              AND NOT EXISTS (SELECT FROM {schema}.device AS other
                              WHERE other.app_id = present.app_id
                                AND other.device_id = present.device_id
                                AND other.profile_id = given.stays)
            """;

    /** Tells the history, which keeps the profile as it was, what it has become. */
    private static final String DELETE =
            """
            DELETE FROM {schema}.user_profile
            WHERE id = ? AND set_config('userimport.merged_into', ?, true) IS NOT NULL
            """;

    private static final String DEVICES =
            """
            INSERT INTO {schema}.device AS present
                (app_id, device_id, profile_id, attributes, last_seen)
            SELECT ?, device_id, profile_id, attributes::jsonb, seen::timestamptz
            FROM unnest(?::text[], ?::bigint[], ?::text[], ?::text[])
                AS given (device_id, profile_id, attributes, seen)
            ON CONFLICT (app_id, device_id, profile_id) DO UPDATE SET
                attributes = excluded.attributes,
                last_seen = greatest(excluded.last_seen, present.last_seen),
                updated_at = now()
            """;

    private static final String EVENTS =
            """
            INSERT INTO {schema}.event
                (app_id, profile_id, name, happened, value, currency_code, info, message_id,
                 parameters)
            SELECT ?, profile_id, name, happened::timestamptz, value::numeric, currency_code, info,
                   message_id::bigint, parameters::jsonb
            FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::text[])
                AS given (profile_id, name, happened, value, currency_code, info, message_id,
                          parameters)
            """;

    /** Rows of one statement: its arrays are to stay small, see {@link SlicedColumns}. */
    private static final int MAX_ROWS = 500;

    private final SchemaName schema;

    WorkingSetWriter(final SchemaName schema) {
        this.schema = schema;
    }

    /**
     * Writes within the caller's transaction.
     *
     * @param now when the batch is applied
     */
    void write(
            final Connection connection,
            final String appId,
            final WorkingSet set,
            final List<UserEvent> events,
            final Instant now)
            throws SQLException {
        final List<WorkingProfile> created =
                set.profiles().stream().filter(WorkingProfile::isNew).toList();
        assignIds(connection, created);
        freeUserIds(connection, set);
        writeProfiles(connection, INSERT, created, appId);
        writeProfiles(
                connection,
                UPDATE,
                set.profiles().stream()
                        .filter(profile -> !profile.isNew() && profile.isChanged())
                        .toList(),
                null);
        merge(connection, set);
        writeDevices(connection, appId, set.devices(), now);
        for (final List<UserEvent> some : slices(events)) {
            writeEvents(connection, appId, some);
        }
    }

    private void assignIds(final Connection connection, final List<WorkingProfile> created)
            throws SQLException {
        if (created.isEmpty()) {
            return;
        }
        try (PreparedStatement next = prepare(connection, NEXT_IDS)) {
            next.setInt(1, created.size());
            try (ResultSet row = next.executeQuery()) {
                for (final WorkingProfile profile : created) {
                    row.next();
                    profile.assignId(row.getLong(1));
                }
            }
        }
    }

    private void freeUserIds(final Connection connection, final WorkingSet set)
            throws SQLException {
        final Set<String> taken = new HashSet<>();
        set.profiles().stream()
                .filter(profile -> profile.isNew() || profile.isRenamed())
                .forEach(profile -> taken.add(profile.content().userId()));
        final Set<Long> ids = new LinkedHashSet<>();
        Stream.concat(
                        set.profiles().stream().filter(WorkingProfile::isRenamed),
                        set.merged().stream()
                                .map(WorkingSet.Merged::gone)
                                .filter(gone -> !gone.isNew()))
                // The others keep theirs to the end, so that the history has it.
                .filter(
                        profile ->
                                profile.storedUserId() != null
                                        && taken.contains(profile.storedUserId()))
                .forEach(profile -> ids.add(profile.id()));
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement free = prepare(connection, FREE_USER_IDS)) {
            TextArrays.set(connection, free, 1, "bigint", ids, id -> id);
            free.executeUpdate();
        }
    }

    private void writeProfiles(
            final Connection connection,
            final String sql,
            final List<WorkingProfile> profiles,
            final String appId)
            throws SQLException {
        for (final List<WorkingProfile> some : slices(profiles)) {
            writeSlice(connection, sql, some, appId);
        }
    }

    private static <T> List<List<T>> slices(final List<T> rows) {
        final List<List<T>> slices = new ArrayList<>();
        for (int first = 0; first < rows.size(); first += MAX_ROWS) {
            slices.add(rows.subList(first, Math.min(rows.size(), first + MAX_ROWS)));
        }
        return slices;
    }

    private void writeSlice(
            final Connection connection,
            final String sql,
            final List<WorkingProfile> profiles,
            final String appId)
            throws SQLException {
        try (PreparedStatement write = prepare(connection, sql)) {
            int index = 1;
            if (appId != null) {
                write.setString(index++, appId);
            }
            TextArrays.set(connection, write, index++, "bigint", profiles, WorkingProfile::id);
            final List<WorkingProfile.Content> contents =
                    profiles.stream().map(WorkingProfile::content).toList();
            final var text = new ContentColumns(connection, write, contents);
            text.set(index++, WorkingProfile.Content::userId);
            text.set(index++, WorkingProfile.Content::email);
            text.set(index++, content -> JsonWriter.text(content.attributes()));
            text.set(index++, content -> JsonWriter.text(content.system()));
            text.set(index++, content -> JsonWriter.text(content.eventTotals()));
            text.set(index++, content -> JsonWriter.text(content.stateTotals()));
            text.set(index++, content -> JsonWriter.text(content.tags()));
            text.set(index++, content -> JsonWriter.text(content.unsubscribedChannels()));
            text.set(index++, content -> JsonWriter.text(content.unsubscribedCategories()));
            text.set(index++, WorkingProfile.Content::created);
            text.set(index++, WorkingProfile.Content::lastActive);
            if (appId != null) {
                TextArrays.set(connection, write, index, profiles, WorkingProfile::inserted);
            }
            write.executeUpdate();
        }
    }

    private record ContentColumns(
            Connection connection,
            PreparedStatement statement,
            List<WorkingProfile.Content> contents) {

        void set(
                final int index, final java.util.function.Function<WorkingProfile.Content, ?> value)
                throws SQLException {
            TextArrays.set(connection, statement, index, contents, value);
        }
    }

    private void merge(final Connection connection, final WorkingSet set) throws SQLException {
        for (final WorkingSet.Merged each : set.merged()) {
            if (each.gone().isNew()) {
                continue;
            }
            final WorkingProfile into = last(set, each.into());
            for (final String sql : List.of(MOVE_EVENTS, JOIN_DEVICES, MOVE_DEVICES)) {
                try (PreparedStatement move = prepare(connection, sql)) {
                    TextArrays.set(
                            connection, move, 1, "bigint", List.of(each.gone().id()), id -> id);
                    TextArrays.set(connection, move, 2, "bigint", List.of(into.id()), id -> id);
                    move.executeUpdate();
                }
            }
            try (PreparedStatement delete = prepare(connection, DELETE)) {
                delete.setLong(1, each.gone().id());
                delete.setString(2, Long.toString(into.id()));
                delete.executeUpdate();
            }
        }
    }

    /** Where a profile has gone that may itself have been merged into another later. */
    private static WorkingProfile last(final WorkingSet set, final WorkingProfile profile) {
        WorkingProfile into = profile;
        for (final WorkingSet.Merged each : set.merged()) {
            if (each.gone() == into) {
                into = each.into();
            }
        }
        return into;
    }

    private void writeDevices(
            final Connection connection,
            final String appId,
            final List<WorkingDevice> devices,
            final Instant now)
            throws SQLException {
        final List<WorkingDevice> written =
                devices.stream().filter(each -> each.isChanged() || each.isSeen()).toList();
        if (written.isEmpty()) {
            return;
        }
        try (PreparedStatement write = prepare(connection, DEVICES)) {
            write.setString(1, appId);
            TextArrays.set(connection, write, 2, written, WorkingDevice::deviceId);
            TextArrays.set(
                    connection, write, 3, "bigint", written, device -> device.profile().id());
            TextArrays.set(
                    connection, write, 4, written, device -> JsonWriter.text(device.attributes()));
            TextArrays.set(connection, write, 5, written, device -> seen(device, now));
            write.executeUpdate();
        }
    }

    /**
     * When a device's user was seen on it, by this batch. One that is changed and not seen, as by a
     * merge, stays as it was, or it would come before those whom an earlier batch has seen later.
     */
    private static Instant seen(final WorkingDevice device, final Instant now) {
        if (device.isSeen()) {
            return now;
        }
        return device.isSeenBefore() ? now.minusNanos(1000) : Instant.EPOCH;
    }

    private void writeEvents(
            final Connection connection, final String appId, final List<UserEvent> events)
            throws SQLException {
        final List<TrackedEvent> tracked = new ArrayList<>();
        events.forEach(each -> tracked.add(each.event()));
        try (PreparedStatement write = prepare(connection, EVENTS)) {
            write.setString(1, appId);
            TextArrays.set(connection, write, 2, "bigint", events, each -> each.profile().id());
            TextArrays.set(connection, write, 3, tracked, TrackedEvent::name);
            TextArrays.set(connection, write, 4, tracked, TrackedEvent::time);
            TextArrays.set(connection, write, 5, tracked, TrackedEvent::value);
            TextArrays.set(connection, write, 6, tracked, TrackedEvent::currencyCode);
            TextArrays.set(connection, write, 7, tracked, TrackedEvent::info);
            TextArrays.set(connection, write, 8, tracked, TrackedEvent::messageId);
            TextArrays.set(
                    connection, write, 9, tracked, event -> JsonWriter.text(event.parameters()));
            write.executeUpdate();
        }
    }

    private PreparedStatement prepare(final Connection connection, final String sql)
            throws SQLException {
        return connection.prepareStatement(schema.in(sql));
    }
}
