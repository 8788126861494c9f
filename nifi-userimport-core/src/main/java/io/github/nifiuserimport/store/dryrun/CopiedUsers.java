// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.dryrun;

import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.store.jdbc.TextArrays;
import io.github.nifiuserimport.store.profile.Suppressions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Copies what the rows of a batch may read or write, before they are applied to the copies: each
 * user once, as stored, and never again, whatever has become of the copy. Whoever is not copied is
 * as stored. So the copies and the others together are the users as the import would have them.
 */
final class CopiedUsers {

    private static final String COPY_PROFILES =
            """
            WITH named (id, line) AS ({named}), fresh AS (
                INSERT INTO {copies}.copied_profile (id, line)
                SELECT id, min(line) FROM named GROUP BY id
                ON CONFLICT (id) DO NOTHING
                RETURNING id
            )
            INSERT INTO {copies}.user_profile
            SELECT stored.* FROM fresh JOIN {schema}.user_profile AS stored ON stored.id = fresh.id
            """;

    private static final String NAMED =
            """
            SELECT stored.{id}, given.line
            FROM unnest(?::text[], ?::bigint[]) AS given (name, line)
            JOIN {schema}.{table} AS stored ON stored.app_id = ? AND {condition}
            """;

    /** Users whom names mean by now: those of the copies, and those who are on a device. */
    private static final String MEANT =
            """
            SELECT id FROM {copies}.user_profile WHERE id = ANY (ARRAY(
                SELECT id FROM {copies}.user_profile WHERE app_id = ? AND user_id = ANY (?)
                UNION ALL
                SELECT id FROM {copies}.user_profile WHERE app_id = ? AND email = ANY (?)
                UNION ALL
                SELECT profile_id FROM {copies}.device WHERE app_id = ? AND device_id = ANY (?)
                UNION ALL
                SELECT profile_id FROM {schema}.device WHERE app_id = ? AND device_id = ANY (?)))
            """;

    private static final String COPY_DEVICES =
            """
            WITH fresh AS (
                INSERT INTO {copies}.copied_devices_of (profile_id)
                {meant}
                ON CONFLICT (profile_id) DO NOTHING
                RETURNING profile_id
            )
            INSERT INTO {copies}.device
            SELECT stored.*
            FROM fresh JOIN {schema}.device AS stored ON stored.profile_id = fresh.profile_id
            """;

    private static final String COPY_ADDRESSES =
            """
            INSERT INTO {copies}.suppressed_address
            SELECT stored.* FROM {schema}.suppressed_address AS stored
            WHERE stored.app_id = ? AND stored.email = ANY (?)
            ON CONFLICT (email, app_id) DO NOTHING
            """;

    private static final String COPY_ADDRESSES_OF =
            """
            INSERT INTO {copies}.suppressed_address
            SELECT stored.* FROM {schema}.suppressed_address AS stored
            WHERE stored.app_id = ? AND stored.email = ANY (ARRAY(
                SELECT lower(email COLLATE "C") FROM {copies}.user_profile
                WHERE email IS NOT NULL AND id IN ({meant})))
            ON CONFLICT (email, app_id) DO NOTHING
            """;

    private final CopyTables tables;
    private final String appId;

    /** Whether anything is kept for an address that the file has named so far. */
    private boolean anyAddress;

    CopiedUsers(final CopyTables tables, final String appId) {
        this.tables = tables;
        this.appId = appId;
    }

    /** Copies what the rows may touch. */
    void copy(final Connection connection, final List<ImportRow> rows) throws SQLException {
        final NamedUsers named = NamedUsers.of(rows);
        copyAddresses(connection, named);
        copyProfiles(connection, named);
        if (NamedUsers.concernDevices(rows)) {
            copyDevices(connection, named);
        }
        if (NamedUsers.resubscribe(rows)) {
            copyAddressesOf(connection, named);
        }
    }

