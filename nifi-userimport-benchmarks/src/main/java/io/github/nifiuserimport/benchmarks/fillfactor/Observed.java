// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.fillfactor;

import io.github.nifiuserimport.benchmarks.Database;
import java.sql.SQLException;

/**
 * What PostgreSQL tells of its work since it was started.
 *
 * @param walBytes of write-ahead log, the first image of each page after a checkpoint included
 * @param updates of rows of the table
 * @param hotUpdates those that touched no index, since the new version fitted on the old one's page
 */
public record Observed(long walBytes, long updates, long hotUpdates) {

    private static final long WAIT_MILLIS = 20;

    /** Looks, once the sessions that are at their end have told what they did. */
    public static Observed now(final Database database, final String table)
            throws SQLException, InterruptedException {
        while (database.number(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
                        """)
                > 0) {
            Thread.sleep(WAIT_MILLIS);
        }
        return new Observed(
                database.number("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn"),
                database.number("SELECT pg_stat_get_tuples_updated('" + table + "'::regclass)"),
                database.number(
                        "SELECT pg_stat_get_tuples_hot_updated('" + table + "'::regclass)"));
    }

    /** What was done since an earlier look. */
    public Observed since(final Observed before) {
        return new Observed(
                walBytes - before.walBytes,
                updates - before.updates,
                hotUpdates - before.hotUpdates);
    }
}
