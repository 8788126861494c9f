// SPDX-License-Identifier: Apache-2.0

/** The {@code ./benchmark} command: what it measures, and the page it writes. */
package io.github.nifiuserimport.benchmarks;
