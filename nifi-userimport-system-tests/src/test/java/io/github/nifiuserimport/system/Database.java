// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.text.Text;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What imports leave in PostgreSQL. */
public final class Database {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String JOBS =
            """
            -- Asked also while the schema is being made.
            SELECT j.id, j.file_name,
                   CASE WHEN to_jsonb(j) ->> 'cancelled' = 'true' AND j.state = 'FAILED' THEN 'CANCELLED' ELSE j.state END,
                   j.error,
                   coalesce(sum(p.rows_total), -1), coalesce(sum(p.rows_done), 0),
                   coalesce(sum(p.rows_applied), 0), coalesce(sum(p.rows_rejected), 0),
                   coalesce(sum(p.users_created), 0), coalesce(sum(p.users_updated), 0),
                   coalesce(sum(p.users_unchanged), 0)
              FROM userimport.import_job j
              LEFT JOIN userimport.import_part p ON p.job_id = j.id
             WHERE %s
             GROUP BY j.id
             ORDER BY j.created, j.id
            """;

    private final LocalPostgres postgres;

    Database(final LocalPostgres postgres) {
        this.postgres = postgres;
    }

    /** The jobs of an app, the oldest first. None while the tables are not there. */
    public List<Job> jobs(final String app) {
        if (value("SELECT to_regclass('userimport.import_job')") == null) {
            return List.of();
        }
        return query(Text.format(JOBS, "j.app_id = ?"), Database::job, app);
    }

    /** The job of that id. */
    public Optional<Job> job(final String id) {
        return query(Text.format(JOBS, "j.id = ?"), Database::job, id).stream().findFirst();
    }

    private static Job job(final ResultSet row) throws SQLException {
        return new Job(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11));
    }

    /** The jobs of an app and a file's name, the oldest first. */
    public List<Job> jobs(final String app, final String file) {
        return jobs(app).stream().filter(job -> job.file().equals(file)).toList();
    }

    /** A user's attributes; nothing for one that is not there. */
    public Optional<JsonNode> attributes(final String app, final String user) {
        return query(
                        "SELECT attributes::text FROM userimport.user_profile"
                                + " WHERE app_id = ? AND user_id = ?",
                        row -> json(row.getString(1)),
                        app,
                        user)
                .stream()
                .findFirst();
    }

    /** The first column of the one row that a query gives, as text. */
    public String value(final String sql, final String... arguments) {
        return query(sql, row -> row.getString(1), arguments).getFirst();
    }

    /** How many rows a query counts. */
    public long count(final String sql, final String... arguments) {
        return Long.parseLong(value(sql, arguments));
    }

    /** Runs a statement that gives nothing back. */
    public void execute(final String sql) {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(final String sql, final Mapper<T> mapper, final String... arguments) {
        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            final List<T> all = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    all.add(mapper.map(row));
                }
            }
            return all;
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(final String text) {
        try {
            return JSON.readTree(text);
        } catch (final JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An object of texts, as JSON. */
    static String text(final Map<String, String> object) {
        return JSON.valueToTree(object).toString();
    }
}
