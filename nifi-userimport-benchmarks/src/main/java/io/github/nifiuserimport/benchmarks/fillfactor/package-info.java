// SPDX-License-Identifier: Apache-2.0

/** What room on the table's pages for new versions of their rows costs and saves. */
package io.github.nifiuserimport.benchmarks.fillfactor;
