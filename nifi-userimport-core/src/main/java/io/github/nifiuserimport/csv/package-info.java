// SPDX-License-Identifier: Apache-2.0
/**
 * CSV and nothing else: bytes to cells to rows, and back. Never what a column means; of values only
 * that they are typed.
 */
package io.github.nifiuserimport.csv;
