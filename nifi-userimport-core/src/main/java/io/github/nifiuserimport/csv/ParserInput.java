// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import io.github.nifiuserimport.row.Delimiter;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * What the parser reads from. It looks ahead for the delimiter, knows whether the content has
 * ended, and stops the parser where a single cell outgrows the limit: the parser keeps a cell in
 * memory until it ends, and one whose quote is never closed would take the file with it.
 */
final class ParserInput extends Reader {

    /** Enough for the first rows. */
    private static final int SAMPLE = 32 * 1024;

    /** How far to look for the end of a header that is longer than that. */
    private static final int LONGEST_SAMPLE = 1024 * 1024;

    private final Utf8Reader content;
    private final LongSupplier cellsParsed;
    private final int maxCellLength;

    private char[] sample = new char[0];
    private int sampled;
    private int sampleTaken;
    private boolean sampleHasText;
    private boolean sampleHasHeader;
    private boolean sampleEnded;
    private boolean ended;
    private boolean quotes;

    private long cellsBefore = -1;
    private long pending;

    /**
     * @param cellsParsed how many cells the parser has completed so far
     */
    ParserInput(final Utf8Reader content, final LongSupplier cellsParsed, final int maxCellLength) {
        this.content = content;
        this.cellsParsed = cellsParsed;
        this.maxCellLength = maxCellLength;
    }

    /** Looks ahead; what was looked at is read by the parser afterwards. */
    Delimiter detectDelimiter() throws IOException {
        while (sampled < SAMPLE || sampled < LONGEST_SAMPLE && !sampleHasHeader) {
            if (!lookFurther()) {
                break;
            }
        }
        return new DelimiterDetection(sample, sampled, sampleEnded).detect();
    }

    /**
     * The delimiter behind the {@link LineColumn} with which a part of a file begins. It was found
     * from the whole file, and from the part alone might be found to be another.
     *
     * @return null when the file does not begin with that column
     */
    Character delimiterOfPart() throws IOException {
        while (sampled <= LineColumn.NAME.length()) {
            if (!lookFurther()) {
                return null;
            }
        }
        return LineColumn.delimiterBehind(new String(sample, 0, LineColumn.NAME.length() + 1));
    }

    /**
     * The delimiter that the file's first line names. That line is passed over.
     *
     * @return null when the file does not begin with such a line
     */
    Character takeSeparatorLine() throws IOException {
        while (sampled < SeparatorLine.LONGEST
                && SeparatorLine.mayBegin(new String(sample, 0, sampled))
                && lookFurther()) {
            // Until there is enough of it.
        }
        final SeparatorLine line =
                SeparatorLine.find(new String(sample, 0, Math.min(sampled, SeparatorLine.LONGEST)));
        if (line == null) {
            return null;
        }
        sampleTaken = line.length();
        return line.delimiter();
    }

    /** Adds to what was looked at; false when there is no more. */
    private boolean lookFurther() throws IOException {
        if (sample.length - sampled < SAMPLE / 2) {
            sample = Arrays.copyOf(sample, Math.max(SAMPLE, sample.length * 2));
        }
        try {
            final int count = content.read(sample, sampled, sample.length - sampled);
            if (count < 0) {
                sampleEnded = true;
                return false;
            }
            lookForHeader(sampled, count);
            sampled += count;
            return true;
        } catch (final NotUtf8Exception e) {
            // The parser will come upon it too, and it knows the line.
            return false;
        }
    }

    private void lookForHeader(final int from, final int count) {
        for (int i = from; i < from + count && !sampleHasHeader; i++) {
            final char c = sample[i];
            sampleHasHeader = sampleHasText && (c == '\n' || c == '\r');
            sampleHasText |= !Character.isWhitespace(c);
        }
    }

    /** Whether the parser has been told that there is no more. */
    boolean ended() {
        return ended;
    }

    @Override
    public int read(final char[] target, final int offset, final int length) throws IOException {
        final long cells = cellsParsed.getAsLong();
        if (cells != cellsBefore) {
            cellsBefore = cells;
            pending = 0;
        } else if (pending > maxCellLength) {
            throw new CellTooLongException();
        }
        final int count = take(target, offset, length);
        if (count < 0) {
            ended = true;
        } else {
            pending += count;
        }
        return count;
    }

    /** Whether there may be double quotes in what was read last. */
    boolean mayHaveReadQuotes() {
        return quotes;
    }

    private int take(final char[] target, final int offset, final int length) throws IOException {
        if (sampleTaken == sampled) {
            sample = null;
            final int count = content.read(target, offset, length);
            quotes = content.quotesAround();
            return count;
        }
        quotes = true;
        final int count = Math.min(length, sampled - sampleTaken);
        System.arraycopy(sample, sampleTaken, target, offset, count);
        sampleTaken += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
