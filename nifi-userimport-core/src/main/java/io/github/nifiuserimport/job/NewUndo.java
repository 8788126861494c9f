// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

/**
 * An undo that is asked for.
 *
 * @param id of the job that the undo is
 * @param appId the app whose users they are
 * @param undoes id of the job to take back
 */
public record NewUndo(String id, String appId, String undoes) {

    /** What an undo has as the action of its job. */
    public static final String ACTION = "undo";
}
