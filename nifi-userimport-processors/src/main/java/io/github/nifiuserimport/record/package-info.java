// SPDX-License-Identifier: Apache-2.0

/**
 * Rows as NiFi records: a schema that fits all rows of a file, so that no record writer has to
 * change a value.
 */
package io.github.nifiuserimport.record;
