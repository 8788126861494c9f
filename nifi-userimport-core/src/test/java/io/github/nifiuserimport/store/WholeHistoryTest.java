// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.history.HistoryChange;
import io.github.nifiuserimport.job.history.UserHistory;
import io.github.nifiuserimport.store.history.ProfileHistory;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.testing.TestPostgres;
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

    private static final int THREADS = 2;
    private static final int FILES = 10;
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
    void alsoWhereImportsOfThisAndAnOlderVersionRunSideBySide() throws Exception {
        store.migrate();
        // They meet often; who is sent back then is to begin anew at once.
        TestPostgres.shared()
                .execute(
                        "ALTER DATABASE "
                                + fixture.database().name()
                                + " SET deadlock_timeout = '20ms'");
        final ConcurrentImports present = new ConcurrentImports(store, BATCH_ROWS);
        final ConcurrentImports older =
                new ConcurrentImports(
                        fixture.store(OlderVersion.of(fixture.database()::connection)), BATCH_ROWS);
        try (present;
                older;
                ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS)) {
            final List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                final MixedFiles some = new MixedFiles(thread);
                final MixedFiles others = new MixedFiles(THREADS + thread);
                final String number = " " + thread;
                running.add(threads.submit(() -> runAll(present, "present" + number, some)));
                running.add(threads.submit(() -> runAll(older, "older" + number, others)));
            }
            for (final Future<?> each : running) {
                each.get();
            }
        }
        assertWhole("shop");
        assertThat(
                        fixture.query(
                                "SELECT DISTINCT split_part(job.id, ' ', 1)"
                                        + " FROM userimport.history_change AS change"
                                        + " LEFT JOIN userimport.import_job AS job"
                                        + " ON job.number = change.job"))
                .as("who is told of changes")
                .containsExactlyInAnyOrder("present", null);
        assertThat(
                        fixture.query(
                                "SELECT DISTINCT split_part(job_id, ' ', 1) || CASE rows_in_history"
                                        + " WHEN 0 THEN ' none' WHEN rows_done THEN ' all' END"
                                        + " FROM userimport.import_part"))
                .as("rows in the history")
                .containsExactlyInAnyOrder("present all", "older none");
        assertThat(
                        fixture.query(
                                "SELECT count(*) FROM userimport.user_profile_before WHERE deleted"))
                .as("users who have become others")
                .doesNotContain("0");
    }

    private static Void runAll(
            final ConcurrentImports imports, final String name, final MixedFiles files)
            throws Exception {
        for (int file = 0; file < FILES; file++) {
            run(imports, name + " " + file, files.next());
        }
        return null;
    }

    /** Goes on where another has just made the same user, as the processor does. */
    private static void run(final ConcurrentImports imports, final String job, final String file)
            throws Exception {
        for (boolean done = false; !done; ) {
            try {
                imports.run("shop", job, file, MixedFiles.LAYOUT, 1);
                done = true;
            } catch (final StoreException failed) {
                assertThat(failed.retryable()).as(failed.getMessage()).isTrue();
            }
        }
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
