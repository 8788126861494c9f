// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.history;

/**
 * The import that made a change.
 *
 * @param id the job's; null where the job is not kept any more
 * @param fileName of its file; null likewise
 */
public record ChangingJob(String id, String fileName) {}
