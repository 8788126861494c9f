// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.dryrun;

import io.github.nifiuserimport.job.run.ChangeSink;
import io.github.nifiuserimport.job.run.ChangedUser;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.profile.FieldDifferences;
import io.github.nifiuserimport.value.DifferingMembers;
import io.github.nifiuserimport.value.JsonReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells in what the copies differ from what is stored. Read in portions, whatever their number. */
final class CopyDifferences {

    private static final int FETCH_SIZE = 500;

    /** PostgreSQL knows nothing of a temporary table until it has looked. */
    private static final List<String> ANALYZE =
            List.of(
                    "ANALYZE {copies}.user_profile (id)",
                    "ANALYZE {copies}.copied_profile",
                    "ANALYZE {copies}.device (id, profile_id)",
                    "ANALYZE {copies}.event (profile_id)");

    private static final String WHO =
            """
            coalesce(stored.user_id, stored.email, copy.user_id, copy.email) AS who,
            copied.line AS line, copy.inserted_at AS inserted_at""";

    private static final String WHOSE =
            """
            LEFT JOIN {copies}.copied_profile AS copied ON copied.id = copy.id
            LEFT JOIN {schema}.user_profile AS stored ON stored.id = copy.id
            """;

    /** Everything that changes a profile notes when. */
    private static final String PROFILES =
            "SELECT "
                    + WHO
                    + columns("stored")
                    + columns("copy")
                    + "\nFROM {copies}.user_profile AS copy\n"
                    + WHOSE
                    + "WHERE stored.id IS NULL OR stored.updated_at <> copy.updated_at";

    private static final String DEVICES =
            "SELECT "
                    + WHO
                    + """
                    , device.device_id, known.attributes AS attributes_before,
                      device.attributes AS attributes_after
                    FROM {copies}.device AS device
                    JOIN {copies}.user_profile AS copy ON copy.id = device.profile_id
                    """
                    + WHOSE
                    + """
                    LEFT JOIN {schema}.device AS known
                        ON known.app_id = device.app_id AND known.device_id = device.device_id
                        AND known.profile_id = device.profile_id
                    WHERE known.id IS NULL
                       OR known.attributes::text IS DISTINCT FROM device.attributes::text
                    """;

    private static final String EVENTS =
            "SELECT "
                    + WHO
                    + """
                    , event.name, event.happened, event.value, event.currency_code, event.info,
                      event.message_id, event.parameters
                    FROM {copies}.event AS event
                    JOIN {copies}.user_profile AS copy ON copy.id = event.profile_id
                    """
                    + WHOSE;

    /** Users who have become another. */
    private static final String GONE =
            """
            SELECT coalesce(stored.user_id, stored.email) AS who, stored.user_id, stored.email,
                   copied.line AS line, stored.inserted_at AS inserted_at,
                   coalesce(stays.user_id, stays.email, later.user_id, later.email)
                       AS merged_into
            FROM {copies}.copied_profile AS copied
            JOIN {schema}.user_profile AS stored ON stored.id = copied.id
            LEFT JOIN {copies}.gone_profile AS gone ON gone.id = copied.id
            LEFT JOIN {copies}.user_profile AS stays ON stays.id = gone.merged_into
            LEFT JOIN {copies}.gone_profile AS later ON later.id = gone.merged_into
            WHERE NOT EXISTS (SELECT FROM {copies}.user_profile AS copy WHERE copy.id = copied.id)
            """;

    private static final String MERGED =
            "SELECT "
                    + WHO
                    + """
                    , coalesce(gone.user_id, gone.email) AS name
                    FROM {copies}.gone_profile AS gone
                    JOIN {copies}.user_profile AS copy ON copy.id = gone.merged_into
                    """
                    + WHOSE;

    private static final String ADDRESSES =
            """
            SELECT copy.email AS who, 0 AS line, copy.inserted_at AS inserted_at,
                   array_to_json(stored.channels) AS channels_before,
                   array_to_json(stored.categories) AS categories_before,
                   array_to_json(copy.channels) AS channels_after,
                   array_to_json(copy.categories) AS categories_after
            FROM {copies}.suppressed_address AS copy
            LEFT JOIN {schema}.suppressed_address AS stored
                ON stored.app_id = copy.app_id AND stored.email = copy.email
            WHERE stored.email IS NULL OR stored.updated_at <> copy.updated_at
            """;

    private final CopyTables tables;
    private final Instant started;
    private final ChangeSink changes;

    /**
     * @param started when new users' {@code inserted_at} begins, see {@link
     *     io.github.nifiuserimport.job.run.Batch#inserted}
     */
    CopyDifferences(final CopyTables tables, final Instant started, final ChangeSink changes) {
        this.tables = tables;
        this.started = started;
        this.changes = changes;
    }

    private static String columns(final String table) {
        return """
               ,
               {table}.user_id AS {table}_user_id, {table}.email AS {table}_email,
               {table}.attributes AS {table}_attributes, {table}.system AS {table}_system,
               {table}.event_totals AS {table}_events, {table}.state_totals AS {table}_states,
               array_to_json({table}.tags) AS {table}_tags,
               array_to_json({table}.unsubscribed_channels) AS {table}_channels,
               array_to_json({table}.unsubscribed_categories) AS {table}_categories,
               {table}.created AS {table}_created, {table}.last_active AS {table}_last_active"""
                .replace("{table}", table);
    }

