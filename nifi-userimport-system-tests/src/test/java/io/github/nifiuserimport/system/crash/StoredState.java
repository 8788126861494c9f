// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.system.Database;
import io.github.nifiuserimport.text.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;

/**
 * All that the imports of one file leave in the store, but for times and numbers that are others
 * each time. The store has to hold nothing else.
 */
final class StoredState {

    private static final Map<String, String> TABLES = tables();

    private static final String DIFFERENT =
            """
            WITH found AS (%1$s),
                 missing AS (TABLE %2$s EXCEPT ALL TABLE found),
                 surplus AS (TABLE found EXCEPT ALL TABLE %2$s),
                 different AS (
                     SELECT 'missing' AS what, missing.* FROM missing
                     UNION ALL SELECT 'surplus', surplus.* FROM surplus)
            SELECT concat_ws(' ', (SELECT count(*) FROM missing), 'missing,',
                                  (SELECT count(*) FROM surplus), 'surplus',
                                  (SELECT string_agg(row::text, ' ') FROM (
                                       SELECT different::text AS row FROM different
                                        ORDER BY 1 LIMIT 6) AS few))
            """;

    private final Database database;
    private final String schema;

    private StoredState(final Database database, final String schema) {
        this.database = database;
        this.schema = schema;
    }

    private static Map<String, String> tables() {
        final Map<String, String> tables = new LinkedHashMap<>();
        tables.put(
                "profile",
                """
                SELECT user_id, email, attributes, tags, unsubscribed_channels,
                       unsubscribed_categories, event_totals, state_totals, system, created,
                       last_active
                  FROM userimport.user_profile""");
        tables.put(
                "device",
                """
                SELECT user_id, device_id, device.attributes
                  FROM userimport.device JOIN userimport.user_profile AS profile
                    ON profile.id = profile_id""");
        tables.put(
                "event",
                """
                SELECT user_id, name, happened, value, currency_code, info, message_id, parameters
                  FROM userimport.event JOIN userimport.user_profile AS profile
                    ON profile.id = profile_id""");
        tables.put(
                "job",
                """
                SELECT action, file_name, file_size, parts, parts_finished, state, error, columns,
                       delimiter
                  FROM userimport.import_job""");
        tables.put(
                "part",
                """
                SELECT part_index, rows_total, rows_done, rows_applied, rows_rejected,
                       rows_skipped, warnings, users_created, users_updated, users_unchanged,
                       devices_changed, events_tracked, finished, key_column, rows_in_file_order
                  FROM userimport.import_part""");
        tables.put(
                "row_error",
                """
                SELECT part_index, row_number, line, column_name, error, cells, overflow
                  FROM userimport.import_row_error""");
        tables.put(
                "row_warning",
                """
                SELECT part_index, row_number, line, column_name, warning
                  FROM userimport.import_row_warning""");
        return tables;
    }

    /** Copies what is in the store now, after an import of that file. */
    static StoredState of(final Database database, final String name, final CrashFile file) {
        final StoredState state = new StoredState(database, name);
        database.execute("CREATE SCHEMA " + name);
        TABLES.forEach(
                (table, query) -> {
                    final String copy = name + "." + table;
                    database.execute("CREATE TABLE " + copy + " AS " + query);
                    assertThat(database.count("SELECT count(*) FROM " + copy))
                            .as("%s: without any, the comparison shows nothing", copy)
                            .matches(
                                    rows ->
                                            rows > 0
                                                    || table.equals("device")
                                                            && !file.hasDevices());
                });
        return state;
    }

    /** Removes all that imports left. */
    static void clear(final Database database) {
        database.execute(
                "TRUNCATE userimport.import_job, userimport.user_profile,"
                        + " userimport.suppressed_address, userimport.history_change,"
                        + " userimport.user_profile_before, userimport.device_before,"
                        + " userimport.event_before, userimport.suppressed_address_before,"
                        + " userimport.history_restored, userimport.history_restored_address"
                        + " RESTART IDENTITY CASCADE");
    }

    /** Compares what is in the store now. */
    void assertSame() {
        final SoftAssertions all = new SoftAssertions();
        TABLES.forEach(
                (table, query) ->
                        all.assertThat(
                                        database.value(
                                                Text.format(
                                                        DIFFERENT, query, schema + "." + table)))
                                .as("%s, compared with the reference import", table)
                                .isEqualTo("0 missing, 0 surplus"));
        all.assertAll();
    }
}
