// SPDX-License-Identifier: Apache-2.0

/**
 * <<<<<<< HEAD Profiles, jobs and the ledger in PostgreSQL 13 or later. Plain JDBC only: a
 * connection may be a proxy of a driver that another class loader holds, so no class of the driver
 * is ever named. ======= SQL: profiles, jobs and their ledger in PostgreSQL, and what its errors
 * mean. Plain JDBC; knows neither NiFi nor a driver's classes, which may live in another class
 * loader. >>>>>>> cf80b781be865f96a4f401b221aaa4fee06a6fdc
 */
package io.github.nifiuserimport.store;
