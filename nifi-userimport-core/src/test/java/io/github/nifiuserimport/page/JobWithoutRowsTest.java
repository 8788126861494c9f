// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.api.JobJson;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A file with a header and nothing else has finished, and is not what anybody meant to import. */
class JobWithoutRowsTest {

    private static final JobStatus WITHOUT_ROWS =
            SampleJobs.job(
                    "users.csv",
                    JobState.FINISHED,
                    0,
                    Counts.NONE,
                    SampleJobs.NOW.minusSeconds(1),
                    SampleJobs.NOW,
                    null,
                    null);

    @Test
    void itsBadgeAsksToBeSeenTo() {
        assertThat(StateBadge.word(WITHOUT_ROWS)).isEqualTo("Finished without rows");
        assertThat(StateBadge.word(SampleJobs.finished())).isEqualTo("Finished");
        assertThat(StateBadge.of(WITHOUT_ROWS))
                .asString()
                .contains("caution")
                .doesNotContain("good");
    }

    @Test
    void itsJsonHasTheWarning() throws IOException {
        final String warning = "\"warning\":\"the file has a header and no rows\"";
        assertThat(json(WITHOUT_ROWS)).contains(warning);
        assertThat(json(SampleJobs.finished())).doesNotContain(warning);
        assertThat(json(SampleJobs.failed())).doesNotContain(warning);
    }

    private static String json(final JobStatus job) throws IOException {
        final ByteArrayOutputStream output = new ByteArrayOutputStream();
        JobJson.write(job, SampleJobs.nothing(), ImportLinks.fromJobPage(), SampleJobs.NOW, output);
        return output.toString(StandardCharsets.UTF_8);
    }
}
