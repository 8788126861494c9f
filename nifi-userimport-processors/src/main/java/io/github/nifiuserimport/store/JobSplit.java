// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.job.NewJob;

/**
 * Into what a job's file was split when its first part was opened.
 *
 * @param parts how many
 * @param split by what, see {@link NewJob#split()}; null when it is not known
 */
record JobSplit(int parts, String split) {

    /** Whether parts of that job hold the rows that the ledger takes them for. */
    boolean isOf(final NewJob job) {
        return parts == job.parts()
                && (split == null || job.split() == null || split.equals(job.split()));
    }

    /** In words, for a message. */
    static String inWords(final int parts, final String split) {
        return parts
                + (parts == 1 ? " part" : " parts")
                + (split == null ? "" : " (" + split + ")");
    }
}
