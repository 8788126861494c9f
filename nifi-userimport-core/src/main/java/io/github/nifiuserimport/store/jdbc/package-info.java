// SPDX-License-Identifier: Apache-2.0
/**
 * Connections, transactions, what errors of the database mean, and values on their way into
 * statements. Never a table's name.
 */
package io.github.nifiuserimport.store.jdbc;
