// SPDX-License-Identifier: Apache-2.0

/**
 * An import as a job: its states, its parts and how far each has come, its summary, and the loop
 * that takes a file's rows through a {@link io.github.nifiuserimport.layout} into an {@link
 * io.github.nifiuserimport.job.ImportStore}. Knows neither NiFi nor SQL.
 */
package io.github.nifiuserimport.job;
