// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.history;

/**
 * The import, or the undo of one, that made a change.
 *
 * @param id the job's; null where the job is not kept any more
 * @param fileName of its file; null likewise
 * @param kind what it does
 */
public record ChangingJob(String id, String fileName, Kind kind) {

    /** What a job does. */
    public enum Kind {
        /** It imports the file. */
        IMPORT,
        /** It takes an import of the file back. */
        UNDO,
        /** It takes an undo back. */
        UNDO_OF_UNDO
    }
}