    /** Finds the changes of a row of a result. */
    private interface Reading {
        List<FieldChange> read(ResultSet row) throws SQLException;
    }

    void tell(final Connection connection) throws SQLException, IOException {
        try (Statement analyze = connection.createStatement()) {
            for (final String sql : ANALYZE) {
                analyze.execute(tables.in(sql));
            }
        }
        tell(connection, PROFILES, CopyDifferences::profile);
        tell(connection, DEVICES, CopyDifferences::device);
        tell(connection, EVENTS, CopyDifferences::event);
        tell(connection, GONE, CopyDifferences::gone);
        tell(connection, MERGED, CopyDifferences::merged);
        tell(connection, ADDRESSES, CopyDifferences::address);
    }

    private void tell(final Connection connection, final String sql, final Reading reading)
            throws SQLException, IOException {
        try (PreparedStatement select = connection.prepareStatement(tables.in(sql))) {
            select.setFetchSize(FETCH_SIZE);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    final List<FieldChange> found = reading.read(row);
                    if (!found.isEmpty()) {
                        changes.changed(new ChangedUser(row.getString("who"), line(row), found));
                    }
                }
            }
        }
    }

    /** A new user was added so many microseconds after the beginning as there are lines before. */
    private long line(final ResultSet row) throws SQLException {
        final long line = row.getLong("line");
        return row.wasNull()
                ? ChronoUnit.MICROS.between(started, instant(row, "inserted_at"))
                : line;
    }

    private static List<FieldChange> profile(final ResultSet row) throws SQLException {
        final String stored = row.getString("stored_attributes");
        final DifferingMembers attributes =
                DifferingMembers.of(
                        stored == null ? "{}" : stored, row.getString("copy_attributes"));
        return new FieldDifferences()
                .value(FieldChange.USER_ID, text(row, "stored_user_id"), text(row, "copy_user_id"))
                .value("email", text(row, "stored_email"), text(row, "copy_email"))
                .fields(
                        FieldChange.ATTRIBUTES,
                        JsonReader.storedObject(attributes.before()),
                        JsonReader.storedObject(attributes.after()))
                .fields("", object(row, "stored_system"), object(row, "copy_system"))
                .totals("events.", object(row, "stored_events"), object(row, "copy_events"))
                .totals("states.", object(row, "stored_states"), object(row, "copy_states"))
                .set("tags", list(row, "stored_tags"), list(row, "copy_tags"))
                .set(
                        "unsubscribedChannels",
                        list(row, "stored_channels"),
                        list(row, "copy_channels"))
                .set(
                        "unsubscribedCategories",
                        list(row, "stored_categories"),
                        list(row, "copy_categories"))
                .time("created", instant(row, "stored_created"), instant(row, "copy_created"))
                .time(
                        "lastActive",
                        instant(row, "stored_last_active"),
                        instant(row, "copy_last_active"))
                .found();
    }

    private static List<FieldChange> device(final ResultSet row) throws SQLException {
        return new FieldDifferences()
                .value(
                        FieldChange.DEVICES + row.getString("device_id"),
                        row.getString("attributes_before") == null
                                ? null
                                : object(row, "attributes_before"),
                        object(row, "attributes_after"))
                .found();
    }

    private static List<FieldChange> event(final ResultSet row) throws SQLException {
        final Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", row.getString("name"));
        event.put("time", instant(row, "happened").toString());
        put(event, "value", row.getBigDecimal("value"));
        put(event, "currencyCode", row.getString("currency_code"));
        put(event, "info", row.getString("info"));
        final long message = row.getLong("message_id");
        put(event, "messageId", row.wasNull() ? null : message);
        final Map<String, Object> parameters = object(row, "parameters");
        put(event, "params", parameters.isEmpty() ? null : parameters);
        return new FieldDifferences().value(FieldChange.EVENT, null, event).found();
    }

    private static List<FieldChange> gone(final ResultSet row) throws SQLException {
        return FieldDifferences.gone(
                text(row, "user_id"), text(row, "email"), text(row, "merged_into"));
    }

    private static List<FieldChange> merged(final ResultSet row) throws SQLException {
        return new FieldDifferences().value(FieldChange.MERGED, null, text(row, "name")).found();
    }

    private static void put(
            final Map<String, Object> event, final String name, final Object value) {
        if (value != null) {
            event.put(name, value);
        }
    }

    private static List<FieldChange> address(final ResultSet row) throws SQLException {
        return new FieldDifferences()
                .set(
                        "suppressed.unsubscribedChannels",
                        list(row, "channels_before"),
                        list(row, "channels_after"))
                .set(
                        "suppressed.unsubscribedCategories",
                        list(row, "categories_before"),
                        list(row, "categories_after"))
                .found();
    }

    private static String text(final ResultSet row, final String column) throws SQLException {
        return row.getString(column);
    }

    private static Map<String, Object> object(final ResultSet row, final String column)
            throws SQLException {
        final String json = row.getString(column);
        return json == null ? Map.of() : JsonReader.storedObject(json);
    }

    private static List<Object> list(final ResultSet row, final String column) throws SQLException {
        final String json = row.getString(column);
        return json == null ? List.of() : JsonReader.storedList(json);
    }

    private static Instant instant(final ResultSet row, final String column) throws SQLException {
        final Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
