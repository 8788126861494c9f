// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.AttributeChange.Elements;
import io.github.nifiuserimport.profile.AttributeChange.Membership;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What nobody who has an address wants: {@code suppressed_address}. Whoever has an address that is
 * in there has all of it in the profile, also who gets the address later. Letter case does not
 * matter, since one mailbox is written in several; it is that of A to Z alone, which Java and
 * PostgreSQL fold alike, whatever the database's locale.
 */
final class Suppressions {

    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('{schema}/suppressed/' || ?, 0))";

    private static final String LOCK_SHARED =
            "SELECT pg_advisory_xact_lock_shared(hashtextextended('{schema}/suppressed/' || ?, 0))";

    private static final String ANY =
            "SELECT EXISTS (SELECT FROM {schema}.suppressed_address WHERE app_id = ?)";

    private static final String APPLY =
            """
            UPDATE {schema}.user_profile AS present SET
                unsubscribed_channels = present.unsubscribed_channels || ARRAY(
                    SELECT given FROM unnest(kept.channels) AS given
                    WHERE given <> ALL (present.unsubscribed_channels)),
                unsubscribed_categories = present.unsubscribed_categories || ARRAY(
                    SELECT given FROM unnest(kept.categories) AS given
                    WHERE given <> ALL (present.unsubscribed_categories)),
                updated_at = now()
            FROM unnest(?) AS address, {schema}.suppressed_address AS kept
            WHERE kept.app_id = ? AND kept.email = lower(address COLLATE "C")
              AND present.app_id = kept.app_id AND present.email = address
              AND NOT (present.unsubscribed_channels @> kept.channels
                       AND present.unsubscribed_categories @> kept.categories)
            """;

    private static final String LIFT =
            """
            UPDATE {schema}.suppressed_address SET
                channels = ARRAY(SELECT kept FROM unnest(channels) AS kept WHERE kept <> ALL (?)),
                categories = ARRAY(SELECT kept FROM unnest(categories) AS kept WHERE kept <> ALL (?)),
                updated_at = now()
            WHERE app_id = ? AND email = ?
            """;

    private static final String KEPT =
            "SELECT email, channels, categories FROM {schema}.suppressed_address"
                    + " WHERE app_id = ? AND email = ANY (?)";

    private static final String KEEP =
            """
            INSERT INTO {schema}.suppressed_address AS present (app_id, email, channels, categories)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (email, app_id) DO UPDATE SET
                channels = excluded.channels, categories = excluded.categories, updated_at = now()
            """;

    /** Few addresses are not in lower case; these have an index of their own. */
    private static final String PROFILES =
            """
            SELECT id, email, unsubscribed_channels, unsubscribed_categories
            FROM {schema}.user_profile
            WHERE app_id = ? AND (email = ANY (?)
                OR lower(email COLLATE "C") = ANY (?) AND email <> lower(email COLLATE "C"))
            ORDER BY user_id COLLATE "C", id FOR UPDATE
            """;

    private static final String CHANGE =
            "UPDATE {schema}.user_profile SET unsubscribed_channels = ?,"
                    + " unsubscribed_categories = ?, updated_at = now() WHERE id = ?";

    private final SchemaName schema;

    Suppressions(final SchemaName schema) {
        this.schema = schema;
    }

    /** What is unsubscribed from. */
    private record Unsubscribed(List<Object> channels, List<Object> categories) {

        static final Unsubscribed NONE = new Unsubscribed(List.of(), List.of());

        Unsubscribed after(final UserChange change) {
            return new Unsubscribed(
                    after(channels, change.unsubscribedChannels()),
                    after(categories, change.unsubscribedCategories()));
        }

        @SuppressWarnings("unchecked")
        private static List<Object> after(final List<Object> present, final Elements change) {
            final Object set = change == null ? present : change.apply(present);
            return set == null ? List.of() : (List<Object>) set;
        }
    }

    /** Whether rows are a list of addresses; all of a file are, or none. */
    static boolean isList(final List<ImportRow> rows) {
        return !rows.isEmpty()
                && rows.getFirst().command().key() instanceof UserKey.EveryoneWithEmail;
    }

    /** Applies a list of addresses: to everyone who has one, and for those who will. */
    ProfileWriter.Written write(
            final Connection connection, final String appId, final List<ImportRow> rows)
            throws SQLException {
        lock(connection, LOCK, appId);
        final Map<String, UserChange> changes = new TreeMap<>();
        final Map<String, ImportRow> first = new LinkedHashMap<>();
        for (final ImportRow row : rows) {
            final String email =
                    lowerCase(((UserKey.EveryoneWithEmail) row.command().key()).email());
            changes.merge(email, row.command().change(), UserChange::then);
            first.putIfAbsent(email, row);
        }
        keep(connection, appId, changes);
        final Set<String> known = new HashSet<>();
        final Counts counts = changeProfiles(connection, appId, changes, known);
        final List<WarnedRow> warnings = new ArrayList<>();
        first.forEach(
                (email, row) -> {
                    if (!known.contains(email)) {
                        warnings.add(
                                new WarnedRow(
                                        row.row(),
                                        row.line(),
                                        null,
                                        "No user has this address; it is kept for when one gets it."));
                    }
                });
        return new ProfileWriter.Written(counts.plus(Count.WARNINGS, warnings.size()), warnings);
    }

    private void keep(
            final Connection connection, final String appId, final Map<String, UserChange> changes)
            throws SQLException {
        final Map<String, Unsubscribed> kept = new LinkedHashMap<>();
        changes.keySet().forEach(email -> kept.put(email, Unsubscribed.NONE));
        try (PreparedStatement select = prepare(connection, KEPT)) {
            select.setString(1, appId);
            select.setArray(2, texts(connection, changes.keySet()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    kept.put(row.getString("email"), unsubscribed(row, "channels", "categories"));
                }
            }
        }
        try (PreparedStatement keep = prepare(connection, KEEP)) {
            for (final Map.Entry<String, Unsubscribed> entry : kept.entrySet()) {
                final Unsubscribed after = entry.getValue().after(changes.get(entry.getKey()));
                if (!after.equals(entry.getValue())) {
                    keep.setString(1, appId);
                    keep.setString(2, entry.getKey());
                    keep.setArray(3, texts(connection, after.channels()));
                    keep.setArray(4, texts(connection, after.categories()));
                    keep.addBatch();
                }
            }
            keep.executeBatch();
        }
    }

    private Counts changeProfiles(
            final Connection connection,
            final String appId,
            final Map<String, UserChange> changes,
            final Set<String> known)
            throws SQLException {
        long updated = 0;
        long unchanged = 0;
        try (PreparedStatement select = prepare(connection, PROFILES);
                PreparedStatement change = prepare(connection, CHANGE)) {
            select.setString(1, appId);
            select.setArray(2, texts(connection, changes.keySet()));
            select.setArray(3, texts(connection, changes.keySet()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    final String email = lowerCase(row.getString("email"));
                    known.add(email);
                    final Unsubscribed before =
                            unsubscribed(row, "unsubscribed_channels", "unsubscribed_categories");
                    final Unsubscribed after = before.after(changes.get(email));
                    if (after.equals(before)) {
                        unchanged++;
                        continue;
                    }
                    updated++;
                    change.setArray(1, texts(connection, after.channels()));
                    change.setArray(2, texts(connection, after.categories()));
                    change.setLong(3, row.getLong("id"));
                    change.addBatch();
                }
            }
            change.executeBatch();
        }
        return Counts.NONE.plus(Count.UPDATED, updated).plus(Count.UNCHANGED, unchanged);
    }

    /** The addresses that rows give to users. */
    static Set<String> addresses(final Collection<ImportRow> rows) {
        final Set<String> addresses = new HashSet<>();
        for (final ImportRow row : rows) {
            if (row.command().change().email() instanceof AttributeChange.Assign assign) {
                addresses.add(String.valueOf(assign.value()));
            }
            if (row.command().key() instanceof UserKey.ByEmail byEmail) {
                addresses.add(byEmail.email());
            }
        }
        return addresses;
    }

    /**
     * Keeps lists from being applied meanwhile. Before any profile is written: a list waits for
     * these rows then, or they for the list.
     */
    void awaitLists(final Connection connection, final String appId) throws SQLException {
        lock(connection, LOCK_SHARED, appId);
    }

    /** Gives those who have the addresses what is kept for these. */
    void apply(final Connection connection, final String appId, final Collection<String> addresses)
            throws SQLException {
        if (addresses.isEmpty() || !any(connection, appId)) {
            return;
        }
        try (PreparedStatement apply = prepare(connection, APPLY)) {
            apply.setArray(1, texts(connection, addresses));
            apply.setString(2, appId);
            apply.executeUpdate();
        }
    }

    /** Whether rows take unsubscriptions back. */
    static boolean lifts(final UserChange change) {
        return !removed(change.unsubscribedChannels()).isEmpty()
                || !removed(change.unsubscribedCategories()).isEmpty();
    }

    /** Takes back what a user takes back, for the user's address too. */
    void lift(
            final Connection connection,
            final String appId,
            final String email,
            final UserChange change)
            throws SQLException {
        try (PreparedStatement lift = prepare(connection, LIFT)) {
            lift.setArray(1, texts(connection, removed(change.unsubscribedChannels())));
            lift.setArray(2, texts(connection, removed(change.unsubscribedCategories())));
            lift.setString(3, appId);
            lift.setString(4, lowerCase(email));
            lift.executeUpdate();
        }
    }

    /** As {@code lower(email COLLATE "C")} has it. */
    private static String lowerCase(final String email) {
        final StringBuilder lower = new StringBuilder(email);
        for (int index = 0; index < lower.length(); index++) {
            final char character = lower.charAt(index);
            if (character >= 'A' && character <= 'Z') {
                lower.setCharAt(index, (char) (character + ('a' - 'A')));
            }
        }
        return lower.toString();
    }

    private static List<Object> removed(final Elements change) {
        if (change == null) {
            return List.of();
        }
        return change.members().entrySet().stream()
                .filter(member -> member.getValue() != Membership.IN)
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean any(final Connection connection, final String appId) throws SQLException {
        try (PreparedStatement any = prepare(connection, ANY)) {
            any.setString(1, appId);
            try (ResultSet row = any.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private void lock(final Connection connection, final String sql, final String appId)
            throws SQLException {
        try (PreparedStatement lock = prepare(connection, sql)) {
            lock.setString(1, appId);
            lock.execute();
        }
    }

    private static Unsubscribed unsubscribed(
            final ResultSet row, final String channels, final String categories)
            throws SQLException {
        return new Unsubscribed(list(row, channels), list(row, categories));
    }

    private static List<Object> list(final ResultSet row, final String column) throws SQLException {
        return new ArrayList<>(Arrays.asList((Object[]) row.getArray(column).getArray()));
    }

    private static java.sql.Array texts(final Connection connection, final Collection<?> texts)
            throws SQLException {
        return connection.createArrayOf(
                "text", texts.stream().map(Objects::toString).toArray(String[]::new));
    }

    private PreparedStatement prepare(final Connection connection, final String sql)
            throws SQLException {
        return connection.prepareStatement(schema.in(sql));
    }
}
