// SPDX-License-Identifier: Apache-2.0
/** What the service is asked over HTTP, and what it answers. Never a socket, nor NiFi. */
package io.github.nifiuserimport.api;
