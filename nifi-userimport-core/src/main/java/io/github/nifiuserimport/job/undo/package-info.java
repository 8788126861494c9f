// SPDX-License-Identifier: Apache-2.0
/** Takes back what a job has changed, step by step, each with its place in the ledger. */
package io.github.nifiuserimport.job.undo;
