// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api.dashly;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.api.AllowedBuckets;
import io.github.nifiuserimport.api.Findings;
import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.api.ImportApi;
import io.github.nifiuserimport.api.ImportPolicy;
import io.github.nifiuserimport.api.ImportRequest;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.RowNotes;
import io.github.nifiuserimport.layout.Dialect;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.Limits;
import io.github.nifiuserimport.row.Delimiter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashlyApiTest {

    private final ImportApi api = new DashlyApi();

    /** Names of Dashly's where it has one for the status, else HTTP's own words. */
    @ParameterizedTest
    @CsvSource({
        "400, BadRequest",
        "401, NotAuthenticated",
        "403, PermissionDeniedError",
        "404, Error404",
        "405, MethodNotAllowed",
        "408, RequestTimeout",
        "409, Conflict",
        "413, PayloadTooLarge",
        "415, BadRequest",
        "429, TooManyRequests",
        "431, RequestHeaderFieldsTooLarge",
        "500, Error500",
        "503, ServiceUnavailable",
        "414, BadRequest",
        "504, Error500"
    })
    void refusesWithANameForProgramsAndATextForPeople(final int status, final String name)
            throws Exception {
        final HttpReply reply = api.refused(status, "app: \"x\" is wrong");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(text(reply))
                .isEqualTo(
                        "{\"meta\":{\"status\":"
                                + status
                                + ",\"error\":\""
                                + name
                                + "\",\"error_message\":\"app: \\\"x\\\" is wrong\"},\"data\":{}}");
    }

    @ParameterizedTest
    @CsvSource({
        "/users/import, true",
        "/users/import/, true",
        "/v1/users/import, true",
        "/v1/users/import/, true",
        "/users/import//, false",
        "/users/imports, false",
        "/v2/users/import, false",
        "/users/import/1, false",
        "/api, false",
        "/, false",
        "'', false"
    })
    void isCalledOnItsPaths(final String path, final boolean taken) {
        assertThat(api.takes(path)).isEqualTo(taken);
    }

    @Test
    void checksAFileByDashlysRulesAndTheRequestsSettings() {
        final LayoutSettings layout =
                api.layout(
                        new ImportRequest.Upload(
                                ImportKey.EMAIL, "\"a\",\"b\"", Delimiter.SEMICOLON),
                        new ImportPolicy(AllowedBuckets.parse(""), Optional.empty(), 1_000));
        assertThat(layout.dialect()).isEqualTo(Dialect.DASHLY);
        assertThat(layout.importKey()).isEqualTo(ImportKey.EMAIL);
        assertThat(layout.tags()).containsExactly("a", "b");
        assertThat(layout.limits()).isEqualTo(Limits.DASHLY.withFileBytes(1_000));
        assertThat(layout.keys()).isEqualTo(LayoutSettings.DEFAULTS.keys());
    }

    @Test
    void saysOfACancelledJobWhatWasDoneOfIt() throws Exception {
        final JobStatus cancelled =
                new JobStatus(
                        "j1",
                        "default",
                        null,
                        "users.csv",
                        10,
                        JobState.CANCELLED,
                        9,
                        Counts.NONE.plus(Count.ROWS, 4).plus(Count.REJECTED, 1),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "The import was cancelled",
                        null,
                        null);
        final RowNotes none = new RowNotes(List.of(), 0);
        final Findings findings = most -> new JobFindings(none, none, List.of());
        assertThat(text(api.status(cancelled, findings, null)))
                .contains("\"updates_planned\":3,")
                .contains("\"state\":\"CANCELLED\",\"error\":\"The import was cancelled\"");

        final HttpReply repeated = api.repeated(cancelled, findings);
        assertThat(repeated.status()).isEqualTo(409);
        assertThat(text(repeated))
                .contains(
                        "Idempotency-Key: import j1 was cancelled; send the file with another key");
    }

    private static String text(final HttpReply reply) throws Exception {
        final ByteArrayOutputStream output = new ByteArrayOutputStream();
        reply.body().write(output);
        return output.toString(StandardCharsets.UTF_8);
    }
}
