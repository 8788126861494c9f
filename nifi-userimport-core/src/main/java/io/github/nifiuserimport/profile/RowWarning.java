// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

/**
 * Something of a row that is left out while the rest of it is applied.
 *
 * @param column name of the column, or null
 * @param text what was left out and why
 */
public record RowWarning(String column, String text) {}
