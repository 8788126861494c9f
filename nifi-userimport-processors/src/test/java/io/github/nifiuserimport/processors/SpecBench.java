// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

/** Runs the cases of a vendor's page, each in an app of its own, through the processor. */
final class SpecBench {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private static final String PROFILES =
            Text.format(
                    """
            SELECT jsonb_strip_nulls(jsonb_build_object(
                'id', user_id,
                'email', email,
                'attributes', nullif(attributes, '{}'),
                'system', nullif(system, '{}'),
                'tags', nullif(to_jsonb(tags), '[]'),
                'channels', nullif(to_jsonb(unsubscribed_channels), '[]'),
                'categories', nullif(to_jsonb(unsubscribed_categories), '[]'),
                'events', nullif(event_totals, '{}'),
                'states', nullif(state_totals, '{}'),
                'created', %1$s,
                'lastActive', %2$s,
                'devices', (
                    SELECT jsonb_object_agg(device_id, attributes)
                    FROM userimport.device WHERE profile_id = user_profile.id),
                'tracked', (
                    SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                        'event', name, 'time', %3$s, 'value', value, 'currency', currency_code,
                        'info', info, 'messageId', message_id, 'params', nullif(parameters, '{}'))))
                    FROM userimport.event WHERE profile_id = user_profile.id)))
            FROM userimport.user_profile WHERE app_id = ? ORDER BY user_id COLLATE "C"
            """,
                    time("created"), time("last_active"), time("happened"));

    private static final String REJECTED =
            """
            SELECT 'rejected line ' || line || coalesce(', column ' || column_name, '') || ': ' || e.error
            FROM userimport.import_row_error AS e
            JOIN userimport.import_job AS j ON j.id = job_id WHERE app_id = ? ORDER BY created, line
            """;

    private static final String WARNED =
            """
            SELECT 'warning line ' || line || coalesce(', column ' || column_name, '') || ': ' || warning
            FROM userimport.import_row_warning AS w
            JOIN userimport.import_job AS j ON j.id = job_id WHERE app_id = ? ORDER BY created, w.id
            """;

    private final TestDatabase database;
    private final TestRunner runner;
    private int cases;

    SpecBench() throws InitializationException {
        database = TestPostgres.shared().newDatabase();
        runner = TestRunners.newTestRunner(PutUserImport.class);
        UserStores.add(runner, database);
        runner.setProperty(PutUserImport.USER_STORE, "store");
    }

    /** The time as Instant writes it, or that it is that of the import. */
    private static String time(final String column) {
        return Text.format(
                """
               CASE WHEN %1$s > now() - interval '1 hour' THEN 'now'
               ELSE regexp_replace(
                   to_char(%1$s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                   '([.]000)?000Z$', 'Z') END""",
                column);
    }

    /** Runs a case and compares what it gives. */
    void run(final SpecCase each) throws SQLException {
        assertThat(normalized(outcome(each)))
                .as(each.toString())
                .isEqualTo(normalized(each.outcome().lines().toList()));
    }

    /**
     * Why a file failed, or what the store holds after all of them: profiles in JSON in the order
     * in which they were made, then rejected rows, then warnings.
     */
    private List<String> outcome(final SpecCase each) throws SQLException {
        final String app = "case " + ++cases;
        final List<String> outcome = new ArrayList<>();
        each.properties().forEach(runner::setProperty);
        try {
            for (final byte[] content : each.files()) {
                runner.clearTransferState();
                final Map<String, String> attributes = new LinkedHashMap<>(each.attributes());
                attributes.put("filename", "users.csv");
                attributes.put("userimport.app", app);
                runner.enqueue(content, attributes);
                runner.run();
                runner.assertTransferCount(PutUserImport.RETRY, 0);
                for (final MockFlowFile failed :
                        runner.getFlowFilesForRelationship(PutUserImport.FAILURE)) {
                    outcome.add("failed: " + failed.getAttribute("userimport.error"));
                }
            }
        } finally {
            each.properties().keySet().forEach(runner::removeProperty);
        }
        for (final String query : List.of(PROFILES, REJECTED, WARNED)) {
            outcome.addAll(query(query, app));
        }
        return outcome;
    }

    private List<String> query(final String sql, final String app) throws SQLException {
        final List<String> rows = new ArrayList<>();
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, app);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
        }
        return rows;
    }

    /** Objects in one order of their fields. */
    private static String normalized(final List<String> lines) {
        final StringBuilder text = new StringBuilder();
        for (final String line : lines) {
            try {
                text.append(
                                line.startsWith("{")
                                        ? JSON.writeValueAsString(JSON.readValue(line, Map.class))
                                        : line)
                        .append('\n');
            } catch (final JsonProcessingException e) {
                throw new AssertionError(line, e);
            }
        }
        return text.toString();
    }
}
