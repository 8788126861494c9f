// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * What is known of a job when its first part arrives.
 *
 * @param id the job's id
 * @param appId the app whose users are imported
 * @param action what rows do, in the API's words; null when each row says it itself
 * @param fileName name of the file, for people
 * @param fileSize bytes, or -1 when not known
 * @param parts how many parts the file was split into; 1 when it was not
 */
public record NewJob(
        String id, String appId, String action, String fileName, long fileSize, int parts) {

    /** The same, now that it is known what rows do; null when each row says it itself. */
    public NewJob withAction(final String other) {
        return new NewJob(id, appId, other, fileName, fileSize, parts);
    }
}
