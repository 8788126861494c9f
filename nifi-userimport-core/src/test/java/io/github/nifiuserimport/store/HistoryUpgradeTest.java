// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.history.HistoryChange;
import io.github.nifiuserimport.job.history.UserHistory;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A schema of many users begins to keep what they were, without being written anew. */
@Timeout(120)
@Tag("slow")
class HistoryUpgradeTest {

    private static final String FILES =
            """
            SELECT relname || pg_relation_filenode(oid) || ' ' || pg_relation_size(oid)
            FROM pg_class WHERE relkind = 'r' AND relnamespace = 'userimport'::regnamespace
                AND relname IN ('user_profile', 'device', 'event', 'suppressed_address')
            ORDER BY relname
            """;

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store = fixture.store(fixture.database()::connection);

    @Test
    void ofUsersWhoAreThere() throws Exception {
        fixture.migrateTo(11);
        try (Connection connection = fixture.database().connection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO userimport.user_profile (app_id, user_id, attributes)
                    SELECT 'shop', 'u' || n, '{"n": 1}' FROM generate_series(1, 200000) AS n
                    """);
            statement.execute(
                    """
                    INSERT INTO userimport.device (app_id, device_id, profile_id)
                    SELECT app_id, 'd-' || user_id, id FROM userimport.user_profile
                    """);
            statement.execute(
                    """
                    INSERT INTO userimport.import_job (id, app_id, file_name, parts, state)
                    SELECT 'job' || n, 'shop', 'users.csv', 1, 'FINISHED'
                    FROM generate_series(1, 1000) AS n
                    """);
        }
        final List<String> files = fixture.query(FILES);

        store.migrate();

        assertThat(fixture.query(FILES)).as("not a row is written").isEqualTo(files);
        assertThat(
                        fixture.query(
                                "SELECT count(*) FROM userimport.user_profile"
                                        + " WHERE created_by_job IS NOT NULL"))
                .containsExactly("0");
        assertThat(fixture.query("SELECT count(DISTINCT number) FROM userimport.import_job"))
                .containsExactly("1000");
        assertThat(history()).as("of what was before, nothing is known").isEmpty();

        final String file = "userId,userAttributes.n\nu7,2\n";
        EveryKind.run(
                store,
                new NewJob("first", "shop", null, "users.csv", file.length(), 1),
                0,
                file,
                Layouts.of(LayoutSettings.DEFAULTS),
                100,
                batch -> {});
        final List<HistoryChange> changes = history();
        assertThat(changes).hasSize(1);
        assertThat(changes.getFirst().job().id()).isEqualTo("first");
        assertThat(changes.getFirst().fields().getFirst().before()).isEqualTo(1L);
    }

    private List<HistoryChange> history() throws Exception {
        return store.history("shop", "u7", Optional.empty(), UserHistory.MAX_CHANGES)
                .orElseThrow()
                .changes();
    }
}
