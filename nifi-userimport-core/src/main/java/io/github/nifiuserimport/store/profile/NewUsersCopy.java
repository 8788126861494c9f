// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Adds users by {@code COPY}, which costs PostgreSQL some two thirds of {@code INSERT … ON
 * CONFLICT}. It adds all or none: where one of them is there, what was written is rolled back, and
 * it is for another to write them, in the same transaction.
 *
 * <p>Like {@link AssigningUpsert}, users are written in one order for all, so that imports of the
 * same users wait for each other and none deadlock.
 */
final class NewUsersCopy {

    /** What the transaction has to begin with; it may be rolled back to then. */
    static final String SAVEPOINT = "; SAVEPOINT userimport_copy";

    private static final String ROLLBACK = "ROLLBACK TO SAVEPOINT userimport_copy";

    private static final String UNIQUE_VIOLATION = "23505";

    /**
     * SQL states, or how they begin, of what would come to the same in another way: the connection
     * is broken, a deadlock, a lock or a statement that took too long, a cancelled statement, a
     * server that stops.
     */
    private static final Set<String> FATAL = Set.of("08", "40", "55P03", "57");

    /** How copying ended. */
    enum Outcome {
        WRITTEN,
        /** Nothing is written: some user is there already. */
        NOT_NEW,
        /**
         * Nothing is written, nor would other users be: the driver or the database is against it.
         */
        IMPOSSIBLE
    }

    private final SchemaName schema;
    private final Batch batch;
    private final List<KeyedChange> changes;
    private CopyRows rows;
    private long added;

    NewUsersCopy(final SchemaName schema, final Batch batch, final List<KeyedChange> changes) {
        this.schema = schema;
        this.batch = batch;
        this.changes = changes;
    }

    /** Does what needs no database. */
    void prepare() {
        if (rows == null) {
            rows = CopyRows.of(batch, changes);
        }
    }

    /**
     * Adds the users within the caller's transaction, which has begun with {@link #SAVEPOINT}.
     *
     * @throws SQLException when the transaction as a whole has failed
     */
    Outcome write(final Connection connection, final String appId) throws SQLException {
        if (!connection.isWrapperFor(PGConnection.class)) {
            return Outcome.IMPOSSIBLE;
        }
        prepare();
        try {
            added = copy(connection.unwrap(PGConnection.class));
            return Outcome.WRITTEN;
        } catch (final SQLException failed) {
            if (isFatal(failed)) {
                throw failed;
            }
            rollBack(connection, failed);
            return UNIQUE_VIOLATION.equals(failed.getSQLState())
                    ? Outcome.NOT_NEW
                    // Such as row-level security, which COPY cannot do. If the fault is in the
                    // rows, the next statement will say so.
                    : Outcome.IMPOSSIBLE;
        }
    }

    /** How many users were written: all, unless a trigger of the database's leaves some out. */
    long added() {
        return added;
    }

    private long copy(final PGConnection connection) throws SQLException {
        final CopyIn copying =
                connection
                        .getCopyAPI()
                        .copyIn(
                                schema.in("COPY {schema}.user_profile (")
                                        + String.join(", ", rows.columns())
                                        + ") FROM STDIN (FORMAT binary)");
        try {
            for (final byte[] chunk : rows.chunks()) {
                copying.writeToCopy(chunk, 0, chunk.length);
            }
            return copying.endCopy();
        } finally {
            if (copying.isActive()) {
                copying.cancelCopy();
            }
        }
    }

    private static boolean isFatal(final SQLException failed) {
        final String state = failed.getSQLState();
        return state == null || FATAL.stream().anyMatch(state::startsWith);
    }

    private static void rollBack(final Connection connection, final SQLException reason)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(ROLLBACK);
        } catch (final SQLException broken) {
            reason.addSuppressed(broken);
            throw reason;
        }
    }
}
