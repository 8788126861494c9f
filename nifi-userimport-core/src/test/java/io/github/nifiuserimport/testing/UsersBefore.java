// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The users, devices, events and suppressed addresses of an app, as they are and as they were
 * before a job, by nothing but what is kept of them. No job may have run beside it.
 */
public final class UsersBefore {

    private static final String PROFILE =
            """
            jsonb_build_object('profile', %1$s, 'user_id', user_id, 'email', email,
                'attributes', attributes, 'system', coalesce(system, '{}'),
                'event_totals', coalesce(event_totals, '{}'),
                'state_totals', coalesce(state_totals, '{}'),
                'tags', coalesce(tags, '{}'),
                'channels', coalesce(unsubscribed_channels, '{}'),
                'categories', coalesce(unsubscribed_categories, '{}'),
                'created', created, 'last_active', last_active,
                'inserted_at', inserted_at, 'updated_at', updated_at, 'job', created_by_job)
            """;

    private static final String DEVICE =
            """
            jsonb_build_object('device', %1$s, 'device_id', device_id, 'profile', profile_id,
                'attributes', attributes, 'last_seen', last_seen, 'inserted_at', inserted_at,
                'updated_at', updated_at, 'job', created_by_job)
            """;

    private static final String EVENT =
            """
            jsonb_build_object('event', %1$s, 'profile', profile_id, 'name', name,
                'happened', happened, 'value', value, 'currency', currency_code, 'info', info,
                'message', message_id, 'parameters', parameters, 'inserted_at', inserted_at,
                'job', created_by_job)
            """;

    private static final String ADDRESS =
            """
            jsonb_build_object('address', %1$s, 'channels', channels, 'categories', categories,
                'inserted_at', inserted_at, 'updated_at', updated_at, 'job', created_by_job)
            """;

    private static final String NOW = "SELECT {row}::text FROM userimport.{table} WHERE app_id = ?";

    /** What the job has not touched, and of the others the first image that it left. */
    private static final String BEFORE =
            """
            WITH job AS (SELECT number FROM userimport.import_job WHERE id = ?),
            first AS (
                SELECT DISTINCT ON ({image}) image.*
                FROM userimport.{table}_before AS image
                JOIN userimport.history_change AS change ON change.id = image.change
                WHERE change.job = (SELECT number FROM job) AND image.app_id = ?
                ORDER BY {image}, image.change)
            SELECT {row}::text FROM userimport.{table}
            WHERE app_id = ? AND created_by_job IS DISTINCT FROM (SELECT number FROM job)
              AND NOT EXISTS (SELECT FROM first WHERE first.{image} = {table}.{id})
            UNION ALL
            SELECT {first}::text FROM first
            WHERE created_by_job IS DISTINCT FROM (SELECT number FROM job)
            """;

    /**
     * A table.
     *
     * @param row SQL for a row of it or of its images, without the key
     * @param id its key
     * @param image how the key is called in its images
     */
    private record Kept(String table, String row, String id, String image) {

        String in(final String sql) {
            return sql.replace("{row}", row.replace("%1$s", id))
                    .replace("{first}", row.replace("%1$s", image))
                    .replace("{table}", table)
                    .replace("{id}", id)
                    .replace("{image}", image);
        }
    }

    private static final List<Kept> TABLES =
            List.of(
                    new Kept("user_profile", PROFILE, "id", "profile_id"),
                    new Kept("device", DEVICE, "id", "device"),
                    new Kept("event", EVENT, "id", "event"),
                    new Kept("suppressed_address", ADDRESS, "email", "email"));

    private final Connection connection;

    public UsersBefore(final Connection connection) {
        this.connection = connection;
    }

    /** As they are, each row as JSON. */
    public List<String> now(final String app) throws SQLException {
        final List<String> rows = new ArrayList<>();
        for (final Kept each : TABLES) {
            rows.addAll(query(each.in(NOW), app));
        }
        return rows.stream().sorted().toList();
    }

    /** As they were before that job. */
    public List<String> before(final String job, final String app) throws SQLException {
        final List<String> rows = new ArrayList<>();
        for (final Kept each : TABLES) {
            rows.addAll(query(each.in(BEFORE), job, app, app));
        }
        return rows.stream().sorted().toList();
    }

    private List<String> query(final String sql, final String... parameters) throws SQLException {
        final List<String> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                select.setString(index + 1, parameters[index]);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
        }
        return rows;
    }
}
