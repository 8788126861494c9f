// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

/**
 * How much is sorted at a time. Runs become larger with the file, so that there are not too many to
 * be merged; memory is that of one run and its index, and later that of the merge.
 *
 * @param runBytes of the first runs
 * @param maxRunBytes of the last
 * @param doubledAfter after so many runs, they become twice as large
 * @param maxRuns what does not fit into so many is not sorted
 * @param mergeBytes that the buffers of a merge have in all
 */
public record SortSizes(
        int runBytes, int maxRunBytes, int doubledAfter, int maxRuns, int mergeBytes) {

    /** Up to 15 GB. */
    public static final SortSizes DEFAULTS = new SortSizes(8 << 20, 64 << 20, 128, 512, 8 << 20);

    /** Smaller ones read too little at a time, larger ones are more than that takes. */
    private static final int LEAST_BUFFER = 2 * RunReader.LONGEST_HEAD;

    private static final int LARGEST_BUFFER = 256 * 1024;

    int bytesOfRun(final int run) {
        final int doublings = Math.min(run / doubledAfter, Integer.SIZE - 2);
        return (int) Math.min(maxRunBytes, (long) runBytes << doublings);
    }

    int bufferOf(final int runs) {
        return Math.clamp(mergeBytes / runs, LEAST_BUFFER, LARGEST_BUFFER);
    }
}
