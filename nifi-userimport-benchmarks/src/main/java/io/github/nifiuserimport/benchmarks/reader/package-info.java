// SPDX-License-Identifier: Apache-2.0

/** Record readers: ours against NiFi's. */
package io.github.nifiuserimport.benchmarks.reader;
