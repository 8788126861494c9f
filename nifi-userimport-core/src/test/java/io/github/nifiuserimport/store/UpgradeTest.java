// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.RegisteredJob;
import io.github.nifiuserimport.job.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The schema is upgraded by one node while others use the store. */
@Timeout(120)
@Tag("slow")
class UpgradeTest {

    private static final NewJob JOB = new NewJob("job", "shop", null, "users.csv", 12, 1);

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store = fixture.store(fixture.database()::connection);

    @Test
    void whoUsesTheStoreWaitsForANewerVersionsMigration() throws Exception {
        store.migrate();
        try (Connection newer = fixture.database().connection();
                Statement migration = newer.createStatement();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            newer.setAutoCommit(false);
            migration.execute("ALTER TABLE userimport.import_job ADD COLUMN later text");
            final Future<RegisteredJob> registered =
                    thread.submit(() -> store.register(JOB, "request", () -> {}));
            fixture.database().awaitSessions("wait_event_type = 'Lock'", 1);
            newer.commit();
            assertThat(registered.get().byThisDelivery()).isTrue();
        }
        assertThat(store.status("job")).isPresent();
    }

    @Test
    void whoMayNotWaitIsToldToComeAgain() throws Exception {
        store.migrate();
        final PostgreSQLImportStore impatient =
                fixture.store(
                        () -> fixture.database().connection("options=-c%20lock_timeout=100ms"));
        impatient.migrate();
        try (Connection newer = fixture.database().connection();
                Statement migration = newer.createStatement()) {
            newer.setAutoCommit(false);
            migration.execute("ALTER TABLE userimport.import_job ADD COLUMN later text");
            final StoreException refused =
                    catchThrowableOfType(
                            StoreException.class,
                            () -> impatient.register(JOB, "request", UpgradeTest::notCalled));
            assertThat(refused.retryable()).isTrue();
            assertThat(refused.outcomeUnknown()).isFalse();
            newer.commit();
        }
        assertThat(impatient.register(JOB, "request", () -> {}).byThisDelivery()).isTrue();
    }

    @Test
    void nodesThatStartMeanwhileWaitForTheOneThatMigrates() throws Exception {
        fixture.migrateTo(8);
        final PostgreSQLImportStore other = fixture.store(fixture.database()::connection);
        try (Connection importing = fixture.database().connection();
                Statement batch = importing.createStatement();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            importing.setAutoCommit(false);
            batch.execute("LOCK TABLE userimport.import_row_error IN ROW EXCLUSIVE MODE");
            final Future<RegisteredJob> first =
                    threads.submit(() -> store.register(JOB, "one", () -> {}));
            fixture.database().awaitSessions("wait_event_type = 'Lock'", 1);
            final Future<RegisteredJob> second =
                    threads.submit(() -> other.register(JOB, "other", () -> {}));
            importing.commit();
            assertThat(first.get().byThisDelivery() ^ second.get().byThisDelivery())
                    .as("one of them registers it")
                    .isTrue();
        }
        assertThat(versions("WHERE version = '9'")).isEqualTo("1");
        assertThat(versions("WHERE NOT success")).isEqualTo("0");
    }

    private String versions(final String where) throws SQLException {
        return fixture.query("SELECT count(*) FROM userimport.schema_history " + where).getFirst();
    }

    private static void notCalled() {
        throw new AssertionError("handed over");
    }
}
