// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import java.nio.file.Path;

/**
 * Which files are put in order of their keys, and where.
 *
 * @param fromBytes that a file has, unpacked: smaller ones are not worth it
 * @param files for those that are
 * @param sizes of what is sorted at a time
 */
public record SortSettings(long fromBytes, TemporaryFiles files, SortSizes sizes) {

    /** Of files from a size on, in a folder. */
    public static SortSettings of(final long fromBytes, final Path folder) {
        return new SortSettings(fromBytes, TemporaryFiles.in(folder), SortSizes.DEFAULTS);
    }
}
