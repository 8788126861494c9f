// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobTotals;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class JobTotalsTest {

    private final StoreFixture fixture = new StoreFixture();
    private final PostgreSQLImportStore store = fixture.store(fixture.database()::connection);

    @Test
    void addUpTheJobsOfTheAppsThatAreAskedFor() throws Exception {
        store.migrate();
        try (Connection connection = fixture.database().connection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO userimport.import_job
                        (id, app_id, state, cancelled, created, started, finished, file_name,
                         parts)
                    SELECT id, app, state, id = 'g', now() - age * interval '1 s', now() - age * interval '1 s',
                           now() - age * interval '1 s' + ran * interval '1 s', 'users.csv', 2
                    FROM (VALUES ('a', 'shop', 'FINISHED', 99, 1.5), ('b', 'shop', 'FINISHED', 99, 2),
                                 ('c', 'blog', 'FAILED', 99, 0.25), ('d', 'blog', 'RUNNING', 30, NULL),
                                 ('e', 'shop', 'RUNNING', 20, NULL), ('f', 'none', 'PENDING', 9, NULL),
                                 ('g', 'shop', 'FAILED', 99, 0.5))
                        AS job (id, app, state, age, ran)
                    """);
            statement.execute(
                    """
                    INSERT INTO userimport.import_part
                        (job_id, part_index, rows_done, rows_applied, rows_rejected)
                    SELECT id, part, 10, 7, 3
                    FROM userimport.import_job, generate_series(0, 1) AS part
                    """);
        }
        final JobTotals totals = store.totals(List.of("shop", "blog", "unknown"));
        assertThat(totals.jobs())
                .isEqualTo(
                        Map.of(
                                JobState.CANCELLED, 1L,
                                JobState.PENDING, 0L,
                                JobState.RUNNING, 2L,
                                JobState.FINISHED, 2L,
                                JobState.FAILED, 1L));
        assertThat(totals.counts())
                .as("of the parts of six jobs")
                .isEqualTo(
                        Counts.NONE
                                .plus(Count.ROWS, 120)
                                .plus(Count.APPLIED, 84)
                                .plus(Count.REJECTED, 36));
        assertThat(totals.ran()).isEqualTo(Duration.ofMillis(4_250));
        assertThat(totals.oldest()).containsOnlyKeys(JobState.RUNNING);
        assertThat(totals.oldest().get(JobState.RUNNING))
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(90));
        assertThat(store.totals(List.of("none")).oldest()).containsOnlyKeys(JobState.PENDING);
    }

    @Test
    void areZeroWhereThereIsNothing() throws Exception {
        assertThat(store.totals(List.of()))
                .returns(Counts.NONE, JobTotals::counts)
                .returns(Duration.ZERO, JobTotals::ran)
                .returns(Map.of(), JobTotals::oldest)
                .satisfies(totals -> assertThat(totals.jobs().values()).containsOnly(0L));
    }
}
