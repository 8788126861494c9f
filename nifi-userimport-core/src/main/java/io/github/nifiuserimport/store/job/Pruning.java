// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.job;

import io.github.nifiuserimport.job.Pruned;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** Removes what is kept of jobs that ended long ago, some of it a call: transactions stay short. */
public final class Pruning {

    // SKIP LOCKED: on a cluster, or by two flows, pruning may run twice at a time. The newest come
    // first, since the oldest are pruned already; and there is no EXISTS, which PostgreSQL likes to
    // work out by reading the rows of all jobs.
    private static final String ONE_JOB_WITH_ROWS =
            """
            SELECT id FROM {schema}.import_job AS job
            WHERE finished < ?
              AND ((SELECT true FROM {schema}.import_row_error
                    WHERE job_id = job.id LIMIT 1)
                   OR (SELECT true FROM {schema}.import_row_warning
                       WHERE job_id = job.id LIMIT 1))
            ORDER BY finished DESC LIMIT 1 FOR UPDATE SKIP LOCKED
            """;

    private static final String ERRORS = "DELETE FROM {schema}.import_row_error WHERE job_id = ?";

    private static final String ERRORS_BY_COLUMN =
            "DELETE FROM {schema}.import_column_error WHERE job_id = ?";

    private static final String WARNINGS =
            "DELETE FROM {schema}.import_row_warning WHERE job_id = ?";

    private static final String SOME_JOBS =
            """
            DELETE FROM {schema}.import_job WHERE id IN (
                SELECT id FROM {schema}.import_job
                WHERE finished < ?
                  -- What is being undone is still needed.
                  AND id NOT IN (
                      SELECT undoes FROM {schema}.import_job
                      WHERE undoes IS NOT NULL AND state IN ('PENDING', 'RUNNING'))
                ORDER BY finished LIMIT 100 FOR UPDATE SKIP LOCKED)
            """;

    private final SchemaName schema;

    public Pruning(final SchemaName schema) {
        this.schema = schema;
    }

    /** Removes the rows of the oldest such job that has any. */
    public Pruned rowsOfOneJob(final Connection connection, final Instant endedBefore)
            throws SQLException {
        final String job;
        try (PreparedStatement select = connection.prepareStatement(schema.in(ONE_JOB_WITH_ROWS))) {
            select.setTimestamp(1, Timestamp.from(endedBefore));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Pruned.NOTHING;
                }
                job = row.getString(1);
            }
        }
        delete(connection, ERRORS_BY_COLUMN, job);
        return new Pruned(0, delete(connection, ERRORS, job), delete(connection, WARNINGS, job), 0);
    }

    private long delete(final Connection connection, final String sql, final String job)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(schema.in(sql))) {
            delete.setString(1, job);
            return delete.executeLargeUpdate();
        }
    }

    /** Removes the oldest such jobs, with their parts and rows. */
    public Pruned someJobs(final Connection connection, final Instant endedBefore)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(schema.in(SOME_JOBS))) {
            delete.setTimestamp(1, Timestamp.from(endedBefore));
            return new Pruned(delete.executeLargeUpdate(), 0, 0, 0);
        }
    }
}
