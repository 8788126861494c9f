// SPDX-License-Identifier: Apache-2.0

/** From an upload over HTTP to the end of its import. */
package io.github.nifiuserimport.benchmarks.latency;
