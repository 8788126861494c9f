// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportTest {

    /** The flow takes .gz away when it unpacks, and leaves it where there is nothing to unpack. */
    @ParameterizedTest
    @CsvSource({
        "users.csv, users.csv, true",
        "users.csv.gz, users.csv, true",
        "users.csv.gz, users.csv.gz, true",
        "USERS.CSV.GZ, USERS.CSV, true",
        "users.gz, users, true",
        "users.csv, users.csv.gz, false",
        "users.gz.csv, users, false",
        "users.csv.gz, users, false",
        "users.csv, other.csv, false"
    })
    void knowsItsJobByTheNameThatTheFlowGivesIt(
            final String inInbox, final String ofJob, final boolean isItsOwn) {
        final Import file = new Import("given", "label", new InboxName(inInbox));
        assertThat(file.isThatOf(job("1", ofJob))).isEqualTo(isItsOwn);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false"})
    void knowsItsJobByItsIdFromThenOn(final String id, final boolean isItsOwn) {
        final Import file = new Import("given", "label", new InboxName("users.csv.gz"));
        file.is(job("1", "users.csv"));
        assertThat(file.isThatOf(job(id, "users.csv"))).isEqualTo(isItsOwn);
    }

    private static JobStatus job(final String id, final String fileName) {
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
                null);
    }
}
