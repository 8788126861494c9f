// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobFindings.Undone;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.RowNotes;
import io.github.nifiuserimport.page.ImportLinks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobJsonTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T10:00:00Z");

    private static final RowNotes NONE = new RowNotes(List.of(), 0);

    @Test
    void theSummaryIsFlat() throws IOException {
        assertThat(summary(job(JobState.FINISHED, CREATED.plusSeconds(1), null)))
                .isEqualTo(
                        JsonMapper.builder()
                                .build()
                                .readTree(
                                        """
                                        {"id": "j1", "app": "default", "action": "track",
                                         "file": "users.csv", "state": "FINISHED",
                                         "rows": 1, "applied": 2, "rejected": 3, "skipped": 4,
                                         "warnings": 5, "created": 6, "updated": 7, "unchanged": 8,
                                         "devices": 9, "events": 10, "deleted": 11,
                                         "started": "2026-03-01T10:00:01Z",
                                         "finished": "2026-03-01T10:00:03.500Z", "seconds": 2.5}
                                        """));
    }

    @Test
    void theSummaryOfAJobThatNeverStartedTookNoTime() throws IOException {
        final JsonNode summary = summary(job(JobState.FAILED, null, "why"));
        assertThat(summary.get("started").isNull()).isTrue();
        assertThat(summary.get("seconds").doubleValue()).isZero();
        assertThat(summary.get("error").textValue()).isEqualTo("why");
    }

    @Test
    void allDetailHasTheCountsInAnObject() throws IOException {
        final JsonNode json = detail(job(JobState.FINISHED, CREATED.plusSeconds(1), null));
        assertThat(json.get("counts").toString())
                .isEqualTo(
                        "{\"rows_total\":1,\"rows\":1,\"applied\":2,\"rejected\":3,\"skipped\":4,"
                                + "\"warnings\":5,\"users_created\":6,\"users_updated\":7,"
                                + "\"users_unchanged\":8,\"devices_changed\":9,"
                                + "\"events_tracked\":10,\"users_deleted\":11}");
        assertThat(json.get("created").textValue()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(json.get("seconds").doubleValue()).isEqualTo(2.5);
        assertThat(json.get("rows_per_second").isNull()).isFalse();
        assertThat(json.get("error").isNull()).isTrue();
    }

    @Test
    void allDetailSaysNullWhereNothingIsKnown() throws IOException {
        final JsonNode json = detail(job(JobState.PENDING, null, null));
        assertThat(json.get("started").isNull()).isTrue();
        assertThat(json.get("seconds").isNull()).isTrue();
        assertThat(json.get("rows_per_second").isNull()).isTrue();
    }

    @Test
    void aCancelledJobHasTheNumberOfRowsThatAreLeft() throws IOException {
        final JobStatus cancelled = job(JobState.CANCELLED, CREATED.plusSeconds(1), "cancelled");
        assertThat(summary(cancelled).get("unprocessed").intValue()).isZero();
        assertThat(detail(cancelled).at("/counts/unprocessed").intValue()).isZero();
        assertThat(detail(cancelled).get("state").textValue()).isEqualTo("CANCELLED");
        assertThat(summary(job(JobState.FAILED, null, "why")).has("unprocessed")).isFalse();
    }

    @Test
    void anUndoNamesItsImportAndAnUndoneImportItsUndo() throws IOException {
        final JobStatus job = job(JobState.FINISHED, CREATED.plusSeconds(1), null);
        assertThat(summary(job).has("undoes")).isFalse();
        final JobStatus undo =
                new JobStatus(
                        "j2",
                        "default",
                        "undo",
                        "users.csv",
                        -1,
                        JobState.FINISHED,
                        1,
                        Counts.NONE,
                        CREATED,
                        CREATED,
                        CREATED,
                        null,
                        null,
                        null,
                        "j1");
        assertThat(summary(undo).get("undoes").textValue()).isEqualTo("j1");
        assertThat(detail(undo).get("undoes").textValue()).isEqualTo("j1");
        assertThat(detail(undo).has("undone_by")).isFalse();

        final JsonNode undone =
                detail(job, new JobFindings(NONE, NONE, List.of(), new Undone("j2", CREATED)));
        assertThat(undone.get("undone_by").textValue()).isEqualTo("j2");
        assertThat(undone.get("undone").textValue()).isEqualTo("2026-03-01T10:00:00Z");
    }

    private static JsonNode summary(final JobStatus job) throws IOException {
        final ByteArrayOutputStream output = new ByteArrayOutputStream();
        JobJson.writeSummary(job, output);
        return JsonMapper.builder().build().readTree(output.toByteArray());
    }

    private static JsonNode detail(final JobStatus job) throws IOException {
        return detail(job, new JobFindings(NONE, NONE, List.of()));
    }

    private static JsonNode detail(final JobStatus job, final JobFindings findings)
            throws IOException {
        final ByteArrayOutputStream output = new ByteArrayOutputStream();
        JobJson.write(
                job,
                findings,
                ImportLinks.absolute("https://imports.example.com", "http", null),
                CREATED,
                output);
        return JsonMapper.builder().build().readTree(output.toByteArray());
    }

    /** Each count one more than the one before. */
    private static JobStatus job(final JobState state, final Instant started, final String error) {
        Counts counts = Counts.NONE;
        for (final Count count : Count.values()) {
            counts = counts.plus(count, count.ordinal() + 1);
        }
        return new JobStatus(
                "j1",
                "default",
                "track",
                "users.csv",
                10,
                state,
                1,
                counts,
                CREATED,
                started,
                state.ended() ? CREATED.plusMillis(3_500) : null,
                error,
                null,
                null);
    }
}
