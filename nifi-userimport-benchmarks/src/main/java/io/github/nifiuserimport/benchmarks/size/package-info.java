// SPDX-License-Identifier: Apache-2.0

/** What an import costs as its file grows. */
package io.github.nifiuserimport.benchmarks.size;
