// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * Where a job stands, in the words of Leanplum's {@code getMultiResults}, which has no {@link
 * #CANCELLED}.
 */
public enum JobState {
    /** Registered, not started. */
    PENDING,
    /** Rows are being applied. */
    RUNNING,
    /** The file was processed; rows of it may have been rejected. */
    FINISHED,
    /** The file could not be imported. */
    FAILED,
    /** Somebody gave it up. Rows that had been applied stay so, and no other is. */
    CANCELLED;

    /** Whether the job has come to its end. */
    public boolean ended() {
        return this == FINISHED || this == FAILED || this == CANCELLED;
    }
}
