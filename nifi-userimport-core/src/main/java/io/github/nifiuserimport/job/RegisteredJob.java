// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * A job that was to be registered.
 *
 * @param job as it stands
 * @param byThisDelivery whether this delivery registered it, now or (where a delivery may come
 *     again) when it came before; else it was known already
 */
public record RegisteredJob(JobStatus job, boolean byThisDelivery) {}
