// SPDX-License-Identifier: Apache-2.0
/**
 * An import as a job: its states, its counts, what was found in its rows, and the store that keeps
 * them. Never how rows are applied, nor SQL.
 */
package io.github.nifiuserimport.job;
