// SPDX-License-Identifier: Apache-2.0

/** The controller services: the core's reader and store, and a pool, as NiFi configures them. */
package io.github.nifiuserimport.services;
