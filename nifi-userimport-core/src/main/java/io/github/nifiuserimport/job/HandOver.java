// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * Hands a job's file over to whoever will import it, while the job is registered: in NiFi, commits
 * the session that has the FlowFile. See {@link JobStore#register(NewJob, String, HandOver)}.
 */
@FunctionalInterface
public interface HandOver {

    /** Hands over; whatever it throws means that nothing was, and that there is to be no job. */
    void run();
}
