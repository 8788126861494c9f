// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import io.github.nifiuserimport.runtime.LocalPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The PostgreSQL of a suite. What the server would do at moments of its own, checkpoints and
 * vacuuming, is done between the measurements instead, for everything that is compared.
 */
public final class Database implements AutoCloseable {

    private final LocalPostgres postgres;

    private Database(final LocalPostgres postgres) {
        this.postgres = postgres;
    }

    public static Database start(final Path folder) {
        return new Database(
                LocalPostgres.in(folder)
                        .setting("autovacuum", "off")
                        .setting("checkpoint_timeout", "1h")
                        .setting("max_wal_size", "16GB")
                        .start());
    }

    public LocalPostgres postgres() {
        return postgres;
    }

    public void execute(final String... statements) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public long number(final String query) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Leaves the server nothing to do but what is measured next. */
    public void settle(final String table) throws SQLException {
        execute("VACUUM ANALYZE " + table, "CHECKPOINT");
    }

    @Override
    public void close() {
        postgres.stop();
    }
}
