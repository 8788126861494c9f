// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients upload one file after the other while what answers them goes away and comes back, at
 * random moments between the registration of a job, its commit and the answer. Afterwards there is
 * no job without a file and no file without a job.
 *
 * <p>{@code -Dcrash.rounds=20} for more moments of each way; {@code -Dcrash.seed} for those of an
 * earlier run.
 */
class ApiCrashIT {

    private static final int CLIENTS = 8;
    private static final int ROWS = 5;
    private static final int MAX_MILLIS = 2_000;
    private static final Duration BACK = Duration.ofMinutes(3);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final long SEED =
            Long.getLong("crash.seed", System.currentTimeMillis() % 1_000_000);

    private static TestSystem system;
    private static DashlyFlow flow;

    /** What is interrupted, and how it is brought back. */
    enum Way {
        NIFI_IS_KILLED(1) {
            @Override
            void interrupt() {
                system.nifi().kill();
                system.nifi().start();
            }
        },
        NIFI_IS_STOPPED(1) {
            @Override
            void interrupt() {
                system.nifi().stop();
                system.nifi().start();
            }
        },
        THE_PROCESSOR_IS_STOPPED(2) {
            @Override
            void interrupt() {
                final String processor = flow.api().processor("Take requests");
                flow.api().nifi().processors().stop(processor);
                flow.api().nifi().processors().start(processor);
            }
        },
        THE_DATABASE_IS_STOPPED(1) {
            @Override
            void interrupt() {
                system.postgres().stop();
                system.postgres().start();
            }
        };

        private final int rounds;

        Way(final int rounds) {
            this.rounds = rounds;
        }

        abstract void interrupt();
    }

    @BeforeAll
    static void start() {
        system = TestSystem.start();
        flow = DashlyFlow.start(system, "crash-app");
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    static Stream<Arguments> rounds() {
        return Stream.of(Way.values())
                .flatMap(
                        way ->
                                IntStream.rangeClosed(
                                                1, Integer.getInteger("crash.rounds", way.rounds))
                                        .mapToObj(round -> Arguments.of(way, round, SEED)));
    }

    @ParameterizedTest(name = "{0}, round {1}, seed {2}")
    @MethodSource("rounds")
    void everyFileHasItsJobAndEveryJobItsFile(final Way way, final int round, final long seed)
            throws InterruptedException {
        final String prefix = Text.format("%s-%d-", way.name().toLowerCase(Locale.ROOT), round);
        final int moment = new Random(seed + prefix.hashCode()).nextInt(MAX_MILLIS);
        final AtomicBoolean over = new AtomicBoolean();
        final Map<String, String> answered = new ConcurrentHashMap<>();
        final List<CompletableFuture<Void>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                final boolean comesAgain = i % 2 == 0;
                final String name = prefix + i + "-";
                clients.add(
                        CompletableFuture.runAsync(
                                () -> {
                                    for (int file = 0; !over.get(); file++) {
                                        upload(name + file, comesAgain, answered);
                                    }
                                },
                                threads));
            }
            try {
                Await.until(
                        TIMEOUT,
                        () -> "clients are answered",
                        () -> {
                            assertThat(clients).noneMatch(CompletableFuture::isDone);
                            return !answered.isEmpty();
                        });
                Thread.sleep(moment);
                way.interrupt();
                final int before = answered.size();
                Await.until(
                        BACK,
                        () -> "clients are answered again",
                        () -> {
                            assertThat(clients).noneMatch(CompletableFuture::isDone);
                            return answered.size() > before + CLIENTS;
                        });
            } finally {
                over.set(true);
            }
        }
        clients.forEach(CompletableFuture::join);
        flow.api().awaitRest();

        final List<Job> jobs =
                flow.api().database().jobs(flow.api().app()).stream()
                        .filter(job -> job.file().startsWith(prefix))
                        .toList();
        assertThat(jobs)
                .allSatisfy(
                        job ->
                                assertThat(job.outcome())
                                        .as(job.file())
                                        .isEqualTo(
                                                "FINISHED: 5 rows, 5 applied, 0 rejected;"
                                                        + " 5 created, 0 updated, 0 unchanged"));
        assertThat(jobs).extracting(Job::file).doesNotHaveDuplicates();
        assertThat(jobs).extracting(Job::id).containsAll(answered.values());
        assertThat(
                        flow.api()
                                .database()
                                .count(
                                        "SELECT count(*) FROM userimport.user_profile"
                                                + " WHERE app_id = ? AND user_id LIKE ?",
                                        flow.api().app(),
                                        prefix + "%"))
                .as("users of files without a job, or jobs without users")
                .isEqualTo((long) ROWS * jobs.size());
    }

    /**
     * Uploads a file. A client that comes again sends it with the same key until it is answered;
     * another has to find out by itself whether it was taken.
     */
    private static void upload(
            final String name, final boolean comesAgain, final Map<String, String> answered) {
        final StringBuilder file = new StringBuilder("$user_id\n");
        for (int row = 0; row < ROWS; row++) {
            file.append(name).append('-').append(row).append('\n');
        }
        do {
            try {
                final ApiResponse answer =
                        (comesAgain ? flow.client().with("Idempotency-Key", name) : flow.client())
                                .multipart(
                                        DashlyFlow.PATH,
                                        new Multipart()
                                                .file("file", name + ".csv", file.toString())
                                                .field("app", "$self_app")
                                                .field("delimiter", ";"));
                if (answer.status() == 200) {
                    answered.put(name, DashlyFlow.jobId(answer));
                    return;
                }
                assertThat(answer.status()).as(answer.body()).isIn(408, 409, 503);
            } catch (final CompletionException unanswered) {
                assertThat(unanswered).hasCauseInstanceOf(java.io.IOException.class);
            }
            pause();
        } while (comesAgain);
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
