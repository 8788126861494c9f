// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import io.github.nifiuserimport.row.Delimiter;

/**
 * Finds a file's delimiter. The header decides which characters can be it; where several stand
 * there, the one that cuts the first rows into as many cells as the header wins, then the more
 * frequent one.
 *
 * <p>A space is believed only where nothing else is in the header and every row looked at agrees:
 * names of events and properties hold spaces.
 */
final class DelimiterDetection {

    private static final Delimiter[] CANDIDATES = {
        Delimiter.COMMA, Delimiter.SEMICOLON, Delimiter.TAB, Delimiter.PIPE
    };

    private static final int ROWS_LOOKED_AT = 20;

    private final char[] sample;
    private final int length;
    private final boolean complete;

    /**
     * @param complete whether the sample is the whole file, so that its last row is not cut off
     */
    DelimiterDetection(final char[] sample, final int length, final boolean complete) {
        this.sample = sample;
        this.length = length;
        this.complete = complete;
    }

    /** The delimiter; a comma where there is none, as in a file of one column. */
    Delimiter detect() {
        Delimiter best = null;
        Cut bestCut = null;
        for (final Delimiter candidate : CANDIDATES) {
            final Cut cut = cut(candidate.symbol());
            if (cut.inHeader > 0 && (bestCut == null || cut.betterThan(bestCut))) {
                best = candidate;
                bestCut = cut;
            }
        }
        if (best != null) {
            return best;
        }
        final Cut spaces = cut(Delimiter.SPACE.symbol());
        return spaces.inHeader > 0 && spaces.rows > 0 && spaces.agreeing == spaces.rows
                ? Delimiter.SPACE
                : Delimiter.COMMA;
    }

    /**
     * How a delimiter cuts the sample.
     *
     * @param inHeader how often it stands in the header
     * @param rows complete rows after the header
     * @param agreeing those of them in which it stands as often as in the header
     */
    private record Cut(int inHeader, int rows, int agreeing) {

        boolean betterThan(final Cut other) {
            return agreeing > other.agreeing
                    || agreeing == other.agreeing && inHeader > other.inHeader;
        }
    }

    private Cut cut(final char delimiter) {
        int inHeader = -1;
        int rows = 0;
        int agreeing = 0;
        int position = 0;
        while (position < length && rows < ROWS_LOOKED_AT) {
            final int start = position;
            int delimiters = 0;
            boolean cellStart = true;
            boolean quoted = false;
            boolean quoteClosed = false;
            boolean ended = false;
            while (position < length && !ended) {
                final char c = sample[position++];
                if (quoted) {
                    // A doubled quote closes and opens again, which comes to the same.
                    quoted = c != CsvFormat.QUOTE;
                    quoteClosed = !quoted;
                } else if (c == CsvFormat.QUOTE && (cellStart || quoteClosed)) {
                    quoted = true;
                    cellStart = false;
                } else if (c == '\r' || c == '\n') {
                    ended = true;
                } else {
                    quoteClosed = false;
                    delimiters += c == delimiter ? 1 : 0;
                    // Spaces before an opening quote are the quote's.
                    cellStart = c == delimiter || cellStart && (c == ' ' || c == '\t');
                }
            }
            if (isBlank(start, position, delimiter) || !ended && !complete && inHeader >= 0) {
                continue;
            }
            if (inHeader < 0) {
                inHeader = delimiters;
            } else {
                rows++;
                agreeing += delimiters == inHeader ? 1 : 0;
            }
        }
        return new Cut(inHeader, rows, agreeing);
    }

    /** Whether the row is passed over: it has no text. */
    private boolean isBlank(final int from, final int to, final char delimiter) {
        for (int i = from; i < to; i++) {
            final char c = sample[i];
            if (!Character.isWhitespace(c) && c != delimiter && c != CsvFormat.QUOTE) {
                return false;
            }
        }
        return true;
    }
}
