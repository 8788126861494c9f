// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * A part at the moment it is delivered.
 *
 * @param job the job it belongs to, as it stands
 * @param progress how far an earlier delivery has brought it
 */
public record OpenedPart(JobStatus job, PartProgress progress) {}
