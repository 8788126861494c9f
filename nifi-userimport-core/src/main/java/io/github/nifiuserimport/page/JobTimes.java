// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobStatus;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a job has taken, until it ended or until now.
 *
 * @param took null when it has not started
 * @param rowsPerSecond null when nothing can be said
 */
public record JobTimes(Duration took, Long rowsPerSecond) {

    public static JobTimes of(final JobStatus job, final Instant now) {
        if (job.started() == null) {
            return new JobTimes(null, null);
        }
        final Instant end =
                job.finished() != null ? job.finished() : job.state().ended() ? null : now;
        if (end == null) {
            return new JobTimes(null, null);
        }
        // The database's clock and this one's may differ.
        final long millis = Math.max(0, Duration.between(job.started(), end).toMillis());
        return new JobTimes(
                Duration.ofMillis(millis),
                millis == 0 || job.counts().get(Count.ROWS) == 0
                        ? null
                        : Math.round(job.counts().get(Count.ROWS) * 1000.0 / millis));
    }

    /** To the millisecond; null when it has not started. */
    public Double seconds() {
        return took == null ? null : Double.valueOf(took.toMillis() / 1000.0);
    }
}
