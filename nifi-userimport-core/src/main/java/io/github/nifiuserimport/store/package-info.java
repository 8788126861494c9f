// SPDX-License-Identifier: Apache-2.0
/**
 * Jobs and profiles in PostgreSQL 13 or later: the store as a whole and its schema. Never a class
 * of the driver: a connection may be a proxy of one that another class loader holds.
 */
package io.github.nifiuserimport.store;
