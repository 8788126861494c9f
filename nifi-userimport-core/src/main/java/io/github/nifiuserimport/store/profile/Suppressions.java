// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.jdbc.TextArrays;
import io.github.nifiuserimport.value.JsonWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

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

    private static final String KEPT =
            "SELECT email, channels, categories FROM {schema}.suppressed_address"
                    + " WHERE app_id = ? AND email = ANY (?)";

    private static final String GIVE =
            """
            UPDATE {schema}.user_profile AS present SET
                unsubscribed_channels = present.unsubscribed_channels || ARRAY(
                    SELECT channel FROM unnest(kept.channels) AS channel
                    WHERE channel <> ALL (present.unsubscribed_channels)),
                unsubscribed_categories = present.unsubscribed_categories || ARRAY(
                    SELECT category FROM unnest(kept.categories) AS category
                    WHERE category <> ALL (present.unsubscribed_categories)),
                updated_at = now()
            FROM (SELECT address, ARRAY(SELECT jsonb_array_elements_text(channels::jsonb)),
                         ARRAY(SELECT jsonb_array_elements_text(categories::jsonb))
                  FROM unnest(?::text[], ?::text[], ?::text[])
                      AS given (address, channels, categories)
                 ) AS kept (address, channels, categories)
            WHERE present.app_id = ? AND present.email = kept.address
              AND present.id <> ALL (?::bigint[])
              AND NOT (present.unsubscribed_channels @> kept.channels
                       AND present.unsubscribed_categories @> kept.categories)
            """;

    private static final String TAKE_BACK =
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
        rows.forEach(row -> addAddresses(row.command(), addresses));
        return addresses;
    }

    private static void addAddresses(final RowCommand row, final Set<String> addresses) {
        if (row.change().email() instanceof AttributeChange.Assign assign) {
            addresses.add(String.valueOf(assign.value()));
        }
        if (row.key() instanceof UserKey.ByEmail byEmail) {
            addresses.add(byEmail.email());
        }
    }

    /** The addresses that a row gives to users: one or two, or none. */
    static Set<String> addresses(final RowCommand row) {
        final Set<String> addresses = new LinkedHashSet<>(2);
        addAddresses(row, addresses);
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

    /**
     * What is kept for addresses.
     *
     * @param addresses in any letter case
     * @return by address in lower case; nothing of one for which nothing is kept
     */
    Map<String, Unsubscriptions> kept(
            final Connection connection, final String appId, final Collection<String> addresses)
            throws SQLException {
        if (addresses.isEmpty() || !any(connection, appId)) {
            return Map.of();
        }
        return stored(
                connection,
                appId,
                addresses.stream()
                        .map(Suppressions::lowerCase)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * The same.
     *
     * @param addresses in lower case
     */
    Map<String, Unsubscriptions> stored(
            final Connection connection, final String appId, final Collection<String> addresses)
            throws SQLException {
        final Map<String, Unsubscriptions> stored = new HashMap<>();
        try (PreparedStatement select = prepare(connection, KEPT)) {
            select.setString(1, appId);
            select.setArray(2, texts(connection, addresses));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    stored.put(
                            row.getString("email"),
                            Unsubscriptions.of(row, "channels", "categories"));
                }
            }
        }
        return stored;
    }

    /**
     * Gives users what is kept for their addresses.
     *
     * @param kept by address as users have it
     * @param besides ids of profiles that have been given it
     */
    void give(
            final Connection connection,
            final String appId,
            final Map<String, Unsubscriptions> kept,
            final Collection<Long> besides)
            throws SQLException {
        if (kept.isEmpty()) {
            return;
        }
        final Collection<Unsubscriptions> all = kept.values();
        try (PreparedStatement give = prepare(connection, GIVE)) {
            TextArrays.set(connection, give, 1, kept.keySet(), UnaryOperator.identity());
            TextArrays.set(connection, give, 2, all, each -> JsonWriter.text(each.channels()));
            TextArrays.set(connection, give, 3, all, each -> JsonWriter.text(each.categories()));
            give.setString(4, appId);
            TextArrays.set(connection, give, 5, "bigint", besides, UnaryOperator.identity());
            give.executeUpdate();
        }
    }

    /** Whether rows take unsubscriptions back. */
    public static boolean lifts(final UserChange change) {
        return !Unsubscriptions.takenBack(change).areNone();
    }

    /**
     * Takes back what users have taken back, for those who get their addresses later.
     *
     * @param takenBack by address in lower case
     */
    void takeBack(
            final Connection connection,
            final String appId,
            final Map<String, Unsubscriptions> takenBack)
            throws SQLException {
        if (takenBack.isEmpty()) {
            return;
        }
        try (PreparedStatement update = prepare(connection, TAKE_BACK)) {
            for (final Map.Entry<String, Unsubscriptions> each : takenBack.entrySet()) {
                update.setArray(1, texts(connection, each.getValue().channels()));
                update.setArray(2, texts(connection, each.getValue().categories()));
                update.setString(3, appId);
                update.setString(4, each.getKey());
                update.addBatch();
            }
            update.executeBatch();
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
