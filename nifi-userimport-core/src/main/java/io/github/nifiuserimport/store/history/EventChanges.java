// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.history;

import io.github.nifiuserimport.job.history.ChangingJob;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.value.JsonReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Tells which events of users were tracked, and which were taken away: {@code event_before}. */
final class EventChanges {

    /** Of those that were tracked at once, so many are told of. */
    private static final int MAX_AT_ONCE = 100;

    private static final int MAX_IMAGES = 1_000;

    private static final String COLUMNS =
            """
            event.name, event.happened, event.value, event.currency_code, event.info,
            event.message_id, event.parameters
            """;

    private static final String TRACKED =
            """
            SELECT event.inserted_at AS made, event.created_by_job AS job_number, {job},
                   event.together,
            """
                    + COLUMNS
                    + """
                    FROM (SELECT one.*,
                                 dense_rank() OVER (ORDER BY inserted_at DESC) AS moment,
                                 row_number() OVER at_once AS place,
                                 count(*) OVER (PARTITION BY inserted_at, created_by_job)
                                     AS together
                          FROM {schema}.event AS one
                          WHERE profile_id = ANY (?)
                            AND inserted_at < ?::timestamptz AND inserted_at >= ?::timestamptz
                          WINDOW at_once AS (PARTITION BY inserted_at, created_by_job ORDER BY id)
                         ) AS event
                    LEFT JOIN {schema}.import_job AS job ON job.number = event.created_by_job
                    WHERE event.moment <= ? AND event.place <= ?
                    ORDER BY event.inserted_at DESC, event.id
                    """;

    /** Some that a merge has moved to another user are gone from here, as those deleted are. */
    private static final String TAKEN =
            """
            SELECT change.made, change.job AS job_number, {job},
            """
                    + COLUMNS
                    + """
                    FROM {schema}.event_before AS event
                    JOIN {schema}.history_change AS change ON change.id = event.change
                    LEFT JOIN {schema}.import_job AS job ON job.number = change.job
                    WHERE event.profile_id = ANY (?)
                      AND (event.deleted OR NOT EXISTS (
                          SELECT FROM {schema}.event AS present
                          WHERE present.id = event.event
                            AND present.profile_id = event.profile_id))
                      AND change.made < ?::timestamptz
                    ORDER BY event.change DESC LIMIT ?
                    """;

    /** That undos have put back. */
    private static final String RESTORED =
            """
            SELECT change.made, change.job AS job_number, {job},
            """
                    + COLUMNS
                    + """
                    FROM {schema}.event AS event
                    JOIN {schema}.history_restored AS back
                        ON back.kind = 'event' AND back.id = event.id
                    JOIN {schema}.history_change AS change ON change.id = back.change
                    LEFT JOIN {schema}.import_job AS job ON job.number = change.job
                    WHERE event.profile_id = ANY (?) AND change.made < ?::timestamptz
                    ORDER BY back.change DESC LIMIT ?
                    """;

    private final SchemaName schema;

    EventChanges(final SchemaName schema) {
        this.schema = schema;
    }

    void addTo(final Timeline timeline, final Connection connection, final HistoryScope scope)
            throws SQLException {
        addTracked(timeline, connection, scope);
        addChanged(
                TAKEN,
                timeline,
                connection,
                scope,
                event -> new FieldChange(FieldChange.EVENT, event, null));
        addChanged(
                RESTORED,
                timeline,
                connection,
                scope,
                event -> new FieldChange(FieldChange.EVENT, null, event));
    }

    private void addTracked(
            final Timeline timeline, final Connection connection, final HistoryScope scope)
            throws SQLException {
        final List<Instant> moments = new ArrayList<>();
        scope.forEach(
                connection,
                schema,
                TRACKED,
                select -> {
                    select.setString(2, scope.beforeText());
                    select.setString(3, scope.since().toString());
                    select.setInt(4, scope.max() + 1);
                    select.setInt(5, MAX_AT_ONCE);
                },
                row -> {
                    final Instant made = HistoryScope.instant(row, "made");
                    final ChangingJob job = HistoryScope.job(row, "job");
                    if (moments.isEmpty() || !moments.getLast().equals(made)) {
                        moments.add(made);
                    }
                    timeline.add(
                            made,
                            job,
                            List.of(new FieldChange(FieldChange.EVENT, null, event(row))));
                    final long leftOut = row.getLong("together") - MAX_AT_ONCE;
                    if (leftOut > 0) {
                        timeline.leaveOutEvents(made, job, leftOut);
                    }
                });
        if (moments.size() > scope.max()) {
            timeline.endsAt(moments.getLast());
        }
    }

    private void addChanged(
            final String sql,
            final Timeline timeline,
            final Connection connection,
            final HistoryScope scope,
            final Function<Map<String, Object>, FieldChange> change)
            throws SQLException {
        final List<Instant> made = new ArrayList<>();
        scope.forEach(
                connection,
                schema,
                sql,
                select -> {
                    select.setString(2, scope.beforeText());
                    select.setInt(3, MAX_IMAGES + 1);
                },
                row -> {
                    made.add(HistoryScope.instant(row, "made"));
                    timeline.add(
                            made.getLast(),
                            HistoryScope.job(row, "job"),
                            List.of(change.apply(event(row))));
                });
        if (made.size() > MAX_IMAGES) {
            timeline.endsAt(made.getLast());
        }
    }

    private static Map<String, Object> event(final ResultSet row) throws SQLException {
        final Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", row.getString("name"));
        event.put("time", HistoryScope.instant(row, "happened").toString());
        put(event, "value", row.getBigDecimal("value"));
        put(event, "currencyCode", row.getString("currency_code"));
        put(event, "info", row.getString("info"));
        final long message = row.getLong("message_id");
        put(event, "messageId", row.wasNull() ? null : message);
        final Map<String, Object> parameters = JsonReader.storedObject(row.getString("parameters"));
        put(event, "params", parameters.isEmpty() ? null : parameters);
        return event;
    }

    private static void put(
            final Map<String, Object> event, final String name, final Object value) {
        if (value != null) {
            event.put(name, value);
        }
    }
}
