// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.JobStore;

/** Where profiles, jobs and the ledger of applied rows are kept. Safe for use by many threads. */
public interface ImportStore extends JobStore, BatchStore {}
