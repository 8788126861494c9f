// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.text.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two hundred at once: each is answered, each is imported, none twice. */
@ExtendWith({SharedSystem.class, SharedApis.class})
class ManyRequestsIT {

    private static final int REQUESTS = 200;

    private static final String EVENTS =
            "SELECT count(*) FROM userimport.event WHERE app_id = ? AND name = ?";

    @Test
    void uploadsToDashlysApi(final DashlyFlow flow) {
        final List<ApiResponse> answers =
                atOnce(
                        i ->
                                flow.client()
                                        .multipartLater(
                                                DashlyFlow.PATH,
                                                new Multipart()
                                                        .field("app", "$self_app")
                                                        .field("delimiter", ",")
                                                        .field("tags", "\"many\"")
                                                        .file(
                                                                "file",
                                                                "many-" + i + ".csv",
                                                                Text.format(
                                                                        "$user_id,n\nmany-%d,%d\n",
                                                                        i, i))));

        assertThat(answers).extracting(ApiResponse::status).containsOnly(200);
        final Set<String> ids = new HashSet<>();
        answers.forEach(answer -> ids.add(DashlyFlow.jobId(answer)));
        assertThat(ids).hasSize(REQUESTS);
        for (final String id : ids) {
            assertThat(flow.api().await(id).outcome())
                    .isEqualTo(
                            "FINISHED: 1 rows, 1 applied, 0 rejected; 1 created, 0 updated, 0 unchanged");
        }
        assertThat(
                        flow.api().database().jobs(flow.api().app()).stream()
                                .filter(job -> job.file().startsWith("many-")))
                .as("jobs")
                .hasSize(REQUESTS);
        flow.api().awaitRest();
    }

    /** Increments and events tell when a file is applied twice. */
    @Test
    void callsOfLeanplumsApi(final LeanplumFlow flow) {
        IntStream.range(0, REQUESTS)
                .forEach(
                        i ->
                                flow.upload(
                                        LeanplumFlow.BUCKET,
                                        "many/" + i + ".csv",
                                        Text.format(
                                                """
                                        action,userId,userAttributeValuesToIncrement.n,event
                                        setUserAttributes,many,1,
                                        track,many-%d,,Many
                                        """,
                                                i)));
        final List<ApiResponse> answers =
                atOnce(
                        i ->
                                flow.api()
                                        .anybody()
                                        .getLater("/api", flow.multi("many/" + i + ".csv")));

        assertThat(answers).extracting(ApiResponse::status).containsOnly(200);
        final Set<String> ids = new HashSet<>();
        answers.forEach(answer -> ids.add(LeanplumFlow.jobId(answer)));
        assertThat(ids).hasSize(REQUESTS);
        for (final String id : ids) {
            assertThat(flow.api().await(id).outcome()).startsWith("FINISHED: 2 rows, 2 applied");
        }
        final JsonNode many =
                flow.api().database().attributes(flow.api().app(), "many").orElseThrow();
        assertThat(many.path("n").asInt()).isEqualTo(REQUESTS);
        assertThat(flow.api().database().count(EVENTS, flow.api().app(), "Many"))
                .isEqualTo(REQUESTS);
        flow.api().awaitRest();
    }

    private static List<ApiResponse> atOnce(
            final IntFunction<CompletableFuture<ApiResponse>> request) {
        final List<CompletableFuture<ApiResponse>> answers =
                IntStream.range(0, REQUESTS).mapToObj(request).toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }
}
