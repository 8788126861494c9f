// SPDX-License-Identifier: Apache-2.0
/**
 * The HTTP server of the APIs and the pages: sockets, limits, bodies as they come. Never what an
 * API's arguments and answers are, and never NiFi, to which what is to be imported is handed over.
 */
package io.github.nifiuserimport.server;
