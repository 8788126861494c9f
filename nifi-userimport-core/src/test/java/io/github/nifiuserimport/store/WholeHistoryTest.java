// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.history.HistoryChange;
import io.github.nifiuserimport.job.history.UserHistory;
import io.github.nifiuserimport.store.history.ProfileHistory;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.value.JsonReader;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever applies the changes of a user one after the other comes to what the user is. */
@Timeout(300)
@Tag("slow")
class WholeHistoryTest {

    private static final int THREADS = 4;
    private static final int FILES = 30;
    private static final int BATCH_ROWS = 20;

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store = fixture.store(fixture.database()::connection);

    @Test
    void leadsToWhatUsersAre() throws Exception {
        EveryKind.importInto(store, "shop");
        int looked = 0;
        for (final String json : fixture.profiles("shop")) {
            final Map<String, Object> profile = JsonReader.storedObject(json);
            final Object name = profile.getOrDefault("id", profile.get("email"));
            if (((String) name).matches("ñ-.*[^7]")) {
                // One in ten of those who are all alike.
                continue;
            }
            final UserHistory history =
                    store.history("shop", (String) name, Optional.empty(), 10_000).orElseThrow();
            assertThat(history.older()).isNull();
            assertThat(ReplayedHistory.of(history.changes()))
                    .as(json)
                    .isEqualTo(ReplayedHistory.stateOf(profile));
            looked++;
        }
        assertThat(looked).isGreaterThan(150);
    }

    @Test
    void alsoWhereImportsRunSideBySide() throws Exception {
        try (ConcurrentImports imports = new ConcurrentImports(fixture, BATCH_ROWS);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            imports.store().migrate();
            final List<Future<?>> running = new ArrayList<>();
            for (int each = 0; each < THREADS; each++) {
                final int thread = each;
                running.add(
                        threads.submit(
                                () -> {
                                    final MixedFiles files = new MixedFiles(thread);
                                    for (int file = 0; file < FILES; file++) {
                                        imports.run(
                                                "shop",
                                                thread + " " + file,
                                                files.next(),
                                                MixedFiles.LAYOUT,
                                                1);
                                    }
                                    return null;
                                }));
            }
            for (final Future<?> each : running) {
                each.get();
            }
        }
        assertWhole("shop");
        assertThat(fixture.query("SELECT count(*) FROM userimport.device_before WHERE deleted"))
                .as("devices of users who have become others")
                .doesNotContain("0");
    }

    private void assertWhole(final String app) throws Exception {
        int looked = 0;
        try (Connection connection = fixture.database().connection()) {
            final ProfileHistory histories = new ProfileHistory(new SchemaName("userimport"));
            for (final String json : fixture.profiles(app)) {
                final Map<String, Object> profile = JsonReader.storedObject(json);
                final List<HistoryChange> changes =
                        histories.of(
                                connection,
                                histories.idOf(connection, app, (String) profile.get("id")));
                assertThat(ReplayedHistory.of(changes))
                        .as(json)
                        .isEqualTo(ReplayedHistory.stateOf(profile));
                looked++;
            }
        }
        assertThat(looked).isGreaterThan(MixedFiles.USERS);
    }
}
