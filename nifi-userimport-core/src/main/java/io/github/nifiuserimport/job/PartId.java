// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * A part of a job's file that is applied on its own. Redelivered by NiFi after a crash, it has the
 * same id, which is how rows already applied are known.
 *
 * @param jobId the job
 * @param index of the part, from 0; a file that was not split is its own part 0
 */
public record PartId(String jobId, int index) {}