    private void copyAddresses(final Connection connection, final NamedUsers named)
            throws SQLException {
        final Set<String> addresses =
                named.given().keySet().stream()
                        .map(Suppressions::lowerCase)
                        .collect(Collectors.toCollection(TreeSet::new));
        addresses.addAll(named.listed().keySet());
        if (addresses.isEmpty()) {
            return;
        }
        try (PreparedStatement copy = prepare(connection, COPY_ADDRESSES)) {
            copy.setString(1, appId);
            texts(connection, copy, 2, addresses);
            anyAddress |= copy.executeUpdate() > 0;
        }
        anyAddress |= !named.listed().isEmpty();
    }

    /**
     * Names of one kind, and how a row of a table is found by them.
     *
     * @param id the column with the user's id in the store
     */
    private record Named(Map<String, Long> lines, String table, String id, String condition) {

        String sql() {
            return NAMED.replace("{id}", id)
                    .replace("{table}", table)
                    .replace("{condition}", condition);
        }
    }

    private void copyProfiles(final Connection connection, final NamedUsers named)
            throws SQLException {
        final List<Named> kinds = new ArrayList<>();
        add(kinds, named.userIds(), "user_profile", "id", "stored.user_id = given.name");
        add(kinds, named.emails(), "user_profile", "id", "stored.email = given.name");
        if (anyAddress) {
            // Whoever has the address is unsubscribed with those who are given it.
            add(kinds, named.given(), "user_profile", "id", "stored.email = given.name");
        }
        add(kinds, named.listed(), "user_profile", "id", "stored.email = given.name");
        add(
                kinds,
                named.listed(),
                "user_profile",
                "id",
                "lower(stored.email COLLATE \"C\") = given.name"
                        + " AND stored.email <> lower(stored.email COLLATE \"C\")");
        add(kinds, named.devices(), "device", "profile_id", "stored.device_id = given.name");
        if (kinds.isEmpty()) {
            return;
        }
        final String sql =
                COPY_PROFILES.replace(
                        "{named}",
                        kinds.stream().map(Named::sql).collect(Collectors.joining("UNION ALL ")));
        try (PreparedStatement copy = prepare(connection, sql)) {
            int index = 1;
            for (final Named kind : kinds) {
                final Set<Map.Entry<String, Long>> lines = kind.lines().entrySet();
                TextArrays.set(connection, copy, index++, lines, Map.Entry::getKey);
                TextArrays.set(connection, copy, index++, "bigint", lines, Map.Entry::getValue);
                copy.setString(index++, appId);
            }
            copy.executeUpdate();
        }
    }

    private static void add(
            final List<Named> kinds,
            final Map<String, Long> lines,
            final String table,
            final String id,
            final String condition) {
        if (!lines.isEmpty()) {
            kinds.add(new Named(lines, table, id, condition));
        }
    }

    private void copyDevices(final Connection connection, final NamedUsers named)
            throws SQLException {
        try (PreparedStatement copy = prepare(connection, COPY_DEVICES.replace("{meant}", MEANT))) {
            setMeant(connection, copy, named, 1);
            copy.executeUpdate();
        }
    }

    private void copyAddressesOf(final Connection connection, final NamedUsers named)
            throws SQLException {
        try (PreparedStatement copy =
                prepare(connection, COPY_ADDRESSES_OF.replace("{meant}", MEANT))) {
            copy.setString(1, appId);
            setMeant(connection, copy, named, 2);
            copy.executeUpdate();
        }
    }

    /** Sets the parameters of {@link #MEANT}. */
    private void setMeant(
            final Connection connection,
            final PreparedStatement statement,
            final NamedUsers named,
            final int first)
            throws SQLException {
        int index = first;
        for (final Collection<String> names :
                List.of(
                        named.userIds().keySet(),
                        named.emails().keySet(),
                        named.devices().keySet(),
                        named.devices().keySet())) {
            statement.setString(index++, appId);
            texts(connection, statement, index++, names);
        }
    }

    private static void texts(
            final Connection connection,
            final PreparedStatement statement,
            final int index,
            final Collection<String> texts)
            throws SQLException {
        TextArrays.set(connection, statement, index, texts, UnaryOperator.identity());
    }

    private PreparedStatement prepare(final Connection connection, final String sql)
            throws SQLException {
        return connection.prepareStatement(tables.in(sql));
    }
}
