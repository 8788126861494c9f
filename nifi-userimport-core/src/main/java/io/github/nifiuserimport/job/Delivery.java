// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * A part of a job's file, as it was handed over to be imported.
 *
 * @param job the job, as this part tells of it
 * @param part which part
 * @param flowFileId what handed it over: in NiFi the FlowFile's UUID, the same when the FlowFile
 *     comes again after a crash. It is noted as what ended the job when it does
 */
public record Delivery(NewJob job, PartId part, String flowFileId) {}
