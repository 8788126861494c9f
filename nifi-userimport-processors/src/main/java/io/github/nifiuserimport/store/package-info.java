// SPDX-License-Identifier: Apache-2.0

/**
 * Profiles, jobs and the ledger in PostgreSQL 13 or later, and what its errors mean. Plain JDBC
 * only: a connection may be a proxy of a driver that another class loader holds, so no class of the
 * driver is ever named.
 */
package io.github.nifiuserimport.store;
