// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.system.FolderFlow.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An import that is given up midway: nothing more of it is applied, and none of it is lost. */
@ExtendWith({SharedSystem.class, SharedApis.class})
class CancelIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int ROWS = 250_000;

    private static TestSystem system;
    private static LeanplumFlow leanplum;
    private static DashlyFlow dashly;

    @BeforeAll
    static void start(
            final TestSystem shared, final LeanplumFlow leanplumFlow, final DashlyFlow dashlyFlow) {
        system = shared;
        leanplum = leanplumFlow;
        dashly = dashlyFlow;
    }

    @AfterAll
    static void leavesNothingInTheFlows() {
        leanplum.api().awaitRest();
        dashly.api().awaitRest();
    }

    /** Each user once; large enough to be put in order, in which they do not come. */
    private static String increments(final String user) {
        final StringBuilder file =
                new StringBuilder("userId,userAttributes.note,userAttributeValuesToIncrement.n\n");
        for (long row = 0; row < ROWS; row++) {
            file.append(user).append(row * 7_919 % ROWS).append(",a note of some length,1\n");
        }
        return file.toString();
    }

    private static long users(final String app, final String prefix, final String condition) {
        return system.database()
                .count(
                        "SELECT count(*) FROM userimport.user_profile WHERE app_id = ? AND user_id"
                                + " LIKE ? AND "
                                + condition,
                        app,
                        prefix + "%");
    }

    private static void awaitRows(final Optional<Job> job) {
        assertThat(job).isPresent();
        Await.until(
                TIMEOUT,
                () -> "some rows are applied",
                () -> system.database().job(job.get().id()).orElseThrow().rows() > 0);
    }

    private static ApiResponse cancel(final ApiFlow api, final String job) {
        return api.anybody()
                .with("Authorization", "Token " + api.key())
                .call("DELETE", "/imports/" + job, BodyPublishers.noBody());
    }

    /** What is left of a cancelled import of the HTTP APIs, once it has come out. */
    private static Path unprocessed(final ApiFlow api, final String job) {
        final Path folder = api.unprocessed().resolve(job);
        return Await.value(
                TIMEOUT, () -> "the rows that are left are in " + folder, () -> in(folder));
    }

    private static Optional<Path> in(final Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith(".")).findFirst();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatWasAppliedAndWhatIsHandedBackAreTheFile() throws IOException {
        final ApiFlow api = leanplum.api();
        final String job = leanplum.started("given-up.csv", increments("given-up-"));
        Await.until(
                TIMEOUT,
                () -> "the job is registered",
                () -> system.database().job(job).isPresent());
        awaitRows(system.database().job(job));

        final ApiResponse answer = cancel(api, job);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("state").asText()).isEqualTo("CANCELLED");
        final long done = answer.json().at("/counts/rows").asLong();
        assertThat(done).isBetween(1L, ROWS - 1L);
        assertThat(answer.json().at("/counts/unprocessed").asLong()).isEqualTo(ROWS - done);
        assertThat(leanplum.results(job).body())
                .isEqualTo(
                        "{\"response\":[{\"success\":true,\"state\":\"FAILED\",\"error\":{\"message\":"
                                + "\"The import was cancelled\"}}]}");
        assertThat(api.browser().get("/imports/" + job).body())
                .contains("Cancelled", "It was cancelled after ");

        final Path left = unprocessed(api, job);
        api.awaitRest();
        assertThat(left.getFileName()).hasToString("given-up.unprocessed.csv");
        assertThat(system.database().job(job).orElseThrow().rows())
                .as("nothing was applied after the answer")
                .isEqualTo(done);
        assertThat(users(api.app(), "given-up-", "true")).isEqualTo(done);
        assertThat(
                        system.database()
                                .value(
                                        "SELECT key_column FROM userimport.import_part WHERE job_id = ?",
                                        job))
                .as("those applied are not the first ones of the file")
                .isEqualTo("userId");
        final String rows = Files.readString(left);
        assertThat(rows.lines()).hasSize((int) (ROWS - done) + 1);

        final Job rest = leanplum.imported("given-up.unprocessed.csv", rows);
        assertThat(rest.state()).isEqualTo("FINISHED");
        assertThat(rest.applied()).isEqualTo(ROWS - done);
        assertThat(users(api.app(), "given-up-", "attributes ->> 'n' = '1'")).isEqualTo(ROWS);
    }

    @Test
    void soAreThoseOfParts() throws IOException {
        // Its jobs are of the app that the API is for, by which they are cancelled.
        final FolderFlow folder =
                FolderFlow.start(system, FolderFlow.PARALLEL_TEMPLATE, "cancelled-parts")
                        .forApp(leanplum.api().app());
        final FolderFlow.Dropped dropped = folder.drop("in-parts.csv", increments("in-parts-"));
        Await.until(TIMEOUT, () -> "there is a job", () -> dropped.job().isPresent());
        awaitRows(dropped.job());
        final String job = dropped.job().orElseThrow().id();

        final ApiResponse answer = cancel(leanplum.api(), job);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        folder.awaitRest();
        final long done = system.database().job(job).orElseThrow().rows();
        assertThat(done)
                .isBetween(1L, ROWS - 1L)
                .isEqualTo(answer.json().at("/counts/rows").asLong());
        final List<Path> left = folder.saved(Result.UNPROCESSED);
        assertThat(left)
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder(
                        "in-parts.unprocessed-1.csv", "in-parts.unprocessed-2.csv");
        assertThat(folder.saved(Result.FAILED, "in-parts.csv"))
                .hasValueSatisfying(file -> assertThat(file).hasContent(increments("in-parts-")));
        assertThat(folder.saved(Result.FAILED, "in-parts.csv.error.json"))
                .hasValueSatisfying(
                        file -> assertThat(file).content().contains("The import was cancelled"));
        final JsonNode summary =
                Database.json(
                        Files.readString(
                                folder.saved(Result.SUMMARIES, "in-parts.csv.summary.json")
                                        .orElseThrow()));
        assertThat(folder.saved(Result.SUMMARIES)).hasSize(1);
        assertThat(summary.path("state").asText()).isEqualTo("CANCELLED");
        assertThat(summary.path("unprocessed").asLong()).isEqualTo(ROWS - done);

        for (final Path rows : left) {
            assertThat(
                            folder.importFile(rows.getFileName().toString(), Files.readString(rows))
                                    .state())
                    .isEqualTo("FINISHED");
        }
        assertThat(users(leanplum.api().app(), "in-parts-", "attributes ->> 'n' = '1'"))
                .isEqualTo(ROWS);
        system.client().groups().stop(folder.group());
    }

    @Test
    void aJobWhoseProcessorIsStoppedIsCancelledAtOnce() throws IOException {
        final ApiFlow api = dashly.api();
        final NifiClient nifi = api.nifi();
        final String users = "$user_id;$name\nwaits-1;A\nwaits-2;B\n";
        nifi.processors().stop(api.processor("Merge uploads"));
        final String job = DashlyFlow.jobId(dashly.send("waits.csv", users));
        assertThat(api.browser().get("/imports/" + job).body()).contains("/cancel\"");

        assertThat(cancel(api, job).json().path("state").asText()).isEqualTo("CANCELLED");

        assertThat(api.browser().get("/imports/" + job).body())
                .contains("It was cancelled before its first row");
        nifi.processors().start(api.processor("Merge uploads"));
        final Path left = unprocessed(api, job);
        assertThat(left.getFileName()).hasToString("waits.unprocessed.csv");
        assertThat(left).hasContent(users);
        assertThat(users(api.app(), "waits-", "true")).isZero();
    }

    @Test
    void aJobWhoseFileIsGoneDoesNotWaitForEver() {
        final ApiFlow api = dashly.api();
        final NifiClient nifi = api.nifi();
        nifi.processors().stop(api.processor("Merge uploads"));
        final String job = DashlyFlow.jobId(dashly.send("gone.csv", "$user_id\ngone\n"));
        nifi.connections().statuses(api.group()).stream()
                .filter(queue -> queue.destinationName().equals("Merge uploads"))
                .forEach(queue -> nifi.queues().empty(queue.id()));
        nifi.processors().start(api.processor("Merge uploads"));

        assertThat(cancel(api, job).status()).isEqualTo(200);
        assertThat(system.database().job(job).orElseThrow().state()).isEqualTo("CANCELLED");
        assertThat(cancel(api, job).status()).as("once more").isEqualTo(200);
        assertThat(cancel(leanplum.api(), job).status()).as("another app's").isEqualTo(404);
    }
}
