// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.job;

import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a job as it stands, its parts added up. */
public final class JobStatusQuery {

    private static final String JOBS =
            """
            SELECT job.id, job.app_id, job.action, job.file_name,
                   coalesce(job.file_size, -1) AS file_size,
                   {state} AS state, job.created, job.started, job.finished, job.error,
                   job.ended_by, job.columns, job.delimiter, job.undoes,
                   -- Known once the last part has been counted.
                   CASE WHEN count(part.rows_total) = job.parts
                        THEN sum(part.rows_total) ELSE -1 END AS rows_total,
                   {sums}
            FROM {schema}.import_job AS job
            LEFT JOIN {schema}.import_part AS part ON part.job_id = job.id
            """;

    // An older version knows of no such state, and reads what is stored.
    static final String STATE =
            "CASE WHEN job.cancelled AND job.state = 'FAILED' THEN 'CANCELLED' ELSE job.state END";

    // PostgreSQL would plan it anew for each array that it sees; of a subquery it sees nothing.
    private static final String SOME =
            "WHERE job.id = ANY (ARRAY(SELECT unnest(?::text[]))) GROUP BY job.id";

    private static final String LATEST =
            """
            WHERE job.id IN (
                SELECT id FROM {schema}.import_job
                WHERE app_id = ? ORDER BY created DESC, id LIMIT ?)
            GROUP BY job.id ORDER BY job.created DESC, job.id
            """;

    private static final String SINCE =
            "WHERE job.created >= ? GROUP BY job.id ORDER BY job.created, job.id";

    private final String some;
    private final String latest;
    private final String since;

    public JobStatusQuery(final SchemaName schema) {
        final String jobs = CountColumns.in(JOBS.replace("{state}", STATE));
        some = schema.in(jobs + SOME);
        latest = schema.in(jobs + LATEST);
        since = schema.in(jobs + SINCE);
    }

    public Optional<JobStatus> status(final Connection connection, final String jobId)
            throws SQLException {
        return Optional.ofNullable(byId(connection, Set.of(jobId)).get(jobId));
    }

    /** Those of the jobs that are known, by their ids. */
    public Map<String, JobStatus> byId(final Connection connection, final Set<String> jobIds)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(some)) {
            select.setArray(1, connection.createArrayOf("text", jobIds.toArray()));
            return all(select).stream()
                    .collect(Collectors.toMap(JobStatus::id, Function.identity()));
        }
    }

    /** The latest jobs of an app, newest first. */
    public List<JobStatus> latest(final Connection connection, final String appId, final int max)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(latest)) {
            select.setString(1, appId);
            select.setInt(2, max);
            return all(select);
        }
    }

    /** The jobs of all apps that were registered at that time or later, oldest first. */
    public List<JobStatus> since(final Connection connection, final Instant time)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(since)) {
            select.setObject(1, time.atOffset(ZoneOffset.UTC));
            return all(select);
        }
    }

    private static List<JobStatus> all(final PreparedStatement select) throws SQLException {
        final List<JobStatus> jobs = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                jobs.add(status(row));
            }
        }
        return jobs;
    }

    private static JobStatus status(final ResultSet row) throws SQLException {
        return new JobStatus(
                row.getString("id"),
                row.getString("app_id"),
                row.getString("action"),
                row.getString("file_name"),
                row.getLong("file_size"),
                JobState.valueOf(row.getString("state")),
                row.getLong("rows_total"),
                CountColumns.read(row),
                instant(row.getTimestamp("created")),
                instant(row.getTimestamp("started")),
                instant(row.getTimestamp("finished")),
                row.getString("error"),
                row.getString("ended_by"),
                JobColumns.read(row),
                row.getString("undoes"));
    }

    private static Instant instant(final Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
