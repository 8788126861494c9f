// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

/**
 * A dry run has told of a user as one whose rows are all in one batch, and there is another row. It
 * is to begin anew, as one whose users may come again.
 */
public final class RepeatedUserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RepeatedUserException() {
        super("Rows of one user are in several batches");
    }
}
