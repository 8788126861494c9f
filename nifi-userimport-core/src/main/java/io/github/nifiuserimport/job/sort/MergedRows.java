// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import io.github.nifiuserimport.csv.LineColumn;
import java.io.IOException;
import java.util.Arrays;

/**
 * The rows of several runs in order of their keys, as CSV with the {@link LineColumn} of each. Of
 * rows with one key, those of the earlier run come first.
 */
final class MergedRows extends RowsStream {

    private static final int OUTPUT_BYTES = 64 * 1024;

    private final RunReader[] runs;
    private final byte delimiter;

    /** With how many bytes all keys begin alike. */
    private final int common;

    /** Of the row that each run stands at, what is behind those; sign changed, to be compared. */
    private final long[] words;

    private final boolean[] ended;

    /** A tree of the runs, in which each node knows who lost there: what is next won everywhere. */
    private final int[] losers;

    private int winner;
    private boolean copying;

    MergedRows(final RunReader[] runs, final byte[] header, final byte delimiter, final int common)
            throws IOException {
        super(Arrays.copyOf(header, Math.max(header.length, OUTPUT_BYTES)), header.length);
        this.runs = runs;
        this.delimiter = delimiter;
        this.common = common;
        words = new long[runs.length];
        ended = new boolean[runs.length];
        losers = new int[runs.length];
        for (int run = 0; run < runs.length; run++) {
            advance(run);
        }
        Arrays.fill(losers, -1);
        for (int run = runs.length - 1; run >= 0; run--) {
            enter(run);
        }
    }

    /** A run goes up the tree until it waits for whom it has to compete with. */
    private void enter(final int run) {
        int leading = run;
        for (int node = (run + runs.length) / 2; node > 0; node /= 2) {
            if (losers[node] < 0) {
                losers[node] = leading;
                return;
            }
            leading = compete(node, leading);
        }
        winner = leading;
    }

    /** After the winner's run has gone on. */
    private void replay() {
        int leading = winner;
        for (int node = (leading + runs.length) / 2; node > 0; node /= 2) {
            leading = compete(node, leading);
        }
        winner = leading;
    }

    private int compete(final int node, final int run) {
        final int other = losers[node];
        if (isBefore(other, run)) {
            losers[node] = run;
            return other;
        }
        return run;
    }

    private boolean isBefore(final int one, final int other) {
        if (ended[one] || ended[other]) {
            return !ended[one];
        }
        if (words[one] != words[other]) {
            return words[one] < words[other];
        }
        final RunReader a = runs[one];
        final RunReader b = runs[other];
        final int compared =
                Arrays.compareUnsigned(
                        a.keyBuffer(),
                        a.keyFrom() + common,
                        a.keyFrom() + a.keyLength(),
                        b.keyBuffer(),
                        b.keyFrom() + common,
                        b.keyFrom() + b.keyLength());
        return compared == 0 ? one < other : compared < 0;
    }

    private void advance(final int run) throws IOException {
        final RunReader reader = runs[run];
        if (reader.next()) {
            words[run] =
                    KeySort.word(reader.keyBuffer(), reader.keyFrom(), reader.keyLength(), common)
                            ^ Long.MIN_VALUE;
        } else {
            ended[run] = true;
        }
    }

    @Override
    void fill() throws IOException {
        position = 0;
        limit = 0;
        while (runs.length > 0) {
            final RunReader run = runs[winner];
            if (copying) {
                limit += run.take(output, limit);
                if (run.rowLeft()) {
                    return;
                }
                copying = false;
                advance(winner);
                replay();
            } else if (ended[winner] || output.length - limit < LineColumn.LONGEST_CELL) {
                return;
            } else {
                limit = LineColumn.write(output, limit, run.line(), run.ordinal(), delimiter);
                copying = true;
            }
        }
    }
}
