// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.dryrun;

import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.job.run.ChangeSink;
import io.github.nifiuserimport.job.run.DryRunBatch;
import io.github.nifiuserimport.job.run.DryRunSession;
import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.job.run.RepeatedUserException;
import io.github.nifiuserimport.job.run.WrittenBatch;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.store.jdbc.ConnectionSource;
import io.github.nifiuserimport.store.jdbc.DatabaseFault;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.jdbc.Transaction;
import io.github.nifiuserimport.store.profile.ProfileWriter;
import io.github.nifiuserimport.store.profile.ProfileWriters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A dry run in one transaction that sees the users of one moment, can write nothing but temporary
 * tables and is rolled back. What a batch may touch is copied into these before it, the import's
 * own writers write there, and at the end what they hold is compared with what is stored.
 *
 * <p>Where rows come in the order of their keys and only set values, nobody needs to be copied: the
 * statement that would write a batch says as well, as a query, what it would make of its users.
 * They must not come again then; the order guards that.
 *
 * <p>Rows are not locked, and names of locks have the name of the temporary tables' schema in them:
 * no import waits for it, and it for none. Like any long transaction, it keeps vacuum from rows
 * that are replaced meanwhile.
 */
public final class PostgreSQLDryRun implements DryRunSession {

    private static final String ONE_MOMENT = "; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";

    private static final String NOW = "SELECT now() AS now";

    private final ConnectionSource connections;
    private final SchemaName schema;
    private final String appId;
    private final boolean comesOnce;
    private final ChangeSink changes;
    private final ComparedUsers compared;
    private Transaction transaction;
    private CopyTables tables;
    private CopiedUsers copied;
    private Instant started;

    /** The last id, by its bytes, of those who were compared and must not come again; or null. */
    private byte[] lastCompared;

    /** The last id of those who were compared or written to copies; or null. */
    private byte[] last;

    /** Whether users were written to copies who are not known by the ids of rows. */
    private boolean anyOther;

    /** See {@link io.github.nifiuserimport.job.run.ImportStore#dryRun}. */
    public PostgreSQLDryRun(
            final ConnectionSource connections,
            final SchemaName schema,
            final String appId,
            final ChangeSink changes,
            final boolean comesOnce) {
        this.connections = connections;
        this.schema = schema;
        this.appId = appId;
        this.changes = changes;
        this.comesOnce = comesOnce;
        compared = new ComparedUsers(changes);
    }

    @Override
    public void begin() throws StoreException {
        transaction = Transaction.begin(connections, ONE_MOMENT);
        try {
            started = now();
            tables = CopyTables.create(transaction.connection(), schema);
            copied = new CopiedUsers(tables, appId);
        } catch (final SQLException error) {
            throw failed("Beginning a dry run", error);
        }
    }

    private Instant now() throws SQLException {
        try (Statement statement = transaction.connection().createStatement();
                ResultSet row = statement.executeQuery(NOW)) {
            row.next();
            return row.getTimestamp("now").toInstant();
        }
    }

    @Override
    public Function<Batch, DryRunBatch> preparation() {
        final ProfileWriters copying = ProfileWriters.withoutCopying(tables.copies());
        final ProfileWriters comparing = ProfileWriters.withoutCopying(schema);
        return batch -> {
            final Batch begun = batch.unsorted(started);
            if (comesOnce && batch.sorted()) {
                final Optional<ProfileWriter.Comparison> comparison =
                        comparing.of(begun).comparison();
                if (comparison.isPresent()) {
                    return () -> compare(batch, comparison.get());
                }
            }
            final ProfileWriter writer = copying.of(begun);
            return () -> write(batch, writer);
        };
    }

    private WrittenBatch compare(final Batch batch, final ProfileWriter.Comparison comparison)
            throws StoreException, IOException {
        if (anyOther || !namesIds(batch.accepted())) {
            throw new RepeatedUserException();
        }
        last = lastBehind(last, batch.accepted());
        lastCompared = last;
        final List<ProfileWriter.ComparedUser> users = new ArrayList<>();
        try {
            final ProfileWriter.Written written =
                    comparison.compare(transaction.connection(), appId, users::add);
            compared.add(users);
            return new WrittenBatch(written.counts(), written.warnings());
        } catch (final SQLException error) {
            throw failed("Comparing users", error);
        }
    }

    private WrittenBatch write(final Batch batch, final ProfileWriter writer)
            throws StoreException {
        if (comesOnce) {
            guardCompared(batch.accepted());
        }
        try {
            if (!batch.accepted().isEmpty()) {
                copied.copy(transaction.connection(), batch.accepted());
            }
            final ProfileWriter.Written written = writer.write(transaction.connection(), appId);
            return new WrittenBatch(written.counts(), written.warnings());
        } catch (final SQLException error) {
            throw failed("Applying rows to copies", error);
        }
    }

    /**
     * Sees to it that nobody is written who was compared.
     *
     * @throws RepeatedUserException when somebody may be
     */
    private void guardCompared(final List<ImportRow> rows) {
        if (namesIds(rows)) {
            final byte[] lastHere = lastBehind(lastCompared, rows);
            last = isBehind(lastHere, last) ? lastHere : last;
        } else if (lastCompared == null) {
            anyOther = true;
        } else {
            throw new RepeatedUserException();
        }
    }

    /** Whether rows are of the users whose ids they name, and make no other of them. */
    private static boolean namesIds(final List<ImportRow> rows) {
        return rows.stream()
                .map(ImportRow::command)
                .allMatch(
                        command ->
                                command.key() instanceof UserKey.ById
                                        && command.newUserId() == null);
    }

    /**
     * The last id of rows that are all behind an id, by their bytes.
     *
     * @param bound nothing is behind it that is compared or written already; or null
     * @throws RepeatedUserException when one of them is not
     */
    private static byte[] lastBehind(final byte[] bound, final List<ImportRow> rows) {
        byte[] lastHere = bound;
        for (final ImportRow row : rows) {
            final byte[] id =
                    ((UserKey.ById) row.command().key()).id().getBytes(StandardCharsets.UTF_8);
            if (!isBehind(id, bound)) {
                throw new RepeatedUserException();
            }
            lastHere = isBehind(id, lastHere) ? id : lastHere;
        }
        return lastHere;
    }

    private static boolean isBehind(final byte[] id, final byte[] bound) {
        return id != null && (bound == null || Arrays.compareUnsigned(id, bound) > 0);
    }

    @Override
    public void end() throws StoreException, IOException {
        compared.end();
        try {
            new CopyDifferences(tables, started, changes).tell(transaction.connection());
        } catch (final SQLException error) {
            throw failed("Comparing copies", error);
        }
    }

    /** What failed is not tried again within the transaction, which is at its end. */
    private static StoreException failed(final String doing, final SQLException error) {
        final DatabaseFault fault = DatabaseFault.of(error);
        return new StoreException(
                doing + ": " + fault.message(), fault.retryable() || fault.againAtOnce(), error);
    }

    @Override
    public void close() {
        try (compared) {
            if (transaction != null) {
                transaction.close();
            }
        }
    }
}
