// SPDX-License-Identifier: Apache-2.0
/** The bundle in a real NiFi over a real PostgreSQL, used as a person would. */
package io.github.nifiuserimport.system;
