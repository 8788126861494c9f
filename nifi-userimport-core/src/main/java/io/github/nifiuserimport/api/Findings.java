// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.StoreException;

/** What was found in a job's rows, read from the store when a reply needs it. */
@FunctionalInterface
public interface Findings {

    /**
     * The first findings.
     *
     * @param most how many errors, and how many warnings
     */
    JobFindings first(int most) throws StoreException;
}
