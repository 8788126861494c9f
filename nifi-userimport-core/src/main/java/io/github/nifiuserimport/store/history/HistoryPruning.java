// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.history;

import io.github.nifiuserimport.job.Pruned;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.jdbc.TextArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Removes what is kept of changes that were made long ago, some of it a call. */
public final class HistoryPruning {

    /** Before anything is removed: nobody is to take what is left for all. */
    private static final String BEGIN_LATER =
            "UPDATE {schema}.history_start SET since = ?::timestamptz WHERE since < ?::timestamptz";

    /** The same, of what is changed at this moment and not kept. */
    private static final String BEGIN_NOW =
            """
            UPDATE {schema}.history_start SET since = clock_timestamp()
            WHERE since < clock_timestamp()
            """;

    private static final String BEING_UNDONE =
            """
            SELECT min(job.started) FROM {schema}.import_job AS undo
            JOIN {schema}.import_job AS job ON job.id = undo.undoes
            WHERE undo.undoes IS NOT NULL AND undo.state IN ('PENDING', 'RUNNING')
            """;

    /** A batch of an import has a few changes, of some thousands of rows together. */
    private static final String SOME =
            """
            DELETE FROM {schema}.history_change WHERE id IN (
                SELECT id FROM {schema}.history_change
                WHERE made < ?::timestamptz ORDER BY made LIMIT 20 FOR UPDATE SKIP LOCKED)
            RETURNING id
            """;

    private static final List<String> ROWS =
            List.of(
                    "DELETE FROM {schema}.user_profile_before WHERE change = ANY (?)",
                    "DELETE FROM {schema}.device_before WHERE change = ANY (?)",
                    "DELETE FROM {schema}.event_before WHERE change = ANY (?)",
                    "DELETE FROM {schema}.suppressed_address_before WHERE change = ANY (?)",
                    "DELETE FROM {schema}.history_restored WHERE change = ANY (?)",
                    "DELETE FROM {schema}.history_restored_address WHERE change = ANY (?)");

    private final SchemaName schema;

    public HistoryPruning(final SchemaName schema) {
        this.schema = schema;
    }

    /** Says that changes are kept from that time on, if they were kept from an earlier one on. */
    public void beginLater(final Connection connection, final Instant since) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(schema.in(BEGIN_LATER))) {
            update.setString(1, since.toString());
            update.setString(2, since.toString());
            update.executeUpdate();
        }
    }

    /**
     * Says that changes are kept from now on, where one was made that is not. Imports that began
     * before cannot be undone: nobody would know what they changed from what this changed.
     */
    public void beginNow(final Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(schema.in(BEGIN_NOW))) {
            update.executeUpdate();
        }
    }

    /**
     * The same time, or an earlier one that a job began at which is being undone: what was changed
     * since is still needed.
     */
    public Instant neededSince(final Connection connection, final Instant since)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(schema.in(BEING_UNDONE));
                ResultSet row = select.executeQuery()) {
            row.next();
            final Timestamp began = row.getTimestamp(1);
            return began == null || began.toInstant().isAfter(since) ? since : began.toInstant();
        }
    }

    /** Removes the oldest changes that were made before that time. */
    public Pruned some(final Connection connection, final Instant madeBefore) throws SQLException {
        long rows = 0;
        List<Long> changes;
        do {
            changes = changes(connection, madeBefore);
            rows += rows(connection, changes);
            // Somebody may have removed by hand what a user was.
        } while (rows == 0 && !changes.isEmpty());
        return new Pruned(0, 0, 0, rows);
    }

    private List<Long> changes(final Connection connection, final Instant madeBefore)
            throws SQLException {
        final List<Long> changes = new ArrayList<>();
        try (PreparedStatement delete = connection.prepareStatement(schema.in(SOME))) {
            delete.setString(1, madeBefore.toString());
            try (ResultSet row = delete.executeQuery()) {
                while (row.next()) {
                    changes.add(row.getLong(1));
                }
            }
        }
        return changes;
    }

    private long rows(final Connection connection, final List<Long> changes) throws SQLException {
        long rows = 0;
        for (final String sql : changes.isEmpty() ? List.<String>of() : ROWS) {
            try (PreparedStatement delete = connection.prepareStatement(schema.in(sql))) {
                TextArrays.set(connection, delete, 1, "bigint", changes, UnaryOperator.identity());
                rows += delete.executeLargeUpdate();
            }
        }
        return rows;
    }
}
