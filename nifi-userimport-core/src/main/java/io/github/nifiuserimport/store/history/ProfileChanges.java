// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.history;

import io.github.nifiuserimport.job.history.ChangingJob;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.profile.FieldDifferences;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells what was changed of profiles: the table {@code user_profile_before}. */
final class ProfileChanges {

    /** What a profile was called last that may be gone: by its id, or else by its address. */
    private static final String LAST_NAME =
            """
            (SELECT coalesce(user_id, email) FROM {schema}.user_profile_before
             WHERE profile_id = {id} AND coalesce(user_id, email) IS NOT NULL
             ORDER BY user_id IS NULL, change DESC LIMIT 1)""";

    private static final String IMAGES =
            """
            SELECT profile.change, profile.profile_id, profile.deleted, change.made,
                   change.transaction_began, change.job AS job_number, {job},
                   coalesce(stays.user_id, stays.email, {name}, profile.merged_into::text)
                       AS merged_into,
            """
                            .replace("{name}", LAST_NAME.replace("{id}", "profile.merged_into"))
                    + ProfileState.COLUMNS
                    + """
                    FROM {schema}.user_profile_before AS profile
                    JOIN {schema}.history_change AS change ON change.id = profile.change
                    LEFT JOIN {schema}.import_job AS job ON job.number = change.job
                    LEFT JOIN {schema}.user_profile AS stays ON stays.id = profile.merged_into
                    """
                    + ProfileState.CREATOR
                    + "WHERE profile.profile_id = ANY (?)";

    private static final String BEFORE =
            IMAGES + " AND change.made < ?::timestamptz ORDER BY profile.change DESC LIMIT ?";

    /** What each profile was when the first change behind these was made. */
    private static final String NEXT =
            "SELECT DISTINCT ON (profile_id) * FROM ("
                    + IMAGES
                    + " AND change.made >= ?::timestamptz) AS later ORDER BY profile_id, change";

    private static final String PRESENT =
            "SELECT profile.id AS profile_id, "
                    + ProfileState.COLUMNS
                    + "FROM {schema}.user_profile AS profile\n"
                    + ProfileState.CREATOR
                    + "WHERE profile.id = ANY (?)";

    private static final String MERGED =
            """
            SELECT coalesce(profile.user_id, {name}, profile.profile_id::text) AS gone,
                   change.made, change.job AS job_number, {job}
            FROM {schema}.user_profile_before AS profile
            JOIN {schema}.history_change AS change ON change.id = profile.change
            LEFT JOIN {schema}.import_job AS job ON job.number = change.job
            WHERE profile.merged_into = ANY (?) AND change.made < ?::timestamptz
            ORDER BY profile.change DESC LIMIT ?
            """
                    .replace("{name}", LAST_NAME.replace("{id}", "profile.profile_id"));

    private final SchemaName schema;

    ProfileChanges(final SchemaName schema) {
        this.schema = schema;
    }

    /**
     * A profile before a change.
     *
     * @param began when the transaction did that made the change
     * @param mergedInto who it became, where it was deleted for that
     */
    private record Image(
            long change,
            Instant made,
            Instant began,
            ChangingJob job,
            boolean deleted,
            String mergedInto,
            ProfileState state) {

        static Image read(final ResultSet row) throws SQLException {
            return new Image(
                    row.getLong("change"),
                    HistoryScope.instant(row, "made"),
                    HistoryScope.instant(row, "transaction_began"),
                    HistoryScope.job(row, "job"),
                    row.getBoolean("deleted"),
                    row.getString("merged_into"),
                    ProfileState.read(row));
        }

        /**
         * What the change did.
         *
         * @param next what the profile was afterwards; null where it was no more
         */
        List<FieldChange> changes(final ProfileState next) {
            if (!deleted && next != null) {
                return state.changesTo(next);
            }
            return FieldDifferences.gone(state.userId(), state.email(), mergedInto);
        }
    }

    void addTo(final Timeline timeline, final Connection connection, final HistoryScope scope)
            throws SQLException {
        final List<Image> images = new ArrayList<>();
        scope.forEach(
                connection,
                schema,
                BEFORE,
                select -> {
                    select.setString(2, scope.beforeText());
                    select.setInt(3, scope.max() + 1);
                },
                row -> images.add(Image.read(row)));
        final RestoredRows restored =
                new RestoredRows(connection, schema, scope, RestoredRows.PROFILES);
        final Map<Long, ProfileState> after = after(connection, scope);
        for (final Image image : images) {
            restored.tellThoseAfter(image.change(), timeline, after, ProfileState::fromNothing);
            final long id = image.state().id();
            final ProfileState next = after.get(id);
            timeline.add(image.made(), image.job(), image.changes(next));
            if (!image.deleted() && next != null && next.updated().isAfter(image.began())) {
                timeline.mixWithLater(image.made(), image.job());
            }
            after.put(id, image.state());
        }
        if (images.size() > scope.max()) {
            timeline.endsAt(images.getLast().made());
        } else {
            restored.tellOthers(timeline, after, ProfileState::fromNothing);
            // All changes are known since they were made, so this is how they were made.
            for (final ProfileState first : after.values()) {
                if (scope.holds(first.inserted())) {
                    timeline.add(first.inserted(), first.creator(), first.fromNothing());
                }
            }
        }
        addMerged(timeline, connection, scope);
    }

    /** What profiles were when the newest of these changes had been made. */
    private Map<Long, ProfileState> after(final Connection connection, final HistoryScope scope)
            throws SQLException {
        final Map<Long, ProfileState> after = new HashMap<>();
        scope.forEach(
                connection,
                schema,
                PRESENT,
                select -> {},
                row -> after.put(row.getLong("profile_id"), ProfileState.read(row)));
        if (scope.before().isPresent()) {
            scope.forEach(
                    connection,
                    schema,
                    NEXT,
                    select -> select.setString(2, scope.beforeText()),
                    row -> after.put(row.getLong("profile_id"), ProfileState.read(row)));
        }
        return after;
    }

    private void addMerged(
            final Timeline timeline, final Connection connection, final HistoryScope scope)
            throws SQLException {
        final List<Instant> made = new ArrayList<>();
        scope.forEach(
                connection,
                schema,
                MERGED,
                select -> {
                    select.setString(2, scope.beforeText());
                    select.setInt(3, scope.max() + 1);
                },
                row -> {
                    made.add(HistoryScope.instant(row, "made"));
                    timeline.add(
                            made.getLast(),
                            HistoryScope.job(row, "job"),
                            List.of(
                                    new FieldChange(
                                            FieldChange.MERGED, null, row.getString("gone"))));
                });
        if (made.size() > scope.max()) {
            timeline.endsAt(made.getLast());
        }
    }
}
