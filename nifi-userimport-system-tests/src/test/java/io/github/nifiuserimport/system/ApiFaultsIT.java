// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that go away, and a database that does. */
@ExtendWith({SharedSystem.class, SharedApis.class})
class ApiFaultsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Test
    void aClientThatHangsUpBeforeItsAnswerHasItsFileImported(final DashlyFlow flow)
            throws IOException {
        final byte[] body =
                new Multipart()
                        .field("app", "$self_app")
                        .file("file", "hung-up.csv", "$user_id\nhung-up\n")
                        .bytes();
        try (Socket socket = connect(flow)) {
            socket.getOutputStream().write(head(flow, body.length));
            socket.getOutputStream().write(body);
        }
        Await.until(
                TIMEOUT,
                () -> "the import has finished",
                () ->
                        flow.api().database().jobs(flow.api().app(), "hung-up.csv").stream()
                                .anyMatch(job -> job.state().equals("FINISHED")));
        flow.api().awaitRest();
    }

    @Test
    void aClientThatHangsUpInTheMiddleOfItsFileLeavesNoJobFileOrFlowFile(
            final DashlyFlow flow, final TestSystem system) throws IOException {
        final byte[] body =
                new Multipart()
                        .field("app", "$self_app")
                        .file("file", "half.csv", "$user_id\n" + "half\n".repeat(400_000))
                        .bytes();
        try (Socket socket = connect(flow)) {
            final OutputStream out = socket.getOutputStream();
            out.write(head(flow, body.length));
            out.write(body, 0, body.length / 2);
        }
        assertThat(flow.imported("after.csv", "$user_id\nafter-half\n").state())
                .isEqualTo("FINISHED");
        flow.api().awaitRest();
        assertThat(flow.api().database().jobs(flow.api().app(), "half.csv")).isEmpty();
        // Provenance can be searched a little later.
        Await.until(
                TIMEOUT,
                () -> "it is known what became of the file behind it",
                () -> !Provenance.ofFile(flow.api(), "after.csv").isEmpty());
        assertThat(Provenance.ofFile(flow.api(), "half.csv")).isEmpty();
        assertThat(temporaryFiles(system)).noneMatch(file -> holds(file, "half\nhalf\n"));
    }

    @Test
    void whileTheDatabaseIsAwayCallersAreToldToComeBack(
            final DashlyFlow dashly, final LeanplumFlow leanplum, final TestSystem system) {
        leanplum.upload(LeanplumFlow.BUCKET, "away.csv", "userId\naway\n");
        system.postgres().stop();
        try {
            final Instant asked = Instant.now();
            final ApiResponse upload = dashly.send("away.csv", "$user_id\naway\n");
            final ApiResponse multi =
                    leanplum.api().anybody().get("/api", leanplum.multi("away.csv"));
            final ApiResponse results = leanplum.results("some-job");
            final ApiResponse page = dashly.api().browser().get("/imports");
            assertThat(Duration.between(asked, Instant.now()))
                    .as("four answers one after the other")
                    .isLessThan(Duration.ofSeconds(40));
            for (final ApiResponse answer : List.of(upload, multi, results, page)) {
                assertThat(answer.status()).as(answer.body()).isEqualTo(503);
                assertThat(answer.header("retry-after")).isNotBlank();
            }
            assertThat(upload.body()).startsWith("{\"meta\":{\"status\":503");
            assertThat(multi.body()).startsWith("{\"response\":[{\"success\":false");
            assertThat(results.body()).startsWith("{\"response\":[{\"success\":false");
            assertThat(page.body()).startsWith("<!DOCTYPE html>");
        } finally {
            system.postgres().start();
        }

        assertThat(leanplum.imported("away.csv", "userId\naway\n").outcome())
                .startsWith("FINISHED: 1 rows, 1 applied");
        assertThat(dashly.imported("away.csv", "$user_id\naway\n").outcome())
                .startsWith("FINISHED: 1 rows, 1 applied");
        assertThat(dashly.api().database().jobs(dashly.api().app(), "away.csv")).hasSize(1);
        leanplum.api().awaitRest();
        dashly.api().awaitRest();
    }

    @Test
    void anImportThatIsAnsweredGoesOnWhenTheDatabaseIsBack(
            final LeanplumFlow flow, final TestSystem system) {
        final String put = flow.api().processor("Merge objects");
        final String fetch = flow.api().processor("Read the file");
        flow.api().nifi().processors().stop(put);
        flow.api().nifi().processors().stop(fetch);
        final String good = flow.started("waits.csv", "userId\nwaits\n");
        final String bad =
                LeanplumFlow.jobId(flow.api().anybody().get("/api", flow.multi("none.csv")));

        system.postgres().stop();
        try {
            flow.api().nifi().processors().start(fetch);
            flow.api().nifi().processors().start(put);
            for (final String processor : List.of("Merge objects", "Mark the import failed")) {
                Await.until(
                        TIMEOUT,
                        () -> processor + " waits for the database",
                        () ->
                                flow.api()
                                        .nifi()
                                        .connections()
                                        .find(flow.api().group(), processor, "retry")
                                        .filter(retry -> retry.flowFiles() == 1)
                                        .isPresent());
            }
        } finally {
            system.postgres().start();
        }
        assertThat(flow.api().await(good).state()).isEqualTo("FINISHED");
        assertThat(flow.api().await(bad).state()).isEqualTo("FAILED");
        flow.api().awaitRest();
    }

    private static Socket connect(final DashlyFlow flow) throws IOException {
        return new Socket("127.0.0.1", flow.api().uri().getPort());
    }

    private static byte[] head(final DashlyFlow flow, final int length) {
        return Text.format(
                        """
               POST /users/import HTTP/1.1\r
               Host: 127.0.0.1\r
               Authorization: Token %s\r
               Content-Type: %s\r
               Content-Length: %d\r
               \r
               """,
                        flow.api().key(), Multipart.type(), length)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static List<Path> temporaryFiles(final TestSystem system) {
        try (Stream<Path> files = Files.walk(system.nifi().home().resolve("tmp"))) {
            return files.filter(Files::isRegularFile).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holds(final Path file, final String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
