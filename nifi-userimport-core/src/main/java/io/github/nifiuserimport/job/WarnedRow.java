// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * Something of a row that was left out.
 *
 * @param row ordinal of the data row in its part, from 0
 * @param line line of the file on which it starts
 * @param column name of the column, or null
 * @param text what was left out and why
 */
public record WarnedRow(long row, long line, String column, String text) {}
