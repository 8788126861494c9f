// SPDX-License-Identifier: Apache-2.0

/**
 * The controller services: the record reader for CSV, the user store, the connection pool and the
 * token provider, with their properties and verifications. What they do is in the core: no SQL, no
 * parsing of cells and no rule about columns is here.
 */
package io.github.nifiuserimport.services;
