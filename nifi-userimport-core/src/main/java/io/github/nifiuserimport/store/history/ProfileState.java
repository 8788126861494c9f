// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.history;

import io.github.nifiuserimport.job.history.ChangingJob;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.profile.FieldDifferences;
import io.github.nifiuserimport.value.JsonReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a profile is, or was.
 *
 * @param updated when the transaction began that made it so, if that was an import's
 */
record ProfileState(
        long id,
        Instant inserted,
        Instant updated,
        ChangingJob creator,
        String userId,
        String email,
        Map<String, Object> attributes,
        Map<String, Object> system,
        Map<String, Object> eventTotals,
        Map<String, Object> stateTotals,
        List<Object> tags,
        List<Object> unsubscribedChannels,
        List<Object> unsubscribedCategories,
        Instant created,
        Instant lastActive) {

    /** Its columns; the table is called {@code profile}, and its maker's job {@code creator}. */
    static final String COLUMNS =
            """
            profile.inserted_at, profile.updated_at, profile.user_id, profile.email, profile.attributes, profile.system,
            profile.event_totals, profile.state_totals, array_to_json(profile.tags) AS tags,
            array_to_json(profile.unsubscribed_channels) AS unsubscribed_channels,
            array_to_json(profile.unsubscribed_categories) AS unsubscribed_categories,
            profile.created, profile.last_active, profile.created_by_job AS creator_number,
            {creator}
            """;

    static final String CREATOR =
            "LEFT JOIN {schema}.import_job AS creator ON creator.number = profile.created_by_job\n";

    /** Of a row with {@code profile_id} and {@link #COLUMNS}. */
    static ProfileState read(final ResultSet row) throws SQLException {
        return new ProfileState(
                row.getLong("profile_id"),
                HistoryScope.instant(row, "inserted_at"),
                HistoryScope.instant(row, "updated_at"),
                HistoryScope.job(row, "creator"),
                row.getString("user_id"),
                row.getString("email"),
                object(row, "attributes"),
                object(row, "system"),
                object(row, "event_totals"),
                object(row, "state_totals"),
                list(row, "tags"),
                list(row, "unsubscribed_channels"),
                list(row, "unsubscribed_categories"),
                HistoryScope.instant(row, "created"),
                HistoryScope.instant(row, "last_active"));
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

    /** That it was made, as it is. */
    List<FieldChange> fromNothing() {
        final ProfileState nothing =
                new ProfileState(
                        id, inserted, updated, creator, null, null, Map.of(), Map.of(), Map.of(),
                        Map.of(), List.of(), List.of(), List.of(), null, null);
        return nothing.changesTo(this);
    }

    /** What became another in it. */
    List<FieldChange> changesTo(final ProfileState after) {
        return new FieldDifferences()
                .value(FieldChange.USER_ID, userId, after.userId)
                .value("email", email, after.email)
                .fields(FieldChange.ATTRIBUTES, attributes, after.attributes)
                .fields("", system, after.system)
                .totals("events.", eventTotals, after.eventTotals)
                .totals("states.", stateTotals, after.stateTotals)
                .set("tags", tags, after.tags)
                .set("unsubscribedChannels", unsubscribedChannels, after.unsubscribedChannels)
                .set("unsubscribedCategories", unsubscribedCategories, after.unsubscribedCategories)
                .time("created", created, after.created)
                .time("lastActive", lastActive, after.lastActive)
                .found();
    }
}
