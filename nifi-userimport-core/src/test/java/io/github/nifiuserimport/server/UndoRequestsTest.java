// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import static io.github.nifiuserimport.server.ServerFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.run.FileImport;
import io.github.nifiuserimport.job.run.ImportProgress;
import io.github.nifiuserimport.job.run.ImportSettings;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may have an import undone, how, and what is answered. */
@Tag("slow")
class UndoRequestsTest {

    private static final String PATH = "/imports/job%201/undo";

    private ServerFixture server;

    @BeforeEach
    void start() throws Exception {
        server = ServerFixture.start();
        final NewJob job = new NewJob("job 1", "shop", null, "users.csv", 10, 1);
        final byte[] file = "userId\nu1\n".getBytes(StandardCharsets.UTF_8);
        new FileImport(
                        server.store,
                        CsvFormat.defaults(),
                        Layouts.of(LayoutSettings.DEFAULTS),
                        ImportSettings.ofBatchRows(10))
                .run(
                        new Delivery(job, new PartId("job 1", 0), "test"),
                        () -> new ByteArrayInputStream(file),
                        new ImportProgress() {
                            @Override
                            public void applied(final Counts batch) {
                                assertThat(batch.get(Count.ROWS)).isEqualTo(1);
                            }

                            @Override
                            public boolean stopRequested() {
                                return false;
                            }
                        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> post(final String path, final String authorization)
            throws Exception {
        return server.send(
                server.request(path)
                        .header("Authorization", authorization)
                        .POST(BodyPublishers.noBody()));
    }

    @Test
    void theUndoIsHandedOverAndTheAnswerIsHowItStands() throws Exception {
        final HttpResponse<String> answer = post(PATH, "Token " + KEY);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(server.receiver.undos).hasSize(1);
        final ImportReceiver.Undo undo = server.receiver.undos.getFirst();
        assertThat(undo.undoes()).isEqualTo("job 1");
        assertThat(undo.app()).isEqualTo("shop");
        final JobStatus job = server.store.status(undo.jobId()).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.PENDING);
        assertThat(job.action()).isEqualTo("undo");
        assertThat(answer.body())
                .contains(undo.jobId())
                .contains("\"action\":\"undo\"")
                .contains("\"state\":\"PENDING\"");
        assertThat(post(PATH, "Token " + KEY).statusCode()).as("once more").isEqualTo(409);
        assertThat(server.receiver.undos).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"Token wrong, 401", "Token sesame-read, 403", "Token other, 404"})
    void othersMayNot(final String authorization, final int status) throws Exception {
        final HttpResponse<String> answer = post(PATH, authorization);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(server.receiver.undos).isEmpty();
    }

    @Test
    void whatIsNotKnownIsNotFound() throws Exception {
        assertThat(post("/imports/none/undo", "Token " + KEY).statusCode()).isEqualTo(404);
    }

    @Test
    void whereNothingIsUndoneItIsSaid() throws Exception {
        server.receiver.takes = false;
        assertThat(post(PATH, "Token " + KEY).statusCode()).isEqualTo(403);
        assertThat(page("/imports/job%201").body())
                .contains("users.csv")
                .doesNotContain("Undo this import");
        final HttpResponse<String> question = page(PATH);
        assertThat(question.statusCode()).isEqualTo(403);
        assertThat(question.body())
                .contains("with its relationship undo connected")
                .doesNotContain("<form");
        server.receiver.takes = true;
        server.receiver.room = false;
        assertThat(post(PATH, "Token " + KEY).statusCode()).isEqualTo(503);
        assertThat(server.receiver.undos).isEmpty();
    }

    @Test
    void nothingIsLeftWhereItCannotBeHandedOver() throws Exception {
        server.receiver.breaks = true;
        assertThat(post(PATH, "Token " + KEY).statusCode()).isEqualTo(500);
        server.receiver.breaks = false;
        assertThat(post(PATH, "Token " + KEY).statusCode()).isEqualTo(200);
    }

    @Test
    void thePageAsksAndItsFormLeadsToTheUndo() throws Exception {
        final HttpResponse<String> job = page("/imports/job%201");
        assertThat(job.body()).contains("job%201/undo").contains("Undo this import");
        final HttpResponse<String> question = page(PATH);
        final Matcher token =
                Pattern.compile("name=\"([^\"]+)\" value=\"([^\"]+)\"").matcher(question.body());
        assertThat(token.find()).as(question.body()).isTrue();

        final String body = token.group(1) + "=" + token.group(2);
        assertThat(form("same-origin", "").statusCode()).as("without the token").isEqualTo(401);
        assertThat(form("cross-site", body).statusCode()).as("from another page").isEqualTo(401);
        assertThat(server.receiver.undos).isEmpty();
        final HttpResponse<String> sent = form("same-origin", body);

        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        assertThat(sent.headers().firstValue("Location"))
                .contains("../" + server.receiver.undos.getFirst().jobId());
    }

    @Test
    void whatIsUndoneIsNotAskedAgain() throws Exception {
        final String undo = post(PATH, "Token " + KEY).body();
        final String id = server.receiver.undos.getFirst().jobId();
        assertThat(undo).contains("\"id\":\"" + id + "\"");

        assertThat(page("/imports/job%201").body())
                .contains("Being undone", "It is being undone, by ", "href=\"./" + id + "\"")
                .doesNotContain("Undo this import");
        assertThat(page("/imports/" + id).body())
                .contains(
                        "Undo of ",
                        "See ",
                        "what it takes back",
                        "href=\"./job%201\"",
                        "Cancel this undo")
                .doesNotContain("API response for each row");
        final HttpResponse<String> again = page(PATH);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("Import job 1 is already being undone, by " + id);
        assertThat(page("/imports/" + id + "/cancel").body()).contains("Cancel the undo of ");
    }

    private HttpResponse<String> page(final String path) throws Exception {
        return server.send(
                server.request(path)
                        .header("Accept", "text/html")
                        .header("Authorization", login()));
    }

    private static String login() {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString(("shop:" + KEY).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> form(final String site, final String body) throws Exception {
        return server.send(
                server.request(PATH)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html")
                        .header("Sec-Fetch-Site", site)
                        .header("Authorization", login())
                        .POST(BodyPublishers.ofString(body)));
    }
}
