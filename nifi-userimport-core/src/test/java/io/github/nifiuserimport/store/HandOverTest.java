// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.nifiuserimport.job.HandOver;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.RegisteredJob;
import io.github.nifiuserimport.job.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job is registered and its file handed over, or neither. */
@Timeout(60)
@Tag("slow")
class HandOverTest {

    private static final NewJob JOB = new NewJob("job", "shop", null, "users.csv", 12, 1);

    private static final HandOver NOT_CALLED =
            () -> {
                throw new AssertionError("handed over");
            };

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store = fixture.store(fixture.database()::connection);

    @Test
    void thereIsAJobOnceTheFileIsHandedOver() throws Exception {
        final List<List<JobStatus>> whileHandedOver = new ArrayList<>();
        final RegisteredJob registered =
                store.register(JOB, "request", () -> whileHandedOver.add(latest()));
        assertThat(registered.byThisDelivery()).isTrue();
        assertThat(registered.job().state()).isEqualTo(JobState.PENDING);
        assertThat(whileHandedOver).as("none before").containsExactly(List.of());
        assertThat(store.status("job")).contains(registered.job());
    }

    @Test
    void aKnownJobIsHandedOverOnce() throws Exception {
        store.register(JOB, "request", () -> {});
        assertThat(store.register(JOB, "request", NOT_CALLED).byThisDelivery()).isFalse();
        store.open(JOB, new PartId("job", 0));
        assertThat(store.register(JOB, "other", NOT_CALLED))
                .returns(false, RegisteredJob::byThisDelivery)
                .returns(JobState.RUNNING, registered -> registered.job().state());
    }

    @Test
    void thereIsNoJobWhenTheFileCannotBeHandedOver() throws Exception {
        final RuntimeException full = new IllegalStateException("disk full");
        assertThatThrownBy(
                        () ->
                                store.register(
                                        JOB,
                                        "request",
                                        () -> {
                                            throw full;
                                        }))
                .isSameAs(full);
        assertThat(store.status("job")).isEmpty();
        assertThat(store.register(JOB, "request", () -> {}).byThisDelivery()).isTrue();
    }

    @Test
    void thoseWhoComeMeanwhileAreToldThatTheJobIsKnown() throws Exception {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch handedOver = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            final Future<RegisteredJob> first =
                    threads.submit(
                            () ->
                                    store.register(
                                            JOB,
                                            "one",
                                            () -> {
                                                begun.countDown();
                                                await(handedOver);
                                            }));
            await(begun);
            final Future<RegisteredJob> second =
                    threads.submit(() -> store.register(JOB, "other", NOT_CALLED));
            fixture.database().awaitSessions("wait_event_type = 'Lock'", 1);
            handedOver.countDown();
            assertThat(first.get().byThisDelivery()).isTrue();
            assertThat(second.get())
                    .returns(false, RegisteredJob::byThisDelivery)
                    .returns(first.get().job(), RegisteredJob::job);
        }
    }

    @Test
    void whoWaitsRegistersTheJobWhenTheFirstCouldNot() throws Exception {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch refused = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            final Future<RegisteredJob> first =
                    threads.submit(
                            () ->
                                    store.register(
                                            JOB,
                                            "one",
                                            () -> {
                                                begun.countDown();
                                                await(refused);
                                                throw new IllegalStateException("disk full");
                                            }));
            await(begun);
            final Future<RegisteredJob> second =
                    threads.submit(() -> store.register(JOB, "other", () -> {}));
            fixture.database().awaitSessions("wait_event_type = 'Lock'", 1);
            refused.countDown();
            assertThatThrownBy(first::get).hasRootCauseMessage("disk full");
            assertThat(second.get().byThisDelivery()).isTrue();
        }
    }

    @Test
    void whetherThereIsAJobIsNotKnownWhenTheDatabaseGoesAwayAfterwards() throws Exception {
        final List<String> handedOver = new ArrayList<>();
        final StoreException failed =
                catchThrowableOfType(
                        StoreException.class,
                        () ->
                                store.register(
                                        JOB,
                                        "request",
                                        () -> {
                                            handedOver.add("once");
                                            endTransactions();
                                        }));
        assertThat(handedOver).containsExactly("once");
        assertThat(failed)
                .hasMessageContaining("its file is handed over")
                .returns(true, StoreException::retryable)
                .returns(true, StoreException::outcomeUnknown);
        assertThat(store.status("job")).isEmpty();
        assertThat(store.open(JOB, new PartId("job", 0)).job().state())
                .as("the file registers it")
                .isEqualTo(JobState.RUNNING);
    }

    @Test
    void nothingIsHandedOverWhenTheDatabaseIsAway() throws Exception {
        final PostgreSQLImportStore away =
                fixture.store(
                        () -> {
                            throw new IllegalStateException("away");
                        });
        assertThatThrownBy(() -> away.register(JOB, "request", NOT_CALLED))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failed ->
                                assertThat(failed)
                                        .returns(true, StoreException::retryable)
                                        .returns(false, StoreException::outcomeUnknown));
    }

    @Test
    void aRefusedFilesJobIsFailedFromTheStart() throws Exception {
        final RegisteredJob refused =
                store.registerFailed(JOB, "users.csv, line 1: no header", "request");
        assertThat(refused.byThisDelivery()).isTrue();
        assertThat(store.status("job")).contains(refused.job());
        assertThat(refused.job())
                .satisfies(
                        job -> {
                            assertThat(job.state()).isEqualTo(JobState.FAILED);
                            assertThat(job.error()).isEqualTo("users.csv, line 1: no header");
                            assertThat(job.isEndedBy("request")).isTrue();
                            assertThat(job.started()).isNull();
                            assertThat(job.finished()).isAfterOrEqualTo(job.created());
                        });
        assertThat(store.registerFailed(JOB, "other", "other"))
                .returns(false, RegisteredJob::byThisDelivery)
                .returns(refused.job(), RegisteredJob::job);
    }

    @Test
    void aJobThatIsKnownDoesNotFailByAnothersFile() throws Exception {
        store.register(JOB, "request", () -> {});
        assertThat(store.registerFailed(JOB, "no header", "other"))
                .returns(false, RegisteredJob::byThisDelivery)
                .returns(JobState.PENDING, registered -> registered.job().state());
    }

    private List<JobStatus> latest() {
        try {
            return store.latest("shop", 5);
        } catch (final StoreException e) {
            throw new IllegalStateException(e);
        }
    }

    private void endTransactions() {
        try {
            fixture.query(
                    "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE datname ="
                            + " current_database() AND state = 'idle in transaction'");
        } catch (final SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(final CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
