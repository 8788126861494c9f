// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.text.Text;
import java.util.List;
import org.assertj.core.api.SoftAssertions;

/**
 * All that is stored of an app's users at a moment, ids and all: their profiles, devices and
 * events, and the addresses that are unsubscribed. Only when a row was last written is left out.
 */
public final class StoredUsers {

    private static final List<String> TABLES =
            List.of("user_profile", "device", "event", "suppressed_address");

    private static final String ROWS =
            "SELECT to_jsonb(stored) - 'updated_at' AS row FROM userimport.%s AS stored"
                    + " WHERE app_id = '%s'";

    private static final String DIFFERENT =
            """
            WITH found AS (%1$s),
                 missing AS (TABLE %2$s EXCEPT ALL TABLE found),
                 surplus AS (TABLE found EXCEPT ALL TABLE %2$s)
            SELECT concat_ws(' ', (SELECT count(*) FROM missing), 'missing,',
                                  (SELECT count(*) FROM surplus), 'surplus',
                                  (SELECT string_agg(what || row, ' ') FROM (
                                       (SELECT 'missing ' AS what, row FROM missing
                                        ORDER BY row ->> 'id' LIMIT 4)
                                       UNION ALL
                                       (SELECT 'surplus ', row FROM surplus
                                        ORDER BY row ->> 'id' LIMIT 4)) AS few))
            """;

    private final Database database;
    private final String app;
    private final String schema;

    private StoredUsers(final Database database, final String app, final String schema) {
        this.database = database;
        this.app = app;
        this.schema = schema;
    }

    /**
     * Copies what is stored now.
     *
     * @param name under which the copy is kept until the end of all tests
     */
    public static StoredUsers of(final Database database, final String app, final String name) {
        final StoredUsers users = new StoredUsers(database, app, "stored_users_" + name);
        database.execute("CREATE SCHEMA " + users.schema);
        for (final String table : TABLES) {
            database.execute(
                    "CREATE TABLE "
                            + users.copy(table)
                            + " AS "
                            + Text.format(ROWS, table, users.app));
        }
        return users;
    }

    private String copy(final String table) {
        return schema + "." + table;
    }

    /**
     * Changes the copied profiles.
     *
     * @param row SQL for what becomes of the JSON in {@code row}
     * @param which SQL for the rows it is for
     */
    void change(final String row, final String which) {
        database.execute(
                "UPDATE " + copy("user_profile") + " SET row = " + row + " WHERE " + which);
    }

    /** Makes sure that there is something to compare of each kind. */
    public void assertComplete() {
        for (final String table : TABLES) {
            assertThat(database.count("SELECT count(*) FROM " + copy(table)))
                    .as("%s: without any, the comparison shows nothing", table)
                    .isPositive();
        }
    }

    /** Compares what is stored now. */
    public void assertSame() {
        final SoftAssertions all = new SoftAssertions();
        for (final String table : TABLES) {
            all.assertThat(
                            database.value(
                                    Text.format(
                                            DIFFERENT, Text.format(ROWS, table, app), copy(table))))
                    .as("%s, compared with what was there", table)
                    .isEqualTo("0 missing, 0 surplus");
        }
        all.assertAll();
    }

    /** Makes sure that something is stored otherwise now. */
    public void assertOther() {
        for (final String table : TABLES) {
            assertThat(
                            database.value(
                                    Text.format(
                                            DIFFERENT, Text.format(ROWS, table, app), copy(table))))
                    .as("%s, compared with what was there", table)
                    .isNotEqualTo("0 missing, 0 surplus");
        }
    }
}
