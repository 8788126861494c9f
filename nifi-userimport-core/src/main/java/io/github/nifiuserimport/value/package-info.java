// SPDX-License-Identifier: Apache-2.0
/**
 * What the text of one cell is: a number, a text, a list, an object in JSON, and whether PostgreSQL
 * can hold it. Never what column it is in, nor what file.
 */
package io.github.nifiuserimport.value;
