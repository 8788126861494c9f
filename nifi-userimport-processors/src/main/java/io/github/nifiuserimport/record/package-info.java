// SPDX-License-Identifier: Apache-2.0

/**
 * Adapters between the core's rows and NiFi's records, in both directions: the records of any
 * reader as rows, and rows as records of a schema that fits all of them, so that no writer changes
 * a value. What a row means is never decided here.
 */
package io.github.nifiuserimport.record;
