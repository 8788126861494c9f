// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import java.time.Duration;
import java.util.Map;

/**
 * The jobs of some apps, all together. What was pruned with its job is not in it any more, so each
 * number may also fall.
 *
 * @param jobs how many there are, of every state
 * @param counts of the rows processed so far
 * @param ran how long the jobs that have ended ran, from their first row on, added up
 * @param oldest how long ago the oldest job was registered that is PENDING, and that is RUNNING,
 *     where there is one
 */
public record JobTotals(
        Map<JobState, Long> jobs, Counts counts, Duration ran, Map<JobState, Duration> oldest) {}
