// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.history;

import io.github.nifiuserimport.job.history.HistoryChange;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is told of one profile, whatever its user was called meanwhile. Of a name, it is told of all
 * profiles that had it, and not which change was of which.
 */
public final class ProfileHistory {

    private static final int ALL = 10_000;

    private static final String ID =
            "SELECT id FROM {schema}.user_profile WHERE app_id = ? AND user_id = ?";

    private final SchemaName schema;

    public ProfileHistory(final SchemaName schema) {
        this.schema = schema;
    }

    /** All that is kept, newest first. */
    public List<HistoryChange> of(final Connection connection, final long profile)
            throws SQLException {
        final HistoryScope scope =
                new HistoryScope(List.of(profile), Optional.empty(), Instant.EPOCH, ALL);
        final Timeline timeline = new Timeline();
        new ProfileChanges(schema).addTo(timeline, connection, scope);
        new DeviceChanges(schema).addTo(timeline, connection, scope);
        new EventChanges(schema).addTo(timeline, connection, scope);
        return timeline.newest(ALL).changes();
    }

    /** The profile of an app's user. */
    public long idOf(final Connection connection, final String app, final String user)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(schema.in(ID))) {
            select.setString(1, app);
            select.setString(2, user);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
