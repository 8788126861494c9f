// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * How far a part has come, as the store has it.
 *
 * @param rowsDone data rows from the part's beginning that are applied or rejected for good
 * @param finished whether that was all of the part
 * @param counts of those rows
 * @param job the job as it stands
 */
public record PartProgress(long rowsDone, boolean finished, Counts counts, JobStatus job) {}
