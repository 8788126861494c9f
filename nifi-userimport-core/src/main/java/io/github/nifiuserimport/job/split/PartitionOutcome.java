// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.split;

import io.github.nifiuserimport.row.FileFault;

/** What became of a file that was to be split. */
public sealed interface PartitionOutcome {

    /**
     * Its rows are in several parts, all of them complete.
     *
     * @param how the rows were told apart, such as {@code 4 ranges of userId}: the same file split
     *     otherwise has other parts
     */
    record Split(String how) implements PartitionOutcome {}

    /**
     * The file can be imported, but is to stay as it is. What was written is of no use.
     *
     * @param reason for people, a whole sentence
     */
    record Whole(String reason) implements PartitionOutcome {}

    /**
     * Nothing of the file can be imported. What was written is of no use.
     *
     * @param fault why
     */
    record Refused(FileFault fault) implements PartitionOutcome {}
}
