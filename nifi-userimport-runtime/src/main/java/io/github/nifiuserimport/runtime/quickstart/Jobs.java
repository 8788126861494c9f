// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.job.JobFindingsQuery;
import io.github.nifiuserimport.store.job.JobStatusQuery;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The jobs of a run. The User Store makes their tables when it is first enabled. */
final class Jobs {

    private static final SchemaName SCHEMA = new SchemaName("userimport");
    private static final JobStatusQuery STATUS = new JobStatusQuery(SCHEMA);
    private static final JobFindingsQuery FINDINGS = new JobFindingsQuery(SCHEMA);

    /** No schema, table or column: the store is just making or upgrading them. */
    private static final Set<String> NOT_THERE_YET = Set.of("3F000", "42P01", "42703");

    private final DatabaseSession database;

    Jobs(final DatabaseSession database) {
        this.database = database;
    }

    /** The database's time, by which jobs are dated. */
    Instant now() throws SQLException, IOException {
        return database.ask(
                connection -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
                        row.next();
                        return row.getObject(1, OffsetDateTime.class).toInstant();
                    }
                });
    }

    /** Jobs registered at that time or later, the oldest first; none before there are tables. */
    List<JobStatus> since(final Instant time) throws SQLException, IOException {
        try {
            return database.ask(connection -> STATUS.since(connection, time));
        } catch (final SQLException e) {
            if (NOT_THERE_YET.contains(e.getSQLState())) {
                return List.of();
            }
            throw e;
        }
    }

    /** Whether nothing was ever imported, nor is to be. */
    boolean isStoreEmpty() throws SQLException, IOException {
        return since(Instant.EPOCH).isEmpty() && database.ask(Profiles::areNone);
    }

    /** Names of the files of jobs that have not ended. */
    Set<String> unfinishedFiles() throws SQLException, IOException {
        return since(Instant.EPOCH).stream()
                .filter(job -> !job.state().ended() && !job.isUndo())
                .map(JobStatus::fileName)
                .collect(Collectors.toSet());
    }

    /** The first rejected rows of a job, as lines for people. */
    List<String> rejected(final String job, final int limit) throws SQLException, IOException {
        return database
                .ask(connection -> FINDINGS.of(connection, job, limit))
                .errors()
                .kept()
                .stream()
                .map(Jobs::line)
                .toList();
    }

    private static String line(final RowNote note) {
        final String sentence = note.sentence();
        return "line " + note.line() + (sentence.equals(note.text()) ? ": " : ", ") + sentence;
    }
}
