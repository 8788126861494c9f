// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.history.UserHistory;

/** The answer to a {@link StatusRequest}. */
public sealed interface StatusAnswer {

    /** What goes back. */
    HttpReply reply();

    /** How a job goes. */
    record OfJob(JobStatus job, HttpReply reply) implements StatusAnswer {}

    /** The list of jobs. */
    record OfList(HttpReply reply) implements StatusAnswer {}

    /**
     * What was changed of a user.
     *
     * @param name of the user, as asked for
     */
    record OfUser(String name, UserHistory history, HttpReply reply) implements StatusAnswer {}

    /** There is nothing of the kind. */
    record NotFound(String reason, HttpReply reply) implements StatusAnswer {}
}
