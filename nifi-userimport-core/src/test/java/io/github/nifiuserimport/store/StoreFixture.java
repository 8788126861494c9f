// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.profile.Finding;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.store.jdbc.ConnectionSource;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.flywaydb.core.Flyway;

/** A store over a database of its own, and what it holds as text. */
public final class StoreFixture {

    private static final String PROFILES =
            """
            SELECT jsonb_strip_nulls(jsonb_build_object(
                'id', user_id, 'email', email,
                'attributes', nullif(attributes, '{}'), 'system', nullif(system, '{}'),
                'events', nullif(event_totals, '{}'), 'states', nullif(state_totals, '{}'),
                'tags', nullif(to_jsonb(tags), '[]'),
                'channels', nullif(to_jsonb(unsubscribed_channels), '[]'),
                'categories', nullif(to_jsonb(unsubscribed_categories), '[]'),
                'created', to_char(created AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
                'active', to_char(last_active AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
                'devices', (SELECT jsonb_object_agg(device_id, attributes)
                            FROM userimport.device WHERE profile_id = profile.id),
                'tracked', (SELECT jsonb_agg(name || coalesce(' ' || value, '')
                                             ORDER BY event.id)
                            FROM userimport.event WHERE profile_id = profile.id)))
            FROM userimport.user_profile AS profile
            WHERE app_id = '%s'
            ORDER BY user_id COLLATE "C", email COLLATE "C", id
            """;

    /** Findings as they are: rows of these tests come of no layout. */
    static final Function<Finding, RowWarning> WORDING =
            finding -> new RowWarning(null, finding.toString());

    private final TestDatabase database;
    private final PostgreSQLImportStore store;

    public StoreFixture() {
        this(TestPostgres.shared());
    }

    /** On a server of the test's own. */
    public StoreFixture(final TestPostgres server) {
        database = server.newDatabase();
        store = store(database::connection);
    }

    /** The same over connections of another kind. */
    public PostgreSQLImportStore store(final ConnectionSource connections) {
        return new PostgreSQLImportStore(connections, new SchemaName("userimport"));
    }

    /** One that undoes imports in steps of so many rows. */
    PostgreSQLImportStore undoingBy(final int rows) {
        return new PostgreSQLImportStore(
                database::connection,
                new SchemaName("userimport"),
                PostgreSQLImportStore.KEEP_HISTORY_FOR,
                rows);
    }

    public TestDatabase database() {
        return database;
    }

    /** Makes the schema as an older version of the bundle had it. */
    void migrateTo(final int version) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database.dataSource())
                .schemas("userimport")
                .table("schema_history")
                .loggers("slf4j")
                .locations("classpath:io/github/nifiuserimport/store/migration")
                .target(Integer.toString(version))
                .load()
                .migrate();
    }

    /** Applies rows as one batch of a job of their own. */
    public Counts apply(final String appId, final List<RowCommand> commands) throws StoreException {
        return apply(store, appId, commands);
    }

    /** The same with another store. */
    public static Counts apply(
            final PostgreSQLImportStore store, final String appId, final List<RowCommand> commands)
            throws StoreException {
        final PartId part = new PartId(UUID.randomUUID().toString(), 0);
        store.open(new NewJob(part.jobId(), appId, null, "users.csv", -1, 1), part);
        final List<ImportRow> rows = new ArrayList<>();
        for (final RowCommand command : commands) {
            rows.add(new ImportRow(rows.size(), rows.size() + 2, command));
        }
        final Batch batch =
                new Batch(
                        delivery(part, appId),
                        0,
                        rows.size(),
                        rows,
                        List.of(),
                        List.of(),
                        true,
                        Instant.now(),
                        false,
                        WORDING);
        return store.preparation().apply(batch).apply().counts();
    }

    /** A part of a job of an app, handed over by some FlowFile. */
    static Delivery delivery(final PartId part, final String appId) {
        return delivery(part, appId, "test");
    }

    /** The same, by that FlowFile. */
    static Delivery delivery(final PartId part, final String appId, final String flowFileId) {
        return new Delivery(
                new NewJob(part.jobId(), appId, null, "users.csv", -1, 1), part, flowFileId);
    }

    /** The defaults, but for what users are found by and the tags that they get. */
    static Layout layout(final ImportKey key, final List<String> tags) {
        final LayoutSettings defaults = LayoutSettings.DEFAULTS;
        return Layouts.of(
                new LayoutSettings(
                        defaults.dialect(),
                        defaults.action(),
                        defaults.createDisposition(),
                        key,
                        tags,
                        defaults.mapping(),
                        defaults.unmapped(),
                        defaults.nestedObjects(),
                        defaults.limits(),
                        defaults.checkNames(),
                        defaults.keys(),
                        defaults.renamesUsers()));
    }

    /** The profiles of an app, with their devices and events; what is empty is left out. */
    public List<String> profiles(final String appId) throws SQLException {
        return query(Text.format(PROFILES, appId));
    }

    /** All warnings so far: {@code 3 newUserId: text}. */
    public List<String> warnings() throws SQLException {
        return query(
                "SELECT line || ' ' || coalesce(column_name, '-') || ': ' || warning"
                        + " FROM userimport.import_row_warning ORDER BY id");
    }

    /** The warnings of an app's rows, whatever jobs and lines they came in. */
    public List<String> warnings(final String appId) throws SQLException {
        return query(
                Text.format(
                        """
                SELECT coalesce(column_name, '-') || ': ' || warning
                FROM userimport.import_row_warning AS warned
                JOIN userimport.import_job AS job ON job.id = warned.job_id
                WHERE app_id = '%s' ORDER BY warned.id
                """,
                        appId));
    }

    public List<String> query(final String sql) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            final List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        }
    }
}
