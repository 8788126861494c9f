// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.profile.BatchOutcomes.Expected;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * For rows that only set values of users who are named by id: what becomes of a user can then be
 * told from the rows alone, or by one statement of the database's.
 *
 * <p>Users who can be expected to be new are copied ({@link NewUsersCopy}). All others, and those
 * of whom one is there after all, are inserted or updated ({@link AssigningUpsert}).
 */
final class AssigningWriter implements ProfileWriter {

    private final SchemaName schema;
    private final Batch batch;
    private final List<KeyedChange> changes;
    private final BatchOutcomes outcomes;
    private final AssigningUpsert upsert;
    private final NewUsersCopy copy;
    private final NewUsersProbe probe;
    private final Suppressions suppressions;
    private final Set<String> userIds;
    private final List<WarnedRow> warnings;

    /** The e-mail addresses that users are given. */
    private final Set<String> addresses;

    /** Those of users who are given several, one after the other. */
    private final Set<String> replaced;

    /** Of the transaction that was begun last. */
    private Expected expected;

    /** Likewise: whether it is set up to compare users before it writes them. */
    private boolean comparing;

    /**
     * @param changes the batch's rows folded: at least one, of users who each come once
     * @param shape of the changes
     */
    AssigningWriter(
            final SchemaName schema,
            final Batch batch,
            final List<KeyedChange> changes,
            final PatchShape shape,
            final BatchOutcomes outcomes) {
        this.schema = schema;
        this.batch = batch;
        this.changes = changes;
        this.outcomes = outcomes;
        upsert = new AssigningUpsert(schema, batch, changes, shape);
        copy = new NewUsersCopy(schema, batch, changes);
        probe = new NewUsersProbe(schema, changes);
        suppressions = new Suppressions(schema);
        userIds = changes.stream().map(KeyedChange::userId).collect(Collectors.toUnmodifiableSet());
        warnings = warnings(batch.accepted());
        addresses = Suppressions.addresses(batch.accepted());
        replaced = replaced(batch.accepted(), changes);
        expected = outcomes.expected(changes.size());
        switch (expected) {
            case NEW -> copy.prepare();
            case KNOWN -> upsert.prepare();
            case NOTHING -> {
                // The database is asked first.
            }
        }
    }

    private static List<WarnedRow> warnings(final List<ImportRow> rows) {
        final List<WarnedRow> warnings = new ArrayList<>();
        for (final ImportRow row : rows) {
            for (final RowWarning warning : row.command().warnings()) {
                warnings.add(row.warned(warning));
            }
        }
        return warnings;
    }

    private static Set<String> replaced(
            final List<ImportRow> rows, final List<KeyedChange> changes) {
        if (changes.size() == rows.size()) {
            return Set.of();
        }
        final Map<UserKey, Set<String>> ofUsers = new HashMap<>();
        for (final ImportRow row : rows) {
            final Set<String> given = Suppressions.addresses(row.command());
            if (!given.isEmpty()) {
                ofUsers.computeIfAbsent(row.command().key(), user -> new HashSet<>()).addAll(given);
            }
        }
        return ofUsers.values().stream()
                .filter(given -> given.size() > 1)
                .flatMap(Set::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<Set<String>> users() {
        return Optional.of(userIds);
    }

    @Override
    public String settings() {
        expected = outcomes.expected(changes.size());
        comparing = batch.sorted() && outcomes.comparing(changes.size());
        // The savepoint last: what is set behind it would be gone with what is rolled back to it.
        return (comparing ? AssigningUpsert.WALKING : "")
                + (expected == Expected.KNOWN ? "" : NewUsersCopy.SAVEPOINT);
    }

    @Override
    public Written write(final Connection connection, final String appId) throws SQLException {
        awaitLists(connection, appId);
        if (!suppressions.kept(connection, appId, replaced).isEmpty()) {
            // Who had an address for a while has had what is kept for it, and still has.
            return new RowByRowWriter(schema, batch).write(connection, appId);
        }
        final Counts counts = writeUsers(connection, appId);
        giveKept(connection, appId);
        return new Written(counts.plus(Count.WARNINGS, warnings.size()), warnings);
    }

    private void giveKept(final Connection connection, final String appId) throws SQLException {
        final Map<String, Unsubscriptions> stored = suppressions.kept(connection, appId, addresses);
        final Map<String, Unsubscriptions> given = new HashMap<>();
        if (!stored.isEmpty()) {
            for (final String address : addresses) {
                final Unsubscriptions kept = stored.get(Suppressions.lowerCase(address));
                if (kept != null) {
                    given.put(address, kept);
                }
            }
        }
        suppressions.give(connection, appId, given, List.of());
    }

    /** Who is given an address is given what is kept for it too, and so may others be. */
    @Override
    public Optional<Comparison> comparison() {
        return addresses.isEmpty() ? Optional.of(this::compare) : Optional.empty();
    }

    private Written compare(
            final Connection connection, final String appId, final Consumer<ComparedUser> users)
            throws SQLException {
        final AssigningUpsert.Result result = upsert.compare(connection, appId, users);
        final Counts counts = counts(result.created(), result.updated());
        return new Written(counts.plus(Count.WARNINGS, warnings.size()), warnings);
    }

    private void awaitLists(final Connection connection, final String appId) throws SQLException {
        if (!addresses.isEmpty()) {
            suppressions.awaitLists(connection, appId);
        }
    }

    private Counts writeUsers(final Connection connection, final String appId) throws SQLException {
        if (mayCopy(connection, appId)) {
            switch (copy.write(connection, appId)) {
                case WRITTEN -> {
                    outcomes.add(changes.size(), 0, changes.size());
                    return counts(copy.added(), 0);
                }
                case NOT_NEW -> outcomes.notNew();
                case IMPOSSIBLE -> outcomes.stopCopying();
            }
            // Its lock is gone with what was rolled back.
            awaitLists(connection, appId);
        }
        final AssigningUpsert.Result result = upsert.write(connection, appId, comparing);
        outcomes.add(result.created(), result.updated(), changes.size());
        if (result.sparse()) {
            outcomes.stopComparing();
        }
        return counts(result.created(), result.updated());
    }

    private boolean mayCopy(final Connection connection, final String appId) throws SQLException {
        if (!replaced.isEmpty()) {
            // Where a copy is rolled back, a list may come in between, and be about one of these.
            return false;
        }
        return expected == Expected.NEW
                || expected == Expected.NOTHING && probe.findsNobody(connection, appId);
    }

    private Counts counts(final long created, final long updated) {
        return Counts.NONE
                .plus(Count.CREATED, created)
                .plus(Count.UPDATED, updated)
                .plus(Count.UNCHANGED, changes.size() - created - updated);
    }
}
