// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.history;

import io.github.nifiuserimport.job.history.ChangingJob;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.profile.FieldDifferences;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.value.JsonReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells what was changed of users' devices: the table {@code device_before}. A device that a merge
 * hands over goes from one user and comes to the other.
 */
final class DeviceChanges {

    /** A user has some devices, each seen by some imports a day. */
    private static final int MAX_IMAGES = 5_000;

    /** Devices that the users have or had. */
    static final String EVER_HAD =
            """
            SELECT had.id
            FROM unnest(?::bigint[]) AS profile (id),
                 LATERAL (SELECT device.id FROM {schema}.device AS device
                          WHERE device.profile_id = profile.id
                          UNION ALL
                          SELECT image.device FROM {schema}.device_before AS image
                          WHERE image.profile_id = profile.id) AS had
            """;

    private static final String COLUMNS =
            """
            device.profile_id, device.device_id, device.attributes, device.inserted_at,
            device.created_by_job AS creator_number, {creator}
            """;

    private static final String CREATOR =
            "LEFT JOIN {schema}.import_job AS creator ON creator.number = device.created_by_job\n";

    private static final String IMAGES =
            "SELECT device.change, device.device AS id, device.deleted, change.made,"
                    + " change.job AS job_number, {job}, "
                    + COLUMNS
                    + """
                    FROM {schema}.device_before AS device
                    JOIN {schema}.history_change AS change ON change.id = device.change
                    LEFT JOIN {schema}.import_job AS job ON job.number = change.job
                    """
                    + CREATOR
                    // Also while they were others': a change brings or takes them.
                    + "WHERE device.device = ANY (ARRAY("
                    + EVER_HAD
                    + "))";

    private static final String BEFORE =
            IMAGES
                    + " AND change.made < ?::timestamptz ORDER BY device.change DESC LIMIT "
                    + (MAX_IMAGES + 1);

    /** What each device was when the first change behind these was made. */
    private static final String NEXT =
            "SELECT DISTINCT ON (id) * FROM ("
                    + IMAGES
                    + " AND change.made >= ?::timestamptz) AS later ORDER BY id, change";

    private static final String PRESENT =
            "SELECT device.id, "
                    + COLUMNS
                    + "FROM {schema}.device AS device\n"
                    + CREATOR
                    + "WHERE device.profile_id = ANY (?)";

    private final SchemaName schema;

    DeviceChanges(final SchemaName schema) {
        this.schema = schema;
    }

    /** What a device of a user is, or was; the user, by the profile, may be another meanwhile. */
    private record State(
            long profile,
            String deviceId,
            Map<String, Object> attributes,
            Instant inserted,
            ChangingJob creator) {

        static State read(final ResultSet row) throws SQLException {
            return new State(
                    row.getLong("profile_id"),
                    row.getString("device_id"),
                    JsonReader.storedObject(row.getString("attributes")),
                    HistoryScope.instant(row, "inserted_at"),
                    HistoryScope.job(row, "creator"));
        }

        /**
         * What a change did to the users whom the scope is about.
         *
         * @param next what the device was afterwards; null where it was no more
         */
        List<FieldChange> changesTo(final State next, final HistoryScope scope) {
            final boolean stays = next != null && next.profile == profile;
            final FieldDifferences differences =
                    new FieldDifferences().value(name(), of(scope), stays ? next.of(scope) : null);
            return next == null || stays
                    ? differences.found()
                    : differences.value(name(), null, next.of(scope)).found();
        }

        List<FieldChange> fromNothing(final HistoryScope scope) {
            return new FieldDifferences().value(name(), null, of(scope)).found();
        }

        private String name() {
            return FieldChange.DEVICES + deviceId;
        }

        /** The attributes; null where it is not about the device's user. */
        private Map<String, Object> of(final HistoryScope scope) {
            return scope.profiles().contains(profile) ? attributes : null;
        }
    }

    private record Image(
            long change, long id, Instant made, ChangingJob job, boolean deleted, State state) {

        static Image read(final ResultSet row) throws SQLException {
            return new Image(
                    row.getLong("change"),
                    row.getLong("id"),
                    HistoryScope.instant(row, "made"),
                    HistoryScope.job(row, "job"),
                    row.getBoolean("deleted"),
                    State.read(row));
        }
    }

    void addTo(final Timeline timeline, final Connection connection, final HistoryScope scope)
            throws SQLException {
        final List<Image> images = new ArrayList<>();
        scope.forEach(
                connection,
                schema,
                BEFORE,
                select -> select.setString(2, scope.beforeText()),
                row -> images.add(Image.read(row)));
        final RestoredRows restored =
                new RestoredRows(connection, schema, scope, RestoredRows.DEVICES);
        final Map<Long, State> after = after(connection, scope);
        for (final Image image : images) {
            restored.tellThoseAfter(
                    image.change(), timeline, after, each -> each.fromNothing(scope));
            timeline.add(
                    image.made(),
                    image.job(),
                    image.state().changesTo(image.deleted() ? null : after.get(image.id()), scope));
            after.put(image.id(), image.state());
        }
        if (images.size() > MAX_IMAGES) {
            timeline.endsAt(images.getLast().made());
            return;
        }
        restored.tellOthers(timeline, after, each -> each.fromNothing(scope));
        for (final State first : after.values()) {
            if (scope.holds(first.inserted())) {
                timeline.add(first.inserted(), first.creator(), first.fromNothing(scope));
            }
        }
    }

    /** What devices were when the newest of these changes had been made. */
    private Map<Long, State> after(final Connection connection, final HistoryScope scope)
            throws SQLException {
        final Map<Long, State> after = new HashMap<>();
        scope.forEach(
                connection,
                schema,
                PRESENT,
                select -> {},
                row -> after.put(row.getLong("id"), State.read(row)));
        if (scope.before().isPresent()) {
            scope.forEach(
                    connection,
                    schema,
                    NEXT,
                    select -> select.setString(2, scope.beforeText()),
                    row -> after.put(row.getLong("id"), State.read(row)));
        }
        return after;
    }
}
