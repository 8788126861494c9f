// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.runtime.rest.ConnectionStatus;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.QueuedFlowFile;
import io.github.nifiuserimport.system.FolderFlow.Dropped;
import io.github.nifiuserimport.system.FolderFlow.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever cuts an import off, it goes on by itself and ends as if nothing had happened: one job,
 * every row applied once, every rejected row told once.
 *
 * <p>{@code -Dcrash.rounds=N} interrupts each import N times over, the later ones at random
 * moments.
 */
class InterruptedImportIT {

    private static final int ROWS = 300_000;
    private static final int USERS = 200_000;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String FILE = "users.csv";

    private static final String DIFFERENT =
            """
            WITH a AS (SELECT user_id, email, attributes, created, last_active, system
                         FROM userimport.user_profile WHERE app_id = ?),
                 b AS (SELECT user_id, email, attributes, created, last_active, system
                         FROM userimport.user_profile WHERE app_id = ?)
            SELECT count(*) FROM ((TABLE a EXCEPT TABLE b) UNION ALL (TABLE b EXCEPT TABLE a))
            """;

    private static TestSystem system;
    private static NifiClient nifi;
    private static FolderFlow undisturbedFlow;
    private static Job undisturbed;
    private static String undisturbedRejects;
    private static final String TEXT = text();

    /** A moment of an import to interrupt it at. */
    record Moment(int round, int percent) {
        @Override
        public String toString() {
            return "round " + round + ", at " + percent + " %";
        }
    }

    static Stream<Moment> moments() {
        final Random random = new Random();
        return IntStream.rangeClosed(1, Integer.getInteger("crash.rounds", 1))
                .mapToObj(round -> new Moment(round, round == 1 ? 30 : random.nextInt(90)));
    }

    @BeforeAll
    static void importUndisturbed() throws IOException {
        system = TestSystem.start();
        nifi = system.client();
        undisturbedFlow = FolderFlow.start(system, "undisturbed");
        undisturbed = undisturbedFlow.drop(FILE, TEXT).await(PATIENCE);
        undisturbedRejects = rejected(undisturbedFlow);
        assertThat(undisturbed.outcome())
                .isEqualTo(
                        "FINISHED: 300000 rows, 299700 applied, 300 rejected;"
                                + " 199800 created, 99900 updated, 0 unchanged");
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    @ParameterizedTest
    @MethodSource("moments")
    void goesOnAfterNifiWasKilled(final Moment moment) throws IOException {
        final FolderFlow flow = flow("nifi-killed-" + moment.round());
        final Dropped file = flow.drop(FILE, TEXT);
        awaitMiddle(file, moment);

        system.nifi().kill();
        assertUnderWay(file);
        system.nifi().start();

        assertAsIfUndisturbed(flow, file);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void goesOnAfterTheProcessorWasStopped(final Moment moment) throws IOException {
        final FolderFlow flow = flow("processor-stopped-" + moment.round());
        final Dropped file = flow.drop(FILE, TEXT);
        awaitMiddle(file, moment);

        nifi.processors().stop(flow.putUserImport());
        assertUnderWay(file);
        assertThat(nifi.queues().count(flow.group())).isOne();
        nifi.processors().start(flow.putUserImport());

        assertAsIfUndisturbed(flow, file);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void waitsInRetryWhileTheDatabaseIsAway(final Moment moment) throws IOException {
        final FolderFlow flow = flow("database-away-" + moment.round());
        final Dropped file = flow.drop(FILE, TEXT);
        awaitMiddle(file, moment);

        if (moment.round() % 2 == 1) {
            system.postgres().stop();
        } else {
            system.postgres().kill();
        }
        final ConnectionStatus retry =
                nifi.connections()
                        .find(flow.group(), "Merge users into profiles", "retry")
                        .orElseThrow();
        final QueuedFlowFile waiting =
                Await.value(
                        Duration.ofSeconds(60),
                        () -> "the file waits in retry",
                        () -> nifi.queues().list(retry.id()).stream().findFirst());
        assertThat(waiting.penalized()).isTrue();
        assertThat(nifi.queues().attributes(retry.id(), waiting.uuid()).get("userimport.error"))
                .contains("database");
        system.postgres().start();
        assertUnderWay(file);

        assertAsIfUndisturbed(flow, file);
    }

    private static FolderFlow flow(final String app) {
        return undisturbedFlow.forApp(app);
    }

    private static void awaitMiddle(final Dropped file, final Moment moment) {
        final long rows = Math.max(1, (long) ROWS * moment.percent() / 100);
        Await.until(
                PATIENCE,
                () -> moment + " of the import: " + file.job(),
                () -> file.job().filter(job -> job.rows() >= rows).isPresent());
    }

    private static void assertUnderWay(final Dropped file) {
        assertThat(file.job())
                .hasValueSatisfying(
                        job -> {
                            assertThat(job.state()).isEqualTo("RUNNING");
                            assertThat(job.rows()).isPositive().isLessThan(ROWS);
                        });
    }

    private static void assertAsIfUndisturbed(final FolderFlow flow, final Dropped file)
            throws IOException {
        final Job job = file.await(PATIENCE);
        assertThat(job.outcome()).isEqualTo(undisturbed.outcome());
        assertThat(job.error()).isNull();
        assertThat(system.database().jobs(flow.app())).hasSize(1);
        assertThat(system.database().count(DIFFERENT, flow.app(), undisturbedFlow.app()))
                .as("profiles that differ from those of the undisturbed import")
                .isZero();
        assertThat(rejected(flow)).isEqualTo(undisturbedRejects);
        assertThat(Files.readString(flow.saved(Result.DONE, FILE).orElseThrow())).isEqualTo(TEXT);
        assertThat(flow.saved(Result.FAILED)).isEmpty();
        int summaries = 0;
        for (final Path summary : flow.saved(Result.SUMMARIES)) {
            summaries += Files.readString(summary).contains(job.id()) ? 1 : 0;
        }
        assertThat(summaries).as("summaries of the job").isOne();
    }

    private static String rejected(final FolderFlow flow) throws IOException {
        return Files.readString(flow.saved(Result.REJECTED, "users.rejected.csv").orElseThrow());
    }

    /** Most users come twice, far apart: the later row has to win, before and after a crash. */
    private static String text() {
        final StringBuilder text =
                new StringBuilder(
                        "userId,created,userAttributes.email,userAttributes.row,userAttributes.even,userAttributes.address.city,userAttributes.tags\n");
        for (int i = 0; i < ROWS; i++) {
            final int user = i % USERS;
            text.append("user-").append(user);
            text.append(',').append(user % 1000 == 7 ? "never" : "1483228800");
            text.append(",u").append(user).append("@example.com,").append(i);
            text.append(',').append(i % 2 == 0 ? "yes" : "");
            text.append(",City ").append(i % 77);
            text.append(",\"[a, b").append(i % 5).append("]\"\n");
        }
        return text.toString();
    }
}
