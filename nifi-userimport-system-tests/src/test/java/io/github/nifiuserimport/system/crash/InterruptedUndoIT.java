// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.rest.Bulletin;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.system.ApiFlow;
import io.github.nifiuserimport.system.Await;
import io.github.nifiuserimport.system.Database;
import io.github.nifiuserimport.system.Job;
import io.github.nifiuserimport.system.LeanplumFlow;
import io.github.nifiuserimport.system.StoredUsers;
import io.github.nifiuserimport.system.TestSystem;
import io.github.nifiuserimport.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever cuts an undo off, it goes on by itself and ends as if nothing had happened: users are
 * what they were before the import, and every change was taken back once.
 */
@ExtendWith(SharedCrashEnvironment.class)
class InterruptedUndoIT {

    private static final String APP = "undo-crash";
    private static final String UNDO = "Undo imports";
    private static final Duration NOTICED = Duration.ofSeconds(20);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int TRIES = 5;

    /** All that is counted of a job. */
    private static final String COUNTS =
            """
            SELECT concat_ws(' ', rows_total, 'rows', rows_done, 'done', rows_applied, 'applied',
                             rows_rejected, 'rejected', users_created, 'users created',
                             users_updated, 'updated', users_deleted, 'deleted', devices_changed,
                             'devices', (SELECT count(*) FROM userimport.import_row_error AS error
                                         WHERE error.job_id = part.job_id), 'errors')
            FROM userimport.import_part AS part WHERE job_id = ?
            """;

    private static final String PROGRESS =
            """
            SELECT job.state, coalesce(part.rows_total, 0), coalesce(part.rows_done, 0)
            FROM userimport.import_job AS job
            LEFT JOIN userimport.import_part AS part ON part.job_id = job.id
            WHERE job.id = ?
            """;

    private static CrashEnvironment environment;
    private static LeanplumFlow flow;
    private static StoredUsers users;
    private static String counts;

    /** What is killed by {@code kill -9}, and comes back. */
    enum Killed {
        NIFI("NiFi is killed during an undo") {
            @Override
            void kill(final TestSystem system, final String undo) {
                system.nifi().kill();
                if (state(system, undo).equals("FINISHED")) {
                    throw new MissedException("The undo was over");
                }
            }

            @Override
            void recover(final TestSystem system) {
                system.nifi().start();
            }
        },
        POSTGRESQL("PostgreSQL is killed during an undo") {
            @Override
            void kill(final TestSystem system, final String undo) {
                final long last =
                        system.client().bulletins().after(0).stream()
                                .mapToLong(Bulletin::id)
                                .max()
                                .orElse(0);
                system.postgres().kill();
                if (!Await.within(NOTICED, () -> isCutOff(system, last))) {
                    throw new MissedException("The undo did not notice");
                }
            }

            @Override
            void recover(final TestSystem system) {
                system.postgres().start();
            }
        };

        private final String words;

        Killed(final String words) {
            this.words = words;
        }

        /**
         * Kills it.
         *
         * @throws MissedException when the undo was over before
         */
        abstract void kill(TestSystem system, String undo);

        abstract void recover(TestSystem system);

        private static boolean isCutOff(final TestSystem system, final long lastBulletin) {
            return system.client().bulletins().after(lastBulletin).stream()
                    .anyMatch(
                            each ->
                                    UNDO.equals(each.source())
                                            && each.message()
                                                    .contains(
                                                            "was interrupted; the next try continues"
                                                                    + " it"));
        }

        @Override
        public String toString() {
            return words;
        }
    }

    @BeforeAll
    static void undoUndisturbed(final CrashEnvironment shared) {
        environment = shared;
        environment.clear();
        final TestSystem system = environment.system();
        flow = LeanplumFlow.start(system, APP);
        // Waits, as the template has them, would be most of the time that these tests take.
        final NifiClient nifi = system.client();
        final String undo = flow.api().processor(UNDO);
        nifi.processors().stop(undo);
        nifi.processors().configure(undo, new ProcessorConfig().penalty("1 sec"));
        nifi.processors().start(undo);

        importFile(CrashFile.ofUsers());
        users = StoredUsers.of(system.database(), APP, "of_undo_crash");
        final String imported = importFile(CrashFile.toUndo());
        final Instant start = Instant.now();
        counts = ended(flow.api().undo(imported));
        System.out.print(
                Text.format(
                        "Undo, undisturbed: %s after %d ms%n",
                        counts, Duration.between(start, Instant.now()).toMillis()));
        users.assertSame();
    }

    @AfterAll
    static void leaveNothing() {
        environment.clear();
        environment.system().client().groups().stop(flow.api().group());
        StoredState.clear(environment.system().database());
    }

    static Stream<Arguments> rounds() {
        return Stream.of(Killed.values()).flatMap(killed -> Rounds.of(killed, 2));
    }

    @ParameterizedTest(name = "{0}, round {1} of seed {2}: after {3} of it")
    @MethodSource("rounds")
    void endsAsIfUndisturbed(
            final Killed killed, final int round, final long seed, final double share) {
        double moment = share;
        for (int attempt = 1; ; attempt++) {
            final String undo = flow.api().undo(importFile(CrashFile.toUndo()));
            final boolean hit = interrupt(killed, undo, moment);
            assertThat(ended(undo)).isEqualTo(counts);
            users.assertSame();
            if (hit) {
                return;
            }
            assertThat(attempt).as("tries").isLessThan(TRIES);
            moment *= 0.6;
        }
    }

    /** Whether the undo was cut off. */
    private static boolean interrupt(final Killed killed, final String undo, final double moment) {
        final TestSystem system = environment.system();
        try (TestSession session = TestSession.open(system.postgres())) {
            await(session, undo, moment);
            killed.kill(system, undo);
            return true;
        } catch (final MissedException missed) {
            System.out.print(
                    Text.format(
                            "%s, after %f of it: once more, earlier. %s%n",
                            killed, moment, missed.getMessage()));
            return false;
        } finally {
            if (!system.nifi().isRunning() || killed == Killed.POSTGRESQL) {
                killed.recover(system);
            }
        }
    }

    /** In small steps: an undo takes a few seconds. */
    private static void await(final TestSession session, final String undo, final double moment) {
        final Instant deadline = Instant.now().plus(TIMEOUT);
        while (true) {
            final List<String> progress = session.row(PROGRESS, undo).orElseThrow();
            final long total = Long.parseLong(progress.get(1));
            if (progress.getFirst().equals("FINISHED")) {
                throw new MissedException("The undo was faster");
            }
            if (total > 0 && Long.parseLong(progress.getLast()) >= total * moment) {
                return;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("The undo does not go on: " + progress);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String importFile(final CrashFile file) {
        final Job job = flow.imported("users.csv", file.text());
        assertThat(job.state()).as("%s", job.error()).isEqualTo("FINISHED");
        return job.id();
    }

    /** What is counted of an undo, when it has finished. */
    private static String ended(final String undo) {
        final ApiFlow api = flow.api();
        final Job job = api.await(undo);
        assertThat(job.state()).as("%s", job.error()).isEqualTo("FINISHED");
        api.awaitRest();
        // Of several processors that come back, what answers is another one.
        api.awaitAnswers();
        final Database database = environment.system().database();
        return database.value(COUNTS, undo);
    }

    private static String state(final TestSystem system, final String job) {
        return system.database().job(job).orElseThrow().state();
    }
}
