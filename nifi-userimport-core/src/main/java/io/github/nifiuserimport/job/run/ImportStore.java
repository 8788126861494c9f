// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.JobStore;
import io.github.nifiuserimport.job.StoreException;

/** Where profiles, jobs and the ledger of applied rows are kept. Safe for use by many threads. */
public interface ImportStore extends JobStore, PartStore {

    /**
     * A dry run over the users of an app.
     *
     * @param changes hears what would change
     * @param comesOnce whether a user whose rows come in the order of their keys may be told of at
     *     once, as one who does not come again, which is faster. If one comes again all the same,
     *     {@link RepeatedUserException} is thrown
     * @return to be begun, and closed
     * @throws StoreException when there is no store to look at
     */
    DryRunSession dryRun(String appId, ChangeSink changes, boolean comesOnce) throws StoreException;
}
