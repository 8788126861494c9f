// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the database holds, in the same values as the plain profiles. */
public final class PlainDatabase {

    private static final String PROFILES =
            Text.format(
                    """
            SELECT jsonb_strip_nulls(jsonb_build_object(
                'id', user_id,
                'email', email,
                'tags', nullif(to_jsonb(tags), '[]'),
                'channels', nullif(to_jsonb(unsubscribed_channels), '[]'),
                'categories', nullif(to_jsonb(unsubscribed_categories), '[]'),
                'created', %1$s,
                'lastActive', %2$s))
                || CASE WHEN attributes = '{}' THEN '{}'
                   ELSE jsonb_build_object('attributes', attributes) END
                || CASE WHEN system = '{}' THEN '{}' ELSE jsonb_build_object('system', system) END
                || CASE WHEN event_totals = '{}' THEN '{}'
                   ELSE jsonb_build_object('events', event_totals) END
                || CASE WHEN state_totals = '{}' THEN '{}'
                   ELSE jsonb_build_object('states', state_totals) END
                || coalesce((
                    SELECT jsonb_build_object('devices', jsonb_object_agg(device_id, attributes))
                    FROM userimport.device WHERE profile_id = user_profile.id
                    HAVING count(*) > 0), '{}')
                || coalesce((
                    SELECT jsonb_build_object('tracked', jsonb_agg(
                        jsonb_strip_nulls(jsonb_build_object(
                            'event', name, 'time', %3$s, 'value', value,
                            'currency', currency_code, 'info', info, 'messageId', message_id))
                        || CASE WHEN parameters = '{}' THEN '{}'
                           ELSE jsonb_build_object('params', parameters) END
                        ORDER BY event.id))
                    FROM userimport.event WHERE profile_id = user_profile.id
                    HAVING count(*) > 0), '{}')
            FROM userimport.user_profile WHERE app_id = ?
            """,
                    time("created"), time("last_active"), time("happened"));

    private final Connection connection;

    /** Looks at a schema of the default name. */
    public PlainDatabase(final Connection connection) {
        this.connection = connection;
    }

    private static String time(final String column) {
        return Text.format(
                """
               CASE WHEN %1$s > now() - interval '1 hour' THEN 'now'
               ELSE regexp_replace(
                   to_char(%1$s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                   '([.]000)?000Z$', 'Z') END""",
                column);
    }

    /** An app's users, what is empty left out. */
    @SuppressWarnings("unchecked")
    public List<Map<String, Object>> profiles(final String app) throws SQLException {
        final List<Map<String, Object>> profiles = new ArrayList<>();
        for (final String json : query(PROFILES, app)) {
            try {
                profiles.add((Map<String, Object>) PlainValue.ofDatabase(json));
            } catch (final JsonProcessingException e) {
                throw new AssertionError(json, e);
            }
        }
        return profiles;
    }

    /** Lines of a job's rejected rows. */
    public List<Integer> rejectedLines(final String job) throws SQLException {
        return lines(
                "SELECT line FROM userimport.import_row_error WHERE job_id = ? ORDER BY 1", job);
    }

    /** Lines of a job's warnings, a line as often as it was warned of. */
    public List<Integer> warnedLines(final String job) throws SQLException {
        return lines(
                "SELECT line FROM userimport.import_row_warning WHERE job_id = ? ORDER BY 1", job);
    }

    private List<Integer> lines(final String sql, final String job) throws SQLException {
        return query(sql, job).stream().map(Integer::valueOf).toList();
    }

    private List<String> query(final String sql, final String parameter) throws SQLException {
        final List<String> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
        }
        return rows;
    }
}
