// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.undo;

import io.github.nifiuserimport.job.JobFindings.Undone;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.UndoRefused;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.job.UndoLedger;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Whether a job can be undone. */
public final class UndoCheck {

    /** Of requests to undo one job at the same moment, the others wait for the first. */
    private static final String LOCK = "SELECT FROM {schema}.import_job WHERE id = ? FOR UPDATE";

    /** Nobody removes any of it before this transaction ends: whoever wants to, says so first. */
    private static final String STILL_KEPT =
            """
            SELECT history.since <= job.started
            FROM {schema}.history_start AS history, {schema}.import_job AS undo
            JOIN {schema}.import_job AS job ON job.id = undo.undoes
            WHERE undo.id = ?
            FOR SHARE OF history
            """;

    private static final String JOB =
            """
            SELECT job.app_id, job.state, job.file_name, job.started, history.since,
                   coalesce(part.done, 0) AS done, coalesce(part.kept, 0) AS kept
            FROM {schema}.import_job AS job
            LEFT JOIN {schema}.history_start AS history ON true
            LEFT JOIN LATERAL (
                SELECT sum(rows_done) AS done, sum(rows_in_history) AS kept
                FROM {schema}.import_part WHERE job_id = job.id) AS part ON true
            WHERE job.id = ?
            """;

    private final SchemaName schema;
    private final UndoLedger undos;

    public UndoCheck(final SchemaName schema) {
        this.schema = schema;
        undos = new UndoLedger(schema);
    }

    /**
     * Makes sure that it can be, until the transaction ends.
     *
     * @param undoId id of the undo that is to do it: it does not stand in its own way
     * @param appId the app whose users they are
     * @return name of the job's file
     * @throws UndoRefused when it cannot be
     */
    public String check(
            final Connection connection,
            final String undoId,
            final String appId,
            final String jobId)
            throws SQLException, UndoRefused {
        // PostgreSQL has no text with this character.
        if (jobId.indexOf('\0') >= 0) {
            throw UndoRefused.unknown(jobId);
        }
        try (PreparedStatement lock = connection.prepareStatement(schema.in(LOCK))) {
            lock.setString(1, jobId);
            lock.execute();
        }
        try (PreparedStatement select = connection.prepareStatement(schema.in(JOB))) {
            select.setString(1, jobId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || !row.getString("app_id").equals(appId)) {
                    throw UndoRefused.unknown(jobId);
                }
                checkState(jobId, row, undos.undone(connection, jobId, undoId).orElse(null));
                checkKept(jobId, row);
                return row.getString("file_name");
            }
        }
    }

    /** Whether all that an undo needs of what was, is kept, now and until the transaction ends. */
    public boolean isStillKept(final Connection connection, final String undoId)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(schema.in(STILL_KEPT))) {
            select.setString(1, undoId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void checkState(final String jobId, final ResultSet row, final Undone undone)
            throws SQLException, UndoRefused {
        final JobState state = JobState.valueOf(row.getString("state"));
        if (!state.ended()) {
            throw UndoRefused.because(
                    Text.format("Import %s has not ended; undo it when it has", jobId));
        }
        if (undone != null) {
            throw UndoRefused.because(
                    Text.format(
                            undone.at() == null
                                    ? "Import %s is already being undone, by %s"
                                    : "Import %s is undone, by %s",
                            jobId,
                            undone.by()));
        }
        if (row.getLong("done") == 0) {
            throw UndoRefused.because(
                    Text.format("Import %s has changed nothing; there is nothing to undo", jobId));
        }
    }

    private static void checkKept(final String jobId, final ResultSet row)
            throws SQLException, UndoRefused {
        if (row.getLong("kept") < row.getLong("done")) {
            throw UndoRefused.because(
                    Text.format(
                            "Import %s cannot be undone: what users were before is not kept of all its"
                                    + " rows. Some were applied by an older version, or while Keep"
                                    + " History For was 0",
                            jobId));
        }
        final Instant since =
                row.getTimestamp("since") == null ? null : row.getTimestamp("since").toInstant();
        if (since == null || row.getTimestamp("started").toInstant().isBefore(since)) {
            throw UndoRefused.because(
                    Text.format(
                            "Import %s cannot be undone: what users were before is kept since %s only"
                                    + " (Keep History For), and it began earlier",
                            jobId, since == null ? "now" : since.truncatedTo(ChronoUnit.SECONDS)));
        }
    }
}
