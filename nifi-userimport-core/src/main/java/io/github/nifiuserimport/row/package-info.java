// SPDX-License-Identifier: Apache-2.0
/**
 * The rows of a file, whatever its format: columns, header, values, faults of the file, and how
 * rows are handed back. Never a format's own rules, nor what a column means.
 */
package io.github.nifiuserimport.row;
