// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import java.time.Duration;
import java.time.Instant;

/**
 * A job as the database has it, all its parts together.
 *
 * @param rowsTotal data rows in the file, or -1 while they are not counted
 * @param rowsDone rows applied or rejected so far
 * @param finished when it ended, or null
 */
record Job(
        String id,
        String fileName,
        String state,
        String error,
        Instant created,
        Instant finished,
        long rowsTotal,
        long rowsDone,
        long applied,
        long rejected,
        long usersCreated,
        long usersUpdated,
        long usersUnchanged) {

    boolean hasEnded() {
        return state.equals("FINISHED") || state.equals("FAILED");
    }

    /** From its registration to its end, or until now. */
    double seconds(final Instant now) {
        return Duration.between(created, finished == null ? now : finished).toMillis() / 1000.0;
    }
}
