// SPDX-License-Identifier: Apache-2.0

/**
 * A real PostgreSQL and a real NiFi as processes of this machine, started and stopped from Java.
 * Nothing here is part of the NAR.
 */
package io.github.nifiuserimport.runtime;
