// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.StoreException;

/** A form in which it is told of jobs: a vendor's, or one of our own. */
public interface StatusFormat {

    /**
     * How a job goes.
     *
     * @throws StoreException when the findings cannot be read
     */
    HttpReply status(JobStatus job, Findings findings, StatusContext context) throws StoreException;

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
