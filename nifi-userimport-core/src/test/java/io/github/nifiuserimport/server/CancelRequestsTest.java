// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import static io.github.nifiuserimport.server.ServerFixture.KEY;
import static io.github.nifiuserimport.server.ServerFixture.READ_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.StoreException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may cancel an import, how, and what is answered. */
@Tag("slow")
class CancelRequestsTest {

    private static final String PATH = "/imports/job%201";

    private ServerFixture server;

    @BeforeEach
    void start() throws Exception {
        server = ServerFixture.start();
        server.store.register(job("job 1", "shop"), "request");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static NewJob job(final String id, final String app) {
        return new NewJob(id, app, null, "users.csv", 12, 1);
    }

    private static String token(final String key) {
        return "Token " + key;
    }

    private static String basic(final String key) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString(("shop:" + key).getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> delete(final String path, final String authorization)
            throws Exception {
        return server.send(server.request(path).header("Authorization", authorization).DELETE());
    }

    private HttpRequest.Builder form(final String body) {
        return server.request(PATH + "/cancel")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> page(final String path, final String authorization)
            throws Exception {
        return server.send(
                server.request(path)
                        .header("Accept", "text/html")
                        .header("Authorization", authorization));
    }

    private JobState state() throws StoreException {
        return server.store.status("job 1").orElseThrow().state();
    }

    @Test
    void aJobIsDeletedByItsAddressAndTheAnswerIsHowItStands() throws Exception {
        final HttpResponse<String> answer = delete(PATH, token(KEY));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .contains("\"state\":\"CANCELLED\"")
                .contains("\"error\":\"The import was cancelled\"")
                .contains("\"unprocessed\":null");
        assertThat(state()).isEqualTo(JobState.CANCELLED);
        assertThat(delete(PATH + ".json", token(KEY)).body())
                .as("once more")
                .isEqualTo(answer.body());
    }

    @Test
    void soIsOneThatRuns() throws Exception {
        server.store.open(job("job 1", "shop"), new PartId("job 1", 0));
        assertThat(delete(PATH, token(KEY)).statusCode()).isEqualTo(200);
        assertThat(state()).isEqualTo(JobState.CANCELLED);
    }

    /** In each way that one of the APIs takes it. */
    @ParameterizedTest
    @ValueSource(strings = {"auth_token=KEY", "appId=shop&clientKey=KEY"})
    void theKeyMayBeAnArgument(final String arguments) throws Exception {
        final String given = arguments.replace("KEY", encoded(KEY));
        assertThat(server.send(server.request(PATH + "?" + given).DELETE()).statusCode())
                .isEqualTo(200);
        assertThat(state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void whoCannotSendADeletePosts() throws Exception {
        final HttpResponse<String> answer =
                server.send(
                        server.request(PATH + "/cancel")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        BodyPublishers.ofString(
                                                "appId=shop&clientKey=" + encoded(KEY))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"state\":\"CANCELLED\"");
    }

    @ParameterizedTest
    @CsvSource({"Token wrong, 401", "Token sesame-read, 403", "Token other, 404"})
    void othersMayNot(final String authorization, final int status) throws Exception {
        final HttpResponse<String> answer = delete(PATH, authorization);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(state()).isEqualTo(JobState.PENDING);
    }

    @Test
    void norWhoHasNoKey() throws Exception {
        assertThat(server.send(server.request(PATH).DELETE()).statusCode()).isEqualTo(401);
        assertThat(server.send(form("")).statusCode()).isEqualTo(401);
        assertThat(state()).isEqualTo(JobState.PENDING);
    }

    @Test
    void aJobThatHasEndedIsNotCancelled() throws Exception {
        server.store.registerFailed(job("failed", "shop"), "no header", "request");
        final HttpResponse<String> answer = delete("/imports/failed", token(KEY));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"status\":409,\"error\":\"Import failed has failed: there is nothing left to"
                                + " cancel\"}");
        assertThat(delete("/imports/unknown", token(KEY)).statusCode()).isEqualTo(404);
    }

    @Test
    void aLoginAloneCancelsNothing() throws Exception {
        final HttpResponse<String> deleted = delete(PATH, basic(KEY));
        assertThat(deleted.statusCode()).isEqualTo(401);
        assertThat(deleted.body()).contains("use the button on its page");
        final HttpResponse<String> posted =
                server.send(
                        form("page_token=x")
                                .header("Sec-Fetch-Site", "same-origin")
                                .header("Authorization", basic(KEY)));
        assertThat(posted.statusCode()).isEqualTo(401);
        assertThat(state()).isEqualTo(JobState.PENDING);
    }

    @Test
    void ourOwnPageAsksAndCancels() throws Exception {
        assertThat(page(PATH, basic(KEY)).body()).contains("href=\"./job%201/cancel\"");
        final HttpResponse<String> question = page(PATH + "/cancel", basic(KEY));
        assertThat(question.statusCode()).isEqualTo(200);
        assertThat(question.body())
                .contains("Cancel the import of ")
                .contains("users.csv")
                .doesNotContain(KEY);
        assertThat(question.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("form-action 'self'", "frame-ancestors 'none'");
        final String fields =
                "page_token="
                        + question.body()
                                .replaceFirst(
                                        "(?s).*name=\"page_token\" value=\"([^\"]*)\".*", "$1");

        final HttpResponse<String> fromElsewhere =
                server.send(
                        form(fields)
                                .header("Sec-Fetch-Site", "cross-site")
                                .header("Authorization", basic(KEY)));
        assertThat(fromElsewhere.statusCode()).isEqualTo(401);
        assertThat(state()).isEqualTo(JobState.PENDING);

        final HttpResponse<String> answer =
                server.send(
                        form(fields)
                                .header("Sec-Fetch-Site", "same-origin")
                                .header("Authorization", basic(KEY)));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("../job%201");
        assertThat(state()).isEqualTo(JobState.CANCELLED);
        assertThat(page(PATH, basic(KEY)).body())
                .contains("Cancelled", "It was cancelled before its first row")
                .doesNotContain("/cancel\"");
        assertThat(page(PATH + "/cancel", basic(KEY)).statusCode()).isEqualTo(409);
    }

    @Test
    void whoOnlyReadsIsNotAsked() throws Exception {
        assertThat(page(PATH, basic(READ_KEY)).body()).doesNotContain("/cancel\"");
        final HttpResponse<String> question = page(PATH + "/cancel", basic(READ_KEY));
        assertThat(question.statusCode()).isEqualTo(403);
        assertThat(question.body()).contains("a key of it that writes").doesNotContain("<form");
        assertThat(page("/imports/unknown/cancel", basic(KEY)).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNoFormIsRefused() throws Exception {
        assertThat(
                        server.send(
                                        server.request(PATH + "/cancel")
                                                .header("Content-Type", "application/json")
                                                .header("Authorization", token(KEY))
                                                .POST(BodyPublishers.ofString("{}")))
                                .statusCode())
                .isEqualTo(400);
        assertThat(
                        server.send(
                                        form("x=" + "y".repeat(50_000))
                                                .header("Authorization", token(KEY)))
                                .statusCode())
                .isEqualTo(400);
        assertThat(state()).isEqualTo(JobState.PENDING);
    }

    @Test
    void aFormThatDoesNotComeToItsEndCancelsNothing() throws Exception {
        final String answer =
                server.raw(
                        "POST "
                                + PATH
                                + "/cancel HTTP/1.1\r\nHost: a\r\nAuthorization: "
                                + token(KEY)
                                + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                + "Content-Length: 10\r\n\r\na=");
        assertThat(answer).startsWith("HTTP/1.1 40");
        assertThat(state()).isEqualTo(JobState.PENDING);
    }

    @Test
    void bothApisTellOfIt() throws Exception {
        delete(PATH, token(KEY));
        final HttpResponse<String> leanplum =
                server.get(
                        "/api?action=getMultiResults&apiVersion=1.0.6&appId=shop&jobId=job%201"
                                + "&clientKey="
                                + encoded(KEY));
        assertThat(leanplum.body())
                .isEqualTo(
                        "{\"response\":[{\"success\":true,\"state\":\"FAILED\",\"error\":{\"message\":"
                                + "\"The import was cancelled\"}}]}");
        assertThat(
                        server.send(server.request("/metrics").header("Authorization", token(KEY)))
                                .body())
                .contains("userimport_jobs{state=\"cancelled\"} 1.0")
                .contains("userimport_jobs{state=\"failed\"} 0.0");
    }

    /** As beside a folder's flow, where what is not connected would drop files. */
    @Test
    void aServerThatTakesNoImportsCancelsThem() throws Exception {
        server.receiver.takes = false;
        final HttpResponse<String> upload =
                server.send(
                        server.request("/users/import?app=shop&delimiter=,")
                                .header("Authorization", token(KEY))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("file=%24user_id%0Au1%0A")));
        assertThat(upload.statusCode()).isEqualTo(403);
        assertThat(upload.body()).contains("No import is started here");
        assertThat(
                        server.get(
                                        "/api?action=multi&apiVersion=1.0.6&createJob=true&appId=shop"
                                                + "&gcsBucket=bucket&file=users.csv&clientKey="
                                                + encoded(KEY))
                                .statusCode())
                .isEqualTo(403);
        assertThat(server.receiver.begun).hasValue(0);
        assertThat(server.store.latest("shop", 10)).hasSize(1);
        assertThat(delete(PATH, token(KEY)).statusCode()).isEqualTo(200);
    }
}
