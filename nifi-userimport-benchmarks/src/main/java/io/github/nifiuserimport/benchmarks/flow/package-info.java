// SPDX-License-Identifier: Apache-2.0

/** Whole flows in a real NiFi: ours against NiFi's own. */
package io.github.nifiuserimport.benchmarks.flow;
