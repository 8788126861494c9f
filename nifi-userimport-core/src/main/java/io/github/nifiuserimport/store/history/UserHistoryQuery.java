// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.history;

import io.github.nifiuserimport.job.history.UserHistory;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what was changed of one user, as far as it is kept. Runs in the caller's transaction. */
public final class UserHistoryQuery {

    /** Users may have been deleted, and made again, with one id. */
    private static final String BY_ID =
            """
            SELECT * FROM (
                SELECT id, user_id, email, true AS present
                FROM {schema}.user_profile WHERE app_id = ? AND user_id = ?
                UNION ALL
                (SELECT profile_id, user_id, email, false
                 FROM {schema}.user_profile_before
                 WHERE deleted AND user_id = ? AND app_id = ?
                 ORDER BY change DESC LIMIT 10)) AS found
            ORDER BY present DESC
            """;

    private static final String BY_EMAIL =
            """
            SELECT id, user_id, email, true AS present
            FROM {schema}.user_profile WHERE app_id = ? AND email = ?
            ORDER BY last_active DESC NULLS LAST, inserted_at DESC, id DESC LIMIT 1
            """;

    private static final String SINCE = "SELECT since FROM {schema}.history_start";

    private final SchemaName schema;
    private final ProfileChanges profiles;
    private final DeviceChanges devices;
    private final EventChanges events;

    public UserHistoryQuery(final SchemaName schema) {
        this.schema = schema;
        profiles = new ProfileChanges(schema);
        devices = new DeviceChanges(schema);
        events = new EventChanges(schema);
    }

    /** A profile that a user has or had. */
    private record Found(long id, String userId, String email, boolean present) {}

    /** See {@link io.github.nifiuserimport.job.JobStore#history}. */
    public Optional<UserHistory> of(
            final Connection connection,
            final String appId,
            final String user,
            final Optional<Instant> before,
            final int max)
            throws SQLException {
        List<Found> found = find(connection, BY_ID, appId, user, user, appId);
        if (found.isEmpty()) {
            found = find(connection, BY_EMAIL, appId, user);
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        final Instant since = since(connection);
        final HistoryScope scope =
                new HistoryScope(
                        found.stream().map(Found::id).distinct().toList(), before, since, max);
        final Timeline timeline = new Timeline();
        profiles.addTo(timeline, connection, scope);
        devices.addTo(timeline, connection, scope);
        events.addTo(timeline, connection, scope);
        final Timeline.Newest newest = timeline.newest(max);
        final Found last = found.getFirst();
        return Optional.of(
                new UserHistory(
                        last.userId(),
                        last.email(),
                        last.present(),
                        since,
                        newest.changes(),
                        newest.older()));
    }

    private List<Found> find(
            final Connection connection, final String sql, final String... parameters)
            throws SQLException {
        final List<Found> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(schema.in(sql))) {
            for (int index = 0; index < parameters.length; index++) {
                select.setString(index + 1, parameters[index]);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(
                            new Found(
                                    row.getLong("id"),
                                    row.getString("user_id"),
                                    row.getString("email"),
                                    row.getBoolean("present")));
                }
            }
        }
        return found;
    }

    private Instant since(final Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(schema.in(SINCE));
                ResultSet row = select.executeQuery()) {
            // Somebody may have emptied the table: nothing is sure to be kept then.
            return row.next() ? HistoryScope.instant(row, "since") : Instant.now();
        }
    }
}
