// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobSummaryTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void tellsWhatAFinishedJobDid() {
        final Counts counts =
                Counts.NONE
                        .plus(Count.ROWS, 12_000)
                        .plus(Count.APPLIED, 11_999)
                        .plus(Count.REJECTED, 1)
                        .plus(Count.CREATED, 7_000)
                        .plus(Count.UNCHANGED, 2);
        assertThat(JobSummary.sentence(job(JobState.FINISHED, counts, null)))
                .isEqualTo(
                        "Import j1 of users.csv finished: 12,000 rows, 1 rejected; users: 7,000"
                                + " created, 0 updated, 2 unchanged; 4.2 seconds");
    }

    @Test
    void tellsOfWhatNotEveryJobDoesOnlyWhereItDid() {
        final Counts counts =
                Counts.NONE
                        .plus(Count.ROWS, 2)
                        .plus(Count.SKIPPED, 1)
                        .plus(Count.WARNINGS, 3)
                        .plus(Count.DEVICES, 17)
                        .plus(Count.EVENTS, 2_310);
        assertThat(JobSummary.sentence(job(JobState.FINISHED, counts, null)))
                .contains("0 rejected, 1 skipped, 3 warnings; users: ")
                .contains("0 unchanged, 17 devices changed, 2,310 events tracked; ");
    }

    @Test
    void saysOfAFailedJobWhetherSomethingWasApplied() {
        assertThat(JobSummary.sentence(job(JobState.FAILED, Counts.NONE, "why")))
                .isEqualTo("Import j1 failed, nothing of it is applied: why");
        assertThat(
                        JobSummary.sentence(
                                job(
                                        JobState.FAILED,
                                        Counts.NONE.plus(Count.ROWS, 1).plus(Count.APPLIED, 1),
                                        "why")))
                .isEqualTo("Import j1 failed, nothing more of it is applied: why");
    }

    @Test
    void saysOfACancelledJobHowFarItHadCome() {
        assertThat(JobSummary.sentence(job(JobState.CANCELLED, Counts.NONE, "cancelled")))
                .isEqualTo("Import j1 of users.csv was cancelled: nothing of it is applied");
        final Counts counts =
                Counts.NONE
                        .plus(Count.ROWS, 4_000)
                        .plus(Count.APPLIED, 3_998)
                        .plus(Count.REJECTED, 1)
                        .plus(Count.SKIPPED, 1);
        assertThat(JobSummary.sentence(job(JobState.CANCELLED, counts, "cancelled")))
                .isEqualTo(
                        "Import j1 of users.csv was cancelled: 4,000 of 4,000 rows were processed,"
                                + " 1 rejected, 1 skipped; what was applied is kept");
    }

    @Test
    void tellsOfAnUndoInItsOwnWords() {
        final Counts counts =
                Counts.NONE
                        .plus(Count.ROWS, 4_000)
                        .plus(Count.APPLIED, 3_998)
                        .plus(Count.UPDATED, 3_000);
        assertThat(sentenceOfUndo(JobState.FINISHED, counts.plus(Count.DELETED, 1_000), null))
                .isEqualTo(
                        "Undo j1 of users.csv finished: 4,000 changes taken back; users: 3,000 put back,"
                                + " 0 there again, 1,000 deleted; 4.2 seconds");
        assertThat(sentenceOfUndo(JobState.FINISHED, counts.plus(Count.REJECTED, 2), null))
                .startsWith(
                        "Undo j1 of users.csv finished: 4,000 changes taken back, 2 of them in part, as"
                                + " something was changed again since; users: ");
        assertThat(sentenceOfUndo(JobState.FAILED, Counts.NONE, "why"))
                .isEqualTo("Undo j1 of users.csv failed, nothing is taken back: why");
        assertThat(sentenceOfUndo(JobState.CANCELLED, counts, "cancelled"))
                .isEqualTo(
                        "Undo j1 of users.csv was cancelled: 4,000 of 4,000 changes are taken back, and"
                                + " remain so");
    }

    private static String sentenceOfUndo(
            final JobState state, final Counts counts, final String error) {
        return JobSummary.sentence(job("j0", state, counts, error));
    }

    private static JobStatus job(final JobState state, final Counts counts, final String error) {
        return job(null, state, counts, error);
    }

    private static JobStatus job(
            final String undoes, final JobState state, final Counts counts, final String error) {
        return new JobStatus(
                "j1",
                "default",
                null,
                "users.csv",
                10,
                state,
                counts.get(Count.ROWS),
                counts,
                START,
                START,
                START.plusMillis(4_200),
                error,
                null,
                null,
                undoes);
    }
}
