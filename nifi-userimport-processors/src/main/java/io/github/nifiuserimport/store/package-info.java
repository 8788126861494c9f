// SPDX-License-Identifier: Apache-2.0

/**
 * SQL: profiles, jobs and their ledger in PostgreSQL, and what its errors mean. Plain JDBC; knows
 * neither NiFi nor a driver's classes, which may live in another class loader.
 */
package io.github.nifiuserimport.store;
