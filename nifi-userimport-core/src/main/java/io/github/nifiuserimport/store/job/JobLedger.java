// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.job;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.KeyOrder;
import io.github.nifiuserimport.job.KeyPlace;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.value.Storable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Jobs and their parts: the tables {@code import_job} and {@code import_part}. Runs in the caller's
 * transaction.
 *
 * <p>All commits of a part but the last do not wait for the disk ({@link #settings}). This loses
 * nothing: how far the part has come is committed together with the rows it has written, so a
 * server that crashes loses the last batches of both, and the import goes on from where the ledger
 * then stands. The last commit waits, and with it everything before it is on disk: a job that is
 * FINISHED stays so.
 *
 * <p>A batch's step locks the job's row until the batch is committed. A job that is cancelled, or
 * fails, so waits for the batches that are just being committed, and from then on none is: what the
 * ledger says of a job that has ended is the last word.
 */
public final class JobLedger {

    private static final String REGISTER_JOB =
            """
            INSERT INTO {schema}.import_job
                (id, app_id, action, file_name, file_size, parts, columns, delimiter,
                 registered_by, state)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'PENDING')
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String REGISTERED_BY =
            "SELECT coalesce(registered_by = ?, false) FROM {schema}.import_job WHERE id = ?";

    private static final String START_JOB =
            """
            UPDATE {schema}.import_job SET
                state = 'RUNNING',
                -- Where somebody has set it to PENDING again by hand.
                cancelled = false,
                started = now(),
                parts = ?,
                split = ?,
                -- A job registered before its file was there.
                action = coalesce(action, ?),
                file_size = greatest(file_size, ?),
                columns = coalesce(columns, ?),
                delimiter = coalesce(delimiter, ?)
            WHERE id = ? AND state = 'PENDING'
            """;

    private static final String REGISTER_PART =
            """
            INSERT INTO {schema}.import_part (job_id, part_index) VALUES (?, ?)
            ON CONFLICT (job_id, part_index) DO NOTHING
            """;

    private static final String SPLIT =
            "SELECT parts, split, started IS NOT NULL AS begun FROM {schema}.import_job WHERE id = ?";

    private static final String PART =
            """
            SELECT finished, coalesce(rows_total, -1) AS rows_total, {counts}, {order}
            FROM {schema}.import_part WHERE job_id = ? AND part_index = ?
            """;

    private static final String ORDER = "key_column, rows_in_key_order, last_key, last_row";

    // What another delivery has noted stays: it may have applied rows in its order.
    private static final String COUNTED =
            """
            UPDATE {schema}.import_part SET
                rows_total = ?,
                key_column = ?::text,
                rows_in_key_order = CASE WHEN ?::text IS NOT NULL THEN 0 END,
                rows_in_file_order = CASE WHEN ?::text IS NOT NULL THEN 0 END
            WHERE job_id = ? AND part_index = ? AND rows_total IS NULL
            """;

    // The condition on rows_done makes a batch count once, however often NiFi delivers it.
    private static final String ADVANCE =
            """
            UPDATE {schema}.import_part SET
                {additions},
                finished = ?,
                rows_in_key_order = rows_in_key_order + ?,
                rows_in_file_order = rows_in_file_order + ?,
                rows_in_history = rows_in_history + ?,
                last_key = coalesce(decode(?::text, 'hex'), last_key),
                last_row = coalesce(?, last_row)
            WHERE job_id = ? AND part_index = ? AND rows_done = ? AND NOT finished
              AND EXISTS (SELECT 1 FROM {schema}.import_job WHERE id = ? AND state = 'RUNNING'
                          FOR {lock})
            RETURNING finished, coalesce(rows_total, -1) AS rows_total, {counts}, {order}
            """;

    // Parts share the job's row, but the last batch of each goes on to change it: had two of them
    // the
    // row together, each would wait for the other.
    private static final String SHARED = "SHARE";

    private static final String ALONE = "NO KEY UPDATE";

    private static final String PART_FINISHED =
            """
            UPDATE {schema}.import_job SET
                parts_finished = parts_finished + 1,
                state = CASE WHEN parts_finished + 1 = parts THEN 'FINISHED' ELSE state END,
                finished = CASE WHEN parts_finished + 1 = parts THEN clock_timestamp() END,
                ended_by = CASE WHEN parts_finished + 1 = parts THEN ? END
            WHERE id = ? AND state = 'RUNNING'
            """;

    private static final String FAIL =
            """
            UPDATE {schema}.import_job
            SET state = 'FAILED', cancelled = false, error = ?, finished = clock_timestamp(),
                ended_by = ?
            WHERE id = ? AND state IN ('PENDING', 'RUNNING')
            """;

    private static final String CANCEL =
            """
            UPDATE {schema}.import_job
            SET state = 'FAILED', cancelled = true, error = ?, finished = clock_timestamp(),
                ended_by = NULL
            WHERE id = ? AND state IN ('PENDING', 'RUNNING')
            """;

    private static final String TELL_CANCELLED =
            """
            UPDATE {schema}.import_job SET ended_by = ?
            WHERE id = ? AND cancelled AND state = 'FAILED' AND ended_by IS NULL
            """;

    private final SchemaName schema;

    public JobLedger(final SchemaName schema) {
        this.schema = schema;
    }

    /**
     * Registers a job, unless it is known.
     *
     * @return whether that FlowFile registered it, now or when it came before
     */
    public boolean register(final Connection connection, final NewJob job, final String flowFileId)
            throws SQLException {
        add(connection, job, flowFileId);
        try (PreparedStatement select = prepare(connection, REGISTERED_BY)) {
            select.setString(1, flowFileId);
            select.setString(2, job.id());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /**
     * Adds a job, unless it is known. Waits for another transaction that is adding it.
     *
     * @return whether it was added
     */
    public boolean add(final Connection connection, final NewJob job, final String flowFileId)
            throws SQLException {
        try (PreparedStatement register = prepare(connection, REGISTER_JOB)) {
            register.setString(1, job.id());
            register.setString(2, job.appId());
            register.setString(3, job.action());
            register.setString(4, Storable.shown(job.fileName()));
            register.setLong(5, job.fileSize());
            register.setInt(6, job.parts());
            register.setArray(7, JobColumns.names(connection, job.notation()));
            register.setString(8, JobColumns.delimiter(job.notation()));
            register.setString(9, flowFileId);
            return register.executeUpdate() == 1;
        }
    }

    /**
     * Registers a part and its job, and starts that, where they are not yet. A part of a file that
     * was split again otherwise is none of the job's, and is not registered.
     *
     * @return into what the job's file was split
     */
    public JobSplit open(final Connection connection, final NewJob job, final PartId part)
            throws SQLException {
        add(connection, job, null);
        try (PreparedStatement start = prepare(connection, START_JOB)) {
            start.setInt(1, job.parts());
            start.setString(2, JobSplit.of(job).split());
            start.setString(3, job.action());
            start.setLong(4, job.fileSize());
            start.setArray(5, JobColumns.names(connection, job.notation()));
            start.setString(6, JobColumns.delimiter(job.notation()));
            start.setString(7, job.id());
            start.executeUpdate();
        }
        final JobSplit split = split(connection, job);
        if (split.isOf(job)) {
            try (PreparedStatement register = prepare(connection, REGISTER_PART)) {
                register.setString(1, part.jobId());
                register.setInt(2, part.index());
                register.executeUpdate();
            }
        }
        return split;
    }

    /** That of the first part that was opened; where the job has ended before, any will do. */
    private JobSplit split(final Connection connection, final NewJob job) throws SQLException {
        try (PreparedStatement select = prepare(connection, SPLIT)) {
            select.setString(1, job.id());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean("begun")
                        ? new JobSplit(row.getInt("parts"), row.getString("split"))
                        : JobSplit.of(job);
            }
        }
    }

    /** How far a part is; nowhere when the job has no such part. */
    public PartProgress part(final Connection connection, final PartId part) throws SQLException {
        try (PreparedStatement select = prepare(connection, PART)) {
            select.setString(1, part.jobId());
            select.setInt(2, part.index());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? progress(row) : new PartProgress(0, false, -1, Counts.NONE);
            }
        }
    }

    /**
     * Notes how many rows a part has, and in which order they are applied, if that is not known.
     */
    public PartProgress counted(
            final Connection connection,
            final PartId part,
            final long rows,
            final Optional<String> keyColumn)
            throws SQLException {
        try (PreparedStatement update = prepare(connection, COUNTED)) {
            int index = 1;
            update.setLong(index++, rows);
            update.setString(index++, keyColumn.orElse(null));
            update.setString(index++, keyColumn.orElse(null));
            update.setString(index++, keyColumn.orElse(null));
            update.setString(index++, part.jobId());
            update.setInt(index, part.index());
            update.executeUpdate();
        }
        return part(connection, part);
    }

    /**
     * Moves the ledger past a batch.
     *
     * @param inHistory whether it is kept what the batch has changed
     * @return nothing when it does not stand at the batch's first row, or the job has ended
     */
    public Optional<PartProgress> advance(
            final Connection connection,
            final Batch batch,
            final Counts written,
            final boolean inHistory)
            throws SQLException {
        final PartId part = batch.part();
        final String sql = ADVANCE.replace("{lock}", batch.last() ? ALONE : SHARED);
        try (PreparedStatement update = prepare(connection, sql)) {
            int index = CountColumns.setAdditions(update, batch.counts(written));
            update.setBoolean(index++, batch.last());
            final Optional<KeyPlace> end = batch.endsAt();
            update.setLong(index++, end.isPresent() ? batch.rows() : 0);
            update.setLong(index++, end.isPresent() ? 0 : batch.rows());
            update.setLong(index++, inHistory ? batch.rows() : 0);
            // Not as bytes: in their literals some sessions take a backslash for an escape.
            update.setString(
                    index++, end.map(KeyPlace::key).map(HexFormat.of()::formatHex).orElse(null));
            update.setObject(index++, end.map(KeyPlace::row).orElse(null), Types.BIGINT);
            update.setString(index++, part.jobId());
            update.setInt(index++, part.index());
            update.setLong(index++, batch.firstRow());
            update.setString(index, part.jobId());
            try (ResultSet row = update.executeQuery()) {
                return row.next() ? Optional.of(progress(row)) : Optional.empty();
            }
        }
    }

    /**
     * What is set for the transaction of a batch, see {@link JobLedger}.
     *
     * @return SQL to be put behind other settings; empty for the last batch of a part
     */
    public static String settings(final Batch batch) {
        return batch.last() ? "" : "; SET LOCAL synchronous_commit = off";
    }

    /** Says that the transaction's commit need not wait for the disk, see {@link JobLedger}. */
    public static void commitLater(final Connection connection) throws SQLException {
        try (PreparedStatement set =
                connection.prepareStatement("SET LOCAL synchronous_commit = off")) {
            set.execute();
        }
    }

    /**
     * Counts a finished part; with the last one the job is FINISHED.
     *
     * @return false when the job has ended meanwhile
     */
    public boolean partFinished(final Connection connection, final Delivery delivery)
            throws SQLException {
        try (PreparedStatement update = prepare(connection, PART_FINISHED)) {
            update.setString(1, delivery.flowFileId());
            update.setString(2, delivery.part().jobId());
            return update.executeUpdate() == 1;
        }
    }

    public void fail(
            final Connection connection,
            final String jobId,
            final String reason,
            final String flowFileId)
            throws SQLException {
        try (PreparedStatement update = prepare(connection, FAIL)) {
            update.setString(1, Storable.shown(reason));
            update.setString(2, flowFileId);
            update.setString(3, jobId);
            update.executeUpdate();
        }
    }

    /** Cancels a job, unless it has ended. */
    public void cancel(final Connection connection, final String jobId, final String reason)
            throws SQLException {
        try (PreparedStatement update = prepare(connection, CANCEL)) {
            update.setString(1, Storable.shown(reason));
            update.setString(2, jobId);
            update.executeUpdate();
        }
    }

    /** Notes who tells of a cancelled job's end, unless that is known. */
    public void tellCancelled(
            final Connection connection, final String jobId, final String flowFileId)
            throws SQLException {
        try (PreparedStatement update = prepare(connection, TELL_CANCELLED)) {
            update.setString(1, flowFileId);
            update.setString(2, jobId);
            update.executeUpdate();
        }
    }

    private static PartProgress progress(final ResultSet row) throws SQLException {
        return new PartProgress(
                row.getLong("rows_done"),
                row.getBoolean("finished"),
                row.getLong("rows_total"),
                CountColumns.read(row),
                order(row));
    }

    private static Optional<KeyOrder> order(final ResultSet row) throws SQLException {
        final String column = row.getString("key_column");
        if (column == null) {
            return Optional.empty();
        }
        final byte[] key = row.getBytes("last_key");
        return Optional.of(
                new KeyOrder(
                        column,
                        row.getLong("rows_in_key_order"),
                        key == null
                                ? Optional.empty()
                                : Optional.of(new KeyPlace(key, row.getLong("last_row")))));
    }

    private PreparedStatement prepare(final Connection connection, final String sql)
            throws SQLException {
        return connection.prepareStatement(
                schema.in(CountColumns.in(sql.replace("{order}", ORDER))));
    }
}
