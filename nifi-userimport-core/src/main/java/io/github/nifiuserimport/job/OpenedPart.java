// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * A part at the moment it is delivered.
 *
 * @param job the job it belongs to, as it stands
 * @param progress how far an earlier delivery has brought it
 * @param ofThisSplit whether the ledger's part of that number has the rows of this one. If not, the
 *     job has ended, and nothing is known of these rows
 */
public record OpenedPart(JobStatus job, PartProgress progress, boolean ofThisSplit) {}
