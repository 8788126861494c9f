// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.history.HistoryChange;
import io.github.nifiuserimport.job.history.UserHistory;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A schema of many users begins to keep what they were, without being written anew. {@code
 * -Dupgrade.users=1000000} says how many users there are.
 */
@Timeout(600)
@Tag("slow")
class HistoryUpgradeTest {

    private static final int USERS = Integer.getInteger("upgrade.users", 100_000);

    /** The last version of the schema without the history in any part. */
    private static final int BEFORE = 7;

    private static final String FILES =
            """
            SELECT relname || pg_relation_filenode(oid) || ' ' || pg_relation_size(oid)
            FROM pg_class WHERE relkind = 'r' AND relnamespace = 'userimport'::regnamespace
                AND relname IN ('user_profile', 'device', 'event')
            ORDER BY relname
            """;

    private static final List<String> FILL =
            List.of(
                    """
                    INSERT INTO userimport.user_profile
                        (app_id, user_id, email, attributes, tags, created, last_active)
                    SELECT 'shop', 'u' || n, 'U' || n || '@example.com',
                           jsonb_build_object('n', 1, 'name', 'User ' || n, 'plan', 'gold',
                                              'city', md5(n::text)),
                           '{seen}', now() - interval '1 year', now() - interval '1 day'
                    FROM generate_series(1, %1$d) AS n
                    """,
                    """
                    INSERT INTO userimport.device (app_id, device_id, profile_id, attributes)
                    SELECT app_id, 'd-' || user_id, id, '{"systemName": "iOS"}'
                    FROM userimport.user_profile
                    """,
                    """
                    INSERT INTO userimport.event (app_id, profile_id, name, happened)
                    SELECT app_id, id, 'Visit', now() FROM userimport.user_profile
                    """,
                    """
                    INSERT INTO userimport.import_job (id, app_id, file_name, parts, state)
                    SELECT 'job' || n, 'shop', 'users.csv', 1, 'FINISHED'
                    FROM generate_series(1, 1000) AS n
                    """);

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store = fixture.store(fixture.database()::connection);

    @Test
    void ofUsersWhoAreThere() throws Exception {
        fixture.migrateTo(BEFORE);
        execute(FILL);
        // Nobody is to move rows meanwhile but the migration.
        execute(List.of("VACUUM (ANALYZE) userimport.user_profile, userimport.device"));
        final List<String> files = fixture.query(FILES);

        final long begin = System.nanoTime();
        store.migrate();
        System.out.print(
                Text.format(
                        "%d users, devices and events upgraded in %d ms, -Dupgrade.users=%d%n",
                        USERS, Duration.ofNanos(System.nanoTime() - begin).toMillis(), USERS));

        assertThat(fixture.query(FILES)).as("not a row is written").isEqualTo(files);
        assertThat(
                        fixture.query(
                                "SELECT count(*) FROM userimport.user_profile"
                                        + " WHERE created_by_job IS NOT NULL"))
                .containsExactly("0");
        assertThat(fixture.query("SELECT count(DISTINCT number) FROM userimport.import_job"))
                .containsExactly("1000");
        assertThat(history("u7")).as("of what was before, nothing is known").isEmpty();

        final String file = "userId,userAttributes.n\nu7,2\n";
        EveryKind.run(
                store,
                new NewJob("first", "shop", null, "users.csv", file.length(), 1),
                0,
                file,
                Layouts.of(LayoutSettings.DEFAULTS),
                100,
                batch -> {});
        final List<HistoryChange> changes = history("u7");
        assertThat(changes).hasSize(1);
        assertThat(changes.getFirst().job().id()).isEqualTo("first");
        assertThat(changes.getFirst().fields().getFirst().before()).isEqualTo(1L);
    }

    /** As an older version does that imports while the newer one begins. */
    @Test
    void ofUsersWhoAreChangedMeanwhile() throws Exception {
        fixture.migrateTo(BEFORE);
        execute(FILL);
        final AtomicBoolean migrated = new AtomicBoolean();
        final Visits visits;
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            final Future<Visits> changing = thread.submit(() -> visit(migrated));
            try {
                fixture.database().awaitSessions("query LIKE 'UPDATE userimport%'", 1);
                store.migrate();
            } finally {
                migrated.set(true);
            }
            visits = changing.get();
        }
        System.out.print(
                Text.format(
                        "Changes waited for at most %d ms while %d users were upgraded%n",
                        visits.longest().toMillis(), USERS));

        final long first =
                Long.parseLong(
                        fixture.query(
                                        "SELECT min((attributes ->> 'n')::bigint)"
                                                + " FROM userimport.user_profile_before")
                                .getFirst());
        assertThat(
                        fixture.query(
                                "SELECT attributes ->> 'n' FROM userimport.user_profile_before"
                                        + " ORDER BY change"))
                .as("each value since the first that was kept")
                .isEqualTo(
                        LongStream.range(first, visits.made() + 1)
                                .mapToObj(Long::toString)
                                .toList());
        assertThat(fixture.query("SELECT job::text FROM userimport.history_change"))
                .containsOnlyNulls();
    }

    /**
     * Changes of one user, one after the other.
     *
     * @param longest how long one of them took
     */
    private record Visits(int made, Duration longest) {}

    private Visits visit(final AtomicBoolean enough) throws SQLException {
        long longest = 0;
        int made = 0;
        try (Connection connection = fixture.database().connection();
                PreparedStatement visit =
                        connection.prepareStatement(
                                "UPDATE userimport.user_profile SET attributes = attributes"
                                        + " || jsonb_build_object('n', ?::int), updated_at = now()"
                                        + " WHERE app_id = 'shop' AND user_id = 'u7'")) {
            for (boolean last = false; !last; ) {
                // One more behind the migration.
                last = enough.get();
                final long begin = System.nanoTime();
                visit.setInt(1, made + 2);
                visit.executeUpdate();
                made++;
                longest = Math.max(longest, System.nanoTime() - begin);
            }
        }
        return new Visits(made, Duration.ofNanos(longest));
    }

    private List<HistoryChange> history(final String user) throws Exception {
        return store.history("shop", user, Optional.empty(), UserHistory.MAX_CHANGES)
                .orElseThrow()
                .changes();
    }

    private void execute(final List<String> statements) throws SQLException {
        try (Connection connection = fixture.database().connection();
                Statement statement = connection.createStatement()) {
            for (final String sql : statements) {
                statement.execute(Text.format(sql, USERS));
            }
        }
    }
}
