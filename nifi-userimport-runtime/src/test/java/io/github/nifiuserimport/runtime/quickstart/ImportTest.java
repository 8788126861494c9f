// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportTest {

    /** The flow leaves names as they are. */
    @ParameterizedTest
    @CsvSource({
        "users.csv, users.csv, true",
        "users.csv.gz, users.csv.gz, true",
        "users.csv.gz, users.csv, false",
        "users.csv, users.csv.gz, false",
        "users.csv, other.csv, false"
    })
    void knowsItsJobByItsName(final String inInbox, final String ofJob, final boolean isItsOwn) {
        final Import file = new Import("given", "label", new InboxName(inInbox));
        assertThat(file.isThatOf(job("1", ofJob))).isEqualTo(isItsOwn);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false"})
    void knowsItsJobByItsIdFromThenOn(final String id, final boolean isItsOwn) {
        final Import file = new Import("given", "label", new InboxName("users.csv.gz"));
        file.is(job("1", "users.csv.gz"));
        assertThat(file.isThatOf(job(id, "users.csv.gz"))).isEqualTo(isItsOwn);
    }

    @Test
    void anUndoOfItsFileIsNotIt() {
        final Import file = new Import("given", "label", new InboxName("users.csv"));
        assertThat(file.isThatOf(job("2", "users.csv", "1"))).isFalse();
        assertThat(Import.of(job("2", "users.csv", "1")).label()).isEqualTo("Undo of users.csv");
    }

    private static JobStatus job(final String id, final String fileName) {
        return job(id, fileName, null);
    }

    private static JobStatus job(final String id, final String fileName, final String undoes) {
        return new JobStatus(
                id,
                "app",
                null,
                fileName,
                -1,
                JobState.RUNNING,
                1,
                Counts.NONE,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                null,
                null,
                undoes);
    }
}
