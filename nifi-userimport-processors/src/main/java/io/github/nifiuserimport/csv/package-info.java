// SPDX-License-Identifier: Apache-2.0

/**
 * CSV with dotted headers: from bytes to rows of nested, typed values. Knows neither users nor
 * PostgreSQL, and of NiFi only the record classes.
 */
package io.github.nifiuserimport.csv;
