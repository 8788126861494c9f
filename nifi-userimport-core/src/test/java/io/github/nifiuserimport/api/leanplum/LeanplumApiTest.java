// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api.leanplum;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.api.ImportApi;
import io.github.nifiuserimport.api.StatusContext;
import io.github.nifiuserimport.api.StatusFormat;
import io.github.nifiuserimport.api.StatusRequest;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.RowNotes;
import io.github.nifiuserimport.job.check.FileReport;
import io.github.nifiuserimport.page.ImportLinks;
import io.github.nifiuserimport.row.FileFault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeanplumApiTest {

    private final ImportApi api = new LeanplumApi();

    @Test
    void answersWithTheJobBeforeTheFileIsFetched() throws Exception {
        assertThat(text(api.accepted("j1").orElseThrow()))
                .isEqualTo("200 {\"response\":[{\"success\":true,\"jobId\":\"j1\"}]}");
    }

    @Test
    void answersForAFileThatWasCheckedFirst() throws Exception {
        final RowNotes none = new RowNotes(List.of(), 0);
        assertThat(
                        text(
                                api.checked(
                                        new FileReport(Optional.empty(), 1, none, none, List.of()),
                                        "j1")))
                .isEqualTo("200 {\"response\":[{\"success\":true,\"jobId\":\"j1\"}]}");
        assertThat(text(api.checked(FileReport.of(new FileFault(1, null, "is empty")), "j1")))
                .startsWith(
                        "400 {\"response\":[{\"success\":false,\"error\":{\"message\":\"file: ");
    }

    @Test
    void takesAQuestionFromItsArguments() {
        assertThat(question(Map.of("action", "multi", "apiVersion", "1.0.6"))).isEmpty();
        assertThat(
                        question(
                                Map.of(
                                        "action", "getMultiResults",
                                        "apiVersion", "1.0.6",
                                        "jobId", "j1")))
                .contains(new StatusRequest.OneJob("j1", api));
        assertThat(question(Map.of("action", "getMultiResults")))
                .contains(new StatusRequest.Faulty("apiVersion is missing: give 1.0.6", api));
    }

    @Test
    void namesTheArgumentOfAJobThatIsNotThere() {
        assertThat(api.unknown("j1"))
                .isEqualTo(new StatusFormat.Refusal(400, "jobId: no import job j1 is known"));
    }

    /** Its jobs cannot be cancelled, so its clients know of no such state. */
    @Test
    void saysOfACancelledJobThatItHasFailed() throws Exception {
        final JobStatus cancelled =
                new JobStatus(
                        "j1",
                        "default",
                        null,
                        "users.csv",
                        10,
                        JobState.CANCELLED,
                        3,
                        Counts.NONE.plus(Count.ROWS, 1),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "The import was cancelled",
                        null,
                        null);
        assertThat(
                        text(
                                api.status(
                                        cancelled,
                                        most -> null,
                                        new StatusContext(
                                                ImportLinks.absolute(null, "http", "localhost"),
                                                Instant.EPOCH,
                                                Optional.empty(),
                                                false))))
                .isEqualTo(
                        "200 {\"response\":[{\"success\":true,\"state\":\"FAILED\",\"error\":"
                                + "{\"message\":\"The import was cancelled\"}}]}");
    }

    @Test
    void isCalledOnItsPath() {
        assertThat(api.takes("/api")).isTrue();
        assertThat(api.takes("/api/")).isTrue();
        assertThat(api.takes("/apis")).isFalse();
        assertThat(api.takes("/users/import")).isFalse();
    }

    private Optional<StatusRequest> question(final Map<String, String> arguments) {
        return api.question(new ApiRequest("GET", "/api", arguments, null, null));
    }

    private static String text(final HttpReply reply) throws Exception {
        final ByteArrayOutputStream output = new ByteArrayOutputStream();
        reply.body().write(output);
        return reply.status() + " " + output.toString(StandardCharsets.UTF_8);
    }
}
