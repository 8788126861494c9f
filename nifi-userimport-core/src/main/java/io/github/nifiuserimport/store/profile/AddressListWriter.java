// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.profile.Finding;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Applies a list of e-mail addresses: unsubscribes everyone who has one of them, and keeps the list
 * in {@code suppressed_address} for those who will ({@link Suppressions}).
 */
final class AddressListWriter implements ProfileWriter {

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
    private final List<ImportRow> rows;
    private final Function<Finding, RowWarning> wording;
    private final Suppressions suppressions;

    /**
     * @param rows for which {@link #writes} is true
     */
    AddressListWriter(
            final SchemaName schema,
            final List<ImportRow> rows,
            final Function<Finding, RowWarning> wording) {
        this.schema = schema;
        this.rows = rows;
        this.wording = wording;
        suppressions = new Suppressions(schema);
    }

    /** Whether rows are a list of addresses; all of a file are, or none. */
    static boolean writes(final List<ImportRow> rows) {
        return rows.getFirst().command().key() instanceof UserKey.EveryoneWithEmail;
    }

    @Override
    public Optional<Set<String>> users() {
        return Optional.empty();
    }

    @Override
    public String operations() {
        return RowByRowWriter.operations(rows);
    }

    @Override
    public Written write(final Connection connection, final String appId) throws SQLException {
        suppressions.shutOutOthers(connection, appId);
        final Map<String, UserChange> changes = new TreeMap<>();
        final Map<String, ImportRow> first = new LinkedHashMap<>();
        for (final ImportRow row : rows) {
            final String email =
                    Suppressions.lowerCase(
                            ((UserKey.EveryoneWithEmail) row.command().key()).email());
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
                        warnings.add(row.warned(wording.apply(new Finding.NobodyHasAddress())));
                    }
                });
        return new Written(counts.plus(Count.WARNINGS, warnings.size()), warnings);
    }

    private void keep(
            final Connection connection, final String appId, final Map<String, UserChange> changes)
            throws SQLException {
        final Map<String, Unsubscriptions> kept =
                suppressions.stored(connection, appId, changes.keySet());
        try (PreparedStatement keep = prepare(connection, KEEP)) {
            for (final Map.Entry<String, UserChange> entry : changes.entrySet()) {
                final Unsubscriptions before =
                        kept.getOrDefault(entry.getKey(), Unsubscriptions.NONE);
                final Unsubscriptions after = before.after(entry.getValue());
                if (!after.equals(before)) {
                    keep.setString(1, appId);
                    keep.setString(2, entry.getKey());
                    keep.setArray(3, Suppressions.texts(connection, after.channels()));
                    keep.setArray(4, Suppressions.texts(connection, after.categories()));
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
            select.setArray(2, Suppressions.texts(connection, changes.keySet()));
            select.setArray(3, Suppressions.texts(connection, changes.keySet()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    final String email = Suppressions.lowerCase(row.getString("email"));
                    known.add(email);
                    final Unsubscriptions before =
                            Unsubscriptions.of(
                                    row, "unsubscribed_channels", "unsubscribed_categories");
                    final Unsubscriptions after = before.after(changes.get(email));
                    if (after.equals(before)) {
                        unchanged++;
                        continue;
                    }
                    updated++;
                    change.setArray(1, Suppressions.texts(connection, after.channels()));
                    change.setArray(2, Suppressions.texts(connection, after.categories()));
                    change.setLong(3, row.getLong("id"));
                    change.addBatch();
                }
            }
            change.executeBatch();
        }
        return Counts.NONE.plus(Count.UPDATED, updated).plus(Count.UNCHANGED, unchanged);
    }

    private PreparedStatement prepare(final Connection connection, final String sql)
            throws SQLException {
        return connection.prepareStatement(schema.in(sql));
    }
}
