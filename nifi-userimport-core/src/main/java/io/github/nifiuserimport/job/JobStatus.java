// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import io.github.nifiuserimport.row.RowNotation;
import java.time.Instant;

/**
 * A job as it stands.
 *
 * @param id the job's id
 * @param appId the app whose users are imported
 * @param action what rows do, in the API's words; null when each row says it itself
 * @param fileName name of the file
 * @param fileSize bytes, or -1 when not known
 * @param state where it stands
 * @param rowsTotal data rows in the file, or -1 while not counted
 * @param counts of the rows processed so far, all parts together
 * @param created when it was registered
 * @param started when its first row was read, or null
 * @param finished when it finished, failed or was cancelled, or null
 * @param error why it failed, or that it was cancelled; or null
 * @param endedBy id of the FlowFile whose work ended it, or which tells of a cancelled job's end;
 *     or null. See {@link Delivery#flowFileId()}
 * @param notation how its rejected rows are handed back; null while its header is not read
 * @param undoes id of the job that it takes back; null where it is no undo
 */
public record JobStatus(
        String id,
        String appId,
        String action,
        String fileName,
        long fileSize,
        JobState state,
        long rowsTotal,
        Counts counts,
        Instant created,
        Instant started,
        Instant finished,
        String error,
        String endedBy,
        RowNotation notation,
        String undoes) {

    /** One that is no undo. */
    public JobStatus(
            final String id,
            final String appId,
            final String action,
            final String fileName,
            final long fileSize,
            final JobState state,
            final long rowsTotal,
            final Counts counts,
            final Instant created,
            final Instant started,
            final Instant finished,
            final String error,
            final String endedBy,
            final RowNotation notation) {
        this(
                id, appId, action, fileName, fileSize, state, rowsTotal, counts, created, started,
                finished, error, endedBy, notation, null);
    }

    /**
     * Whether this FlowFile ended the job, and is the one to tell of the end. After a crash, when
     * nothing of what it told was kept, it comes again and tells it again.
     */
    public boolean isEndedBy(final String flowFileId) {
        return state.ended() && flowFileId.equals(endedBy);
    }

    /** Rows of the file that were neither applied nor left out so far; -1 while not counted. */
    public long rowsLeft() {
        return rowsTotal < 0 ? -1 : Math.max(0, rowsTotal - counts.get(Count.ROWS));
    }

    /** Whether it undoes another job. */
    public boolean isUndo() {
        return undoes != null;
    }

    /** Rows processed, of 100; 100 for a finished job, 0 while the rows are not counted. */
    public int percent() {
        if (state == JobState.FINISHED) {
            return 100;
        }
        return rowsTotal <= 0 ? 0 : (int) Math.min(99, counts.get(Count.ROWS) * 100 / rowsTotal);
    }
}
