// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.page.ImportLinks;
import java.time.Instant;

/** A form in which it is told of jobs: a vendor's, or one of our own. */
public interface StatusFormat {

    /**
     * How a job goes.
     *
     * @param links for replies that need whole addresses
     * @param now until when a job that runs has been running
     * @throws StoreException when the findings cannot be read
     */
    HttpReply status(JobStatus job, Findings findings, ImportLinks links, Instant now)
            throws StoreException;

    /**
     * Why nothing is done or told.
     *
     * @param status 4xx or 5xx
     * @param error what is wrong, naming the argument
     */
    HttpReply refused(int status, String error);

    /**
     * What is said where there is no such job.
     *
     * @param id as asked for; null or blank when it was not given
     */
    default Refusal unknown(final String id) {
        return new Refusal(
                404,
                id == null || id.isBlank()
                        ? "No import is named"
                        : "No import " + id + " is known");
    }

    /** An HTTP status and what is wrong. */
    record Refusal(int status, String error) {}
}
