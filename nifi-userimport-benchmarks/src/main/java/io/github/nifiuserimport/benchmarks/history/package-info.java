// SPDX-License-Identifier: Apache-2.0

/** What it costs to keep what users were before each change. */
package io.github.nifiuserimport.benchmarks.history;
