// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.system.FolderFlow.Dropped;
import io.github.nifiuserimport.text.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Small files are imported while a large one is, unless they have a user in common with it that is
 * still to come.
 */
@ExtendWith(SharedSystem.class)
class SmallFilesIT {

    private static final int USERS = 1_500_000;
    private static final String FIRST = user(0);
    private static final String LAST = user(USERS - 1);

    /** Some seconds where nothing else runs; tests run beside much. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void passALargeFileInTheInbox(final TestSystem system) {
        final FolderFlow flow = FolderFlow.start(system, "small_files");
        final Database database = system.database();
        try {
            final Dropped large = flow.drop("large.csv", large());
            awaitBegun(large::job);

            // Of the same user as the last row, which is still to come.
            final Dropped correction = flow.drop("correction.csv", small(LAST));
            final Dropped passed = flow.drop("passed.csv", small(FIRST));
            final Dropped other = flow.drop("other.csv", small("v1"));
            awaitFinished(other::job);
            awaitFinished(passed::job);

            assertThat(large.job()).hasValueSatisfying(SmallFilesIT::assertRunning);
            assertThat(city(database, flow.app(), "v1")).isEqualTo("Later");
            assertThat(city(database, flow.app(), FIRST)).isEqualTo("Later");
            assertThat(correction.job()).isEmpty();

            assertThat(large.await(LONG).outcome())
                    .isEqualTo(
                            "FINISHED: 1500000 rows, 1500000 applied, 0 rejected; 1500000 created,"
                                    + " 0 updated, 0 unchanged");
            assertThat(correction.await().outcome())
                    .isEqualTo(
                            "FINISHED: 1 rows, 1 applied, 0 rejected; 0 created, 1 updated, 0"
                                    + " unchanged");
            assertThat(city(database, flow.app(), LAST)).isEqualTo("Later");
            assertThat(city(database, flow.app(), FIRST)).isEqualTo("Later");
        } finally {
            system.client().groups().stop(flow.group());
        }
    }

    @Test
    void passALargeObjectOfARequest(final TestSystem system) {
        final LeanplumFlow flow = LeanplumFlow.start(system, "small_objects");
        final Database database = system.database();
        try {
            flow.upload(LeanplumFlow.BUCKET, "large.csv", large());
            final String large =
                    LeanplumFlow.jobId(flow.api().anybody().get("/api", flow.multi("large.csv")));
            awaitBegun(() -> database.job(large));

            final String correction = flow.started("correction.csv", small(LAST));
            final String other = flow.started("other.csv", small("v1"));
            awaitFinished(() -> database.job(other));

            assertThat(database.job(large)).hasValueSatisfying(SmallFilesIT::assertRunning);
            assertThat(database.job(correction).orElseThrow().state()).isEqualTo("PENDING");
            assertThat(city(database, flow.api().app(), "v1")).isEqualTo("Later");

            Await.until(
                    LONG,
                    () -> "the correction is imported; it is " + database.job(correction),
                    () -> database.job(correction).orElseThrow().hasEnded());
            assertThat(database.job(large).orElseThrow().outcome())
                    .startsWith("FINISHED: 1500000 rows, 1500000 applied");
            assertThat(city(database, flow.api().app(), LAST)).isEqualTo("Later");
        } finally {
            system.client().groups().stop(flow.api().group());
        }
    }

    private static byte[] large() {
        final StringBuilder file = new StringBuilder(60 << 20);
        file.append("userId,userAttributes.city,userAttributes.n\n");
        for (int user = 0; user < USERS; user++) {
            file.append(user(user)).append(",Earlier,").append(user).append('\n');
        }
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String small(final String user) {
        return "userId,userAttributes.city\n" + user + ",Later\n";
    }

    private static String user(final int number) {
        return Text.format("u%07d", number);
    }

    private static void awaitBegun(final Supplier<Optional<Job>> job) {
        Await.until(
                LONG,
                () -> "rows are applied; it is " + job.get(),
                () -> job.get().filter(each -> each.rows() > 0).isPresent());
    }

    private static void awaitFinished(final Supplier<Optional<Job>> job) {
        Await.until(
                SOON,
                () -> "it is imported; it is " + job.get(),
                () -> job.get().filter(each -> each.state().equals("FINISHED")).isPresent());
    }

    private static void assertRunning(final Job job) {
        assertThat(job.state()).as("the large one, %s", job).isEqualTo("RUNNING");
    }

    private static String city(final Database database, final String app, final String user) {
        return database.attributes(app, user).orElseThrow().path("city").asText();
    }
}
