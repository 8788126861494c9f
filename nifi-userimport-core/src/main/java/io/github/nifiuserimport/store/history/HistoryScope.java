// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.history;

import io.github.nifiuserimport.job.history.ChangingJob;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.jdbc.TextArrays;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Of whom, and from when, changes are read.
 *
 * @param profiles their ids
 * @param before only what was made before that time
 * @param since from when on changes are kept
 * @param max how many changes are looked for in each table
 */
record HistoryScope(List<Long> profiles, Optional<Instant> before, Instant since, int max) {

    /** Reads a row of a result. */
    interface Reading {
        void read(ResultSet row) throws SQLException;
    }

    /** Sets the parameters of a statement behind the ids, which are the first one. */
    interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    /** {@link #before}, or later than any time, as PostgreSQL reads it. */
    String beforeText() {
        return before.map(Instant::toString).orElse("infinity");
    }

    /** Whether something that was made then is asked for, and kept. */
    boolean holds(final Instant made) {
        return !made.isBefore(since) && before.map(made::isBefore).orElse(true);
    }

    /**
     * Runs a query of which the profiles' ids are the first parameter.
     *
     * @param sql with {@code {schema}}, and with {@code {job}} and {@code {creator}} for what
     *     {@link #job} reads of these tables
     */
    void forEach(
            final Connection connection,
            final SchemaName schema,
            final String sql,
            final Parameters others,
            final Reading reading)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        schema.in(
                                sql.replace("{job}", columns("job"))
                                        .replace("{creator}", columns("creator"))))) {
            TextArrays.set(connection, select, 1, "bigint", profiles, UnaryOperator.identity());
            others.set(select);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    reading.read(row);
                }
            }
        }
    }

    static Instant instant(final ResultSet row, final String column) throws SQLException {
        final Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    /** What {@link #job} reads of the table of jobs that is called like this. */
    private static String columns(final String alias) {
        return Text.format(
                "%1$s.id AS %1$s_id, %1$s.file_name AS %1$s_file,"
                        + " CASE WHEN %1$s.undoes IS NULL THEN 'IMPORT'"
                        + " WHEN EXISTS (SELECT FROM {schema}.import_job AS undone"
                        + " WHERE undone.id = %1$s.undoes AND undone.undoes IS NOT NULL)"
                        + " THEN 'UNDO_OF_UNDO' ELSE 'UNDO' END AS %1$s_kind",
                alias);
    }

    /**
     * The job in the column {@code X_number} and those in the place of {@code {X}}, where X is
     * {@code job} or {@code creator}; null where none is.
     */
    static ChangingJob job(final ResultSet row, final String alias) throws SQLException {
        row.getLong(alias + "_number");
        return row.wasNull()
                ? null
                : new ChangingJob(
                        row.getString(alias + "_id"),
                        row.getString(alias + "_file"),
                        ChangingJob.Kind.valueOf(row.getString(alias + "_kind")));
    }
}
