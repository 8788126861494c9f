// SPDX-License-Identifier: Apache-2.0

/**
 * One address for flows that each have a port of their own, on this machine. In production a
 * reverse proxy does that.
 */
package io.github.nifiuserimport.runtime.proxy;
