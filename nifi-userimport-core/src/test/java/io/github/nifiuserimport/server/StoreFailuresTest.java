// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import static io.github.nifiuserimport.server.ServerFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nifiuserimport.job.run.ImportStore;
import io.github.nifiuserimport.server.FailingStore.Failure;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients are told when the store fails. */
@Tag("slow")
class StoreFailuresTest {

    private final ImportStore database = ServerFixture.database();
    private final FailingStore store = new FailingStore(database);
    private ServerFixture server;

    @BeforeEach
    void start() throws IOException {
        server = ServerFixture.with().store(store.proxy()).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest.Builder upload() {
        return server.request("/users/import?app=shop&delimiter=,")
                .header("Authorization", "Token " + KEY)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("file=%24user_id%0Au1"));
    }

    private HttpRequest.Builder get(final String path) {
        return server.request(path).header("Authorization", "Token " + KEY);
    }

    @Test
    void anUploadWhileItIsAwayLeavesNothingAndMayComeAgain() throws Exception {
        store.failure = Failure.AWAY;
        final HttpResponse<String> answer = server.send(upload());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("10");
        assertThat(answer.body()).contains("\"error_message\":\"The user store is away");
        assertThat(server.receiver.received).isEmpty();
        assertThat(server.receiver.dropped).hasValue(1);
        assertThat(server.faults).containsExactly("passing: no connection");

        store.failure = Failure.NONE;
        assertThat(server.send(upload()).statusCode()).isEqualTo(200);
        assertThat(server.receiver.received).hasSize(1);
        assertThat(database.latest("shop", 10)).hasSize(1);
    }

    /** To send such a file again would import it twice. */
    @Test
    void anUploadThatWasHandedOverIsAcceptedThoughNobodyKnowsOfItsJob() throws Exception {
        store.failure = Failure.AFTERWARDS;
        final HttpResponse<String> answer = server.send(upload());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "\"updates_planned\":1",
                        server.receiver.received.getFirst().description().jobId());
        assertThat(server.faults).containsExactly("passing: connection lost");
    }

    @Test
    void aFileThatIsRefusedIsNotSaidToBeImportedWhenItsJobMayNotBeKnown() throws Exception {
        store.failure = Failure.AFTERWARDS;
        final HttpResponse<String> answer =
                server.send(
                        upload().POST(HttpRequest.BodyPublishers.ofString("file=nothing%0Au1")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(server.receiver.received).isEmpty();
        assertThat(server.receiver.dropped).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/imports",
                "/imports.json",
                "/imports/x",
                "/imports/x/rejected.csv",
                "/imports/x/responses.jsonl",
                "/api?action=getMultiResults&apiVersion=1.0.6&jobId=x&appId=shop&clientKey=other"
            })
    void whoAsksIsToldWhenToComeBack(final String path) throws Exception {
        store.failure = Failure.AWAY;
        final HttpResponse<String> answer =
                server.send(
                        path.startsWith("/api")
                                ? server.request(path.replace("shop", "other"))
                                : get(path));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("10");

        store.failure = Failure.BUG;
        final HttpResponse<String> broken =
                server.send(
                        path.startsWith("/api")
                                ? server.request(path.replace("shop", "other"))
                                : get(path));
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).doesNotContain("a bug");
    }

    @Test
    void healthIsToldToAnybody() throws Exception {
        assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
        store.failure = Failure.AWAY;
        Thread.sleep(1_100);
        assertThat(server.get("/healthz").statusCode()).isEqualTo(503);
        store.failure = Failure.NONE;
        Thread.sleep(1_100);
        assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(server.faults).isEmpty();
    }

    @Test
    void aDownloadThatCannotBeginIsRefused() throws Exception {
        store.failsAt = "rowResults";
        final HttpResponse<String> answer = server.send(get(responses()));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void aDownloadThatBreaksOffDoesNotLookWhole() throws Exception {
        store.failsAt = "rowResults";
        store.rowsBefore = 100_000;
        final HttpRequest.Builder download = get(responses());

        assertThatThrownBy(() -> server.send(download)).isInstanceOf(IOException.class);
    }

    private String responses() throws Exception {
        server.send(upload());
        return "/imports/"
                + server.receiver.received.getFirst().description().jobId()
                + "/responses.jsonl";
    }
}
