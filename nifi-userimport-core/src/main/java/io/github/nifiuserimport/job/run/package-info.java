// SPDX-License-Identifier: Apache-2.0
/**
 * Applies a file: batch by batch, each with its place in the ledger, some ahead of others. Never
 * SQL, nor what a column means.
 */
package io.github.nifiuserimport.job.run;
