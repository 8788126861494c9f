// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * How far a part has come, as the store has it.
 *
 * @param rowsDone data rows from the part's beginning that are applied or rejected for good
 * @param finished whether that was all of the part
 * @param rowsTotal data rows in the part, or -1 while its file has not been checked
 * @param counts of the rows done
 */
public record PartProgress(long rowsDone, boolean finished, long rowsTotal, Counts counts) {}
