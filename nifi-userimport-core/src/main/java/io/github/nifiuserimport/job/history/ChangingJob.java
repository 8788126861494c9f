// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.history;

/**
 * The import, or the undo of one, that made a change.
 *
 * @param id the job's; null where the job is not kept any more
 * @param fileName of its file; null likewise
 * @param isUndo whether it took back an import of that file
 */
public record ChangingJob(String id, String fileName, boolean isUndo) {}
