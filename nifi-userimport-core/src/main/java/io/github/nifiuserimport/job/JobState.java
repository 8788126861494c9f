// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/** Where a job stands, in the words of Leanplum's {@code getMultiResults}. */
public enum JobState {
    /** Registered, not started. */
    PENDING,
    /** Rows are being applied. */
    RUNNING,
    /** The file was processed; rows of it may have been rejected. */
    FINISHED,
    /** The file could not be imported. */
    FAILED;

    /** Whether the job has come to its end. */
    public boolean ended() {
        return this == FINISHED || this == FAILED;
    }
}
