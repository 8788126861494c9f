// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What nobody who has an address wants: {@code suppressed_address}. Whoever has an address that is
 * in there has all of it in the profile, also who gets the address later. Letter case does not
 * matter, since one mailbox is written in several; it is that of A to Z alone, which Java and
 * PostgreSQL fold alike, whatever the database's locale.
 */
public final class Suppressions {

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

    private final SchemaName schema;

    Suppressions(final SchemaName schema) {
        this.schema = schema;
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

    /** Keeps all others who write addresses from doing so until a list has been applied. */
    void shutOutOthers(final Connection connection, final String appId) throws SQLException {
        lock(connection, LOCK, appId);
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
    public static boolean lifts(final UserChange change) {
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
    public static String lowerCase(final String email) {
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

    static java.sql.Array texts(final Connection connection, final Collection<?> texts)
            throws SQLException {
        return connection.createArrayOf(
                "text", texts.stream().map(Objects::toString).toArray(String[]::new));
    }

    private PreparedStatement prepare(final Connection connection, final String sql)
            throws SQLException {
        return connection.prepareStatement(schema.in(sql));
    }
}
