// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The job tables. The User Store makes them when it is first enabled; before that, no job is. */
final class Jobs {

    private static final String SINCE =
            """
            SELECT j.id, j.file_name, j.state, j.error, j.created, j.finished,
                   -- Of parts, when all of them are counted.
                   CASE WHEN count(p.rows_total) = j.parts
                        THEN sum(p.rows_total) ELSE -1 END AS rows_total,
                   coalesce(sum(p.rows_done), 0) AS rows_done,
                   coalesce(sum(p.rows_applied), 0) AS applied,
                   coalesce(sum(p.rows_rejected), 0) AS rejected,
                   coalesce(sum(p.users_created), 0) AS users_created,
                   coalesce(sum(p.users_updated), 0) AS users_updated,
                   coalesce(sum(p.users_unchanged), 0) AS users_unchanged
              FROM userimport.import_job j
              LEFT JOIN userimport.import_part p ON p.job_id = j.id
             WHERE j.created >= ?
             GROUP BY j.id
             ORDER BY j.created, j.id
            """;

    private static final String REJECTED =
            """
            SELECT line, column_name, error
              FROM userimport.import_row_error
             WHERE job_id = ?
             ORDER BY part_index, row_number
             LIMIT ?
            """;

    private static final String ANYTHING =
            """
            SELECT EXISTS (SELECT FROM userimport.import_job)
                OR EXISTS (SELECT FROM userimport.user_profile)
            """;

    private static final Set<String> NO_SUCH_TABLE = Set.of("42P01", "3F000");

    private final DatabaseSession database;

    Jobs(final DatabaseSession database) {
        this.database = database;
    }

    /** The database's time, by which jobs are dated. */
    Instant now() throws SQLException, IOException {
        return database.ask(Jobs::now);
    }

    private static Instant now(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return instant(row, 1);
        }
    }

    /** Jobs registered at that time or later, the oldest first. */
    List<Job> since(final Instant time) throws SQLException, IOException {
        return database.ask(connection -> since(connection, time));
    }

    private static List<Job> since(final Connection connection, final Instant time)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SINCE)) {
            statement.setObject(1, time.atOffset(ZoneOffset.UTC));
            final List<Job> jobs = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    jobs.add(job(row));
                }
            }
            return jobs;
        } catch (final SQLException e) {
            if (NO_SUCH_TABLE.contains(e.getSQLState())) {
                return List.of();
            }
            throw e;
        }
    }

    /** Whether nothing was ever imported, nor is to be. */
    boolean isStoreEmpty() throws SQLException, IOException {
        return database.ask(Jobs::isStoreEmpty);
    }

    private static boolean isStoreEmpty(final Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ANYTHING)) {
            row.next();
            return !row.getBoolean(1);
        } catch (final SQLException e) {
            if (NO_SUCH_TABLE.contains(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    /** Names of the files of jobs that have not ended. */
    Set<String> unfinishedFiles() throws SQLException, IOException {
        final Set<String> names = new HashSet<>();
        since(Instant.EPOCH).stream()
                .filter(job -> !job.hasEnded())
                .forEach(job -> names.add(job.fileName()));
        return names;
    }

    /** The first rejected rows of a job, as lines for people. */
    List<String> rejected(final String job, final int limit) throws SQLException, IOException {
        return database.ask(connection -> rejected(connection, job, limit));
    }

    private static List<String> rejected(
            final Connection connection, final String job, final int limit) throws SQLException {
        final List<String> lines = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(REJECTED)) {
            statement.setString(1, job);
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    lines.add(RejectedLine.of(row.getLong(1), row.getString(2), row.getString(3)));
                }
            }
        }
        return lines;
    }

    private static Job job(final ResultSet row) throws SQLException {
        return new Job(
                row.getString("id"),
                row.getString("file_name"),
                row.getString("state"),
                row.getString("error"),
                instant(row, 5),
                instant(row, 6),
                row.getLong("rows_total"),
                row.getLong("rows_done"),
                row.getLong("applied"),
                row.getLong("rejected"),
                row.getLong("users_created"),
                row.getLong("users_updated"),
                row.getLong("users_unchanged"));
    }

    private static Instant instant(final ResultSet row, final int column) throws SQLException {
        final OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
