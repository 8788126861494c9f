// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.job;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobTotals;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * Adds up the jobs of some apps, by reading all of them: for those who ask now and then, such as
 * Prometheus.
 */
public final class JobTotalsQuery {

    private static final String JOBS =
            """
            SELECT {state} AS state, count(*) AS jobs,
                   coalesce(sum(extract(epoch FROM finished - started)), 0) AS ran,
                   greatest(extract(epoch FROM clock_timestamp() - min(created)), 0) AS oldest
            FROM {schema}.import_job AS job WHERE app_id = ANY (?) GROUP BY {state}
            """;

    private static final String ROWS =
            """
            SELECT {sums} FROM {schema}.import_part AS part
            WHERE job_id IN (SELECT id FROM {schema}.import_job WHERE app_id = ANY (?))
            """;

    private final String jobs;
    private final String rows;

    public JobTotalsQuery(final SchemaName schema) {
        jobs = schema.in(JOBS.replace("{state}", JobStatusQuery.STATE));
        rows = schema.in(CountColumns.in(ROWS));
    }

    public JobTotals of(final Connection connection, final Collection<String> appIds)
            throws SQLException {
        final Array apps = connection.createArrayOf("text", appIds.toArray());
        final Map<JobState, Long> number = new EnumMap<>(JobState.class);
        for (final JobState state : JobState.values()) {
            number.put(state, 0L);
        }
        final Map<JobState, Duration> oldest = new EnumMap<>(JobState.class);
        Duration ran = Duration.ZERO;
        try (PreparedStatement select = connection.prepareStatement(jobs)) {
            select.setArray(1, apps);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    final JobState state = JobState.valueOf(row.getString("state"));
                    number.put(state, row.getLong("jobs"));
                    ran = ran.plus(seconds(row.getDouble("ran")));
                    if (!state.ended()) {
                        oldest.put(state, seconds(row.getDouble("oldest")));
                    }
                }
            }
        }
        return new JobTotals(Map.copyOf(number), counts(connection, apps), ran, oldest);
    }

    private Counts counts(final Connection connection, final Array apps) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(rows)) {
            select.setArray(1, apps);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return CountColumns.read(row);
            }
        }
    }

    private static Duration seconds(final double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
