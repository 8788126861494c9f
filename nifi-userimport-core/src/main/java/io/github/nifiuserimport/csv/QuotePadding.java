// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * Drops the spaces and tabs between a delimiter and an opening quote, and those behind a closing
 * one: a parser takes a quote for one only where the cell begins. All else is passed on as it is,
 * and what is between quotes is looked at for quotes alone.
 *
 * <p>Text is looked at where the parser wants it, and stays there unless there is something to drop
 * in front of it.
 */
final class QuotePadding extends Reader {

    /** How much is read at once behind what was held back. */
    private static final int PIECE = 8 * 1024;

    private enum Place {
        OUTSIDE_QUOTES,
        IN_QUOTES,
        /** Another quote would say that the one before stands for itself. */
        BEHIND_QUOTE
    }

    private final ParserInput content;
    private final char delimiter;

    /**
     * What was held back at the end of a piece, since only what follows tells whether it is
     * dropped, and what was read behind it.
     */
    private char[] buffer = new char[0];

    private int position;

    /** What stands from here to the limit is held back. */
    private int clearTo;

    private int limit;
    private boolean ended;
    private boolean dropped;
    private Place place = Place.OUTSIDE_QUOTES;

    /** What was passed on last: a file begins as a line does. */
    private char last = '\n';

    /** Where what was looked at last is held back from. */
    private int heldFrom;

    QuotePadding(final ParserInput content, final char delimiter) {
        this.content = content;
        this.delimiter = delimiter;
    }

    @Override
    public int read(final char[] target, final int offset, final int length) throws IOException {
        while (true) {
            if (position < clearTo) {
                final int count = Math.min(length, clearTo - position);
                System.arraycopy(buffer, position, target, offset, count);
                position += count;
                return count;
            }
            if (ended) {
                return -1;
            }
            if (position == limit) {
                final int count = readInto(target, offset, length);
                if (count != 0) {
                    return count;
                }
            } else {
                readBehindHeld();
            }
        }
    }

    private int readInto(final char[] target, final int offset, final int length)
            throws IOException {
        final int count = content.read(target, offset, length);
        if (count < 0) {
            ended = true;
            return -1;
        }
        final int end = drop(target, offset, offset + count);
        position = 0;
        clearTo = 0;
        limit = end - heldFrom;
        if (limit > 0) {
            if (buffer.length < limit) {
                buffer = new char[limit];
            }
            System.arraycopy(target, heldFrom, buffer, 0, limit);
        }
        return heldFrom - offset;
    }

    private void readBehindHeld() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        clearTo = 0;
        if (buffer.length - limit < PIECE) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, limit + PIECE));
        }
        final int count = content.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            ended = true;
            if (place == Place.OUTSIDE_QUOTES) {
                clearTo = limit;
            } else {
                dropped = true;
            }
        } else {
            limit = drop(buffer, 0, limit + count);
            clearTo = heldFrom;
        }
    }

    /**
     * Drops what is to be dropped, and finds from where on text is to be held back.
     *
     * @return where the text ends now
     */
    private int drop(final char[] text, final int from, final int to) {
        int end = from;
        // From here on the text is where it was read to.
        int unmoved = from;
        heldFrom = to;
        final boolean quotes = content.mayHaveReadQuotes();
        int i = from;
        while (i < to) {
            if (place == Place.IN_QUOTES) {
                i = quotes ? quoteFrom(text, i, to) + 1 : to + 1;
                if (i <= to) {
                    place = Place.BEHIND_QUOTE;
                }
                continue;
            }
            int padding = i;
            int behind = i;
            if (place == Place.BEHIND_QUOTE) {
                if (text[i] == CsvFormat.QUOTE) {
                    i++;
                    place = Place.IN_QUOTES;
                    continue;
                }
                while (behind < to && isPadding(text[behind])) {
                    behind++;
                }
                if (behind == to) {
                    heldFrom = padding;
                    break;
                }
                place = Place.OUTSIDE_QUOTES;
                i = behind;
                if (!endsCell(text[behind])) {
                    // Text behind the quote, which is a fault for the parser to find.
                    continue;
                }
            } else {
                behind = quotes ? quoteFrom(text, i, to) : to;
                padding = behind;
                while (padding > i && isPadding(text[padding - 1])) {
                    padding--;
                }
                i = behind + 1;
                if (!endsCell(padding > from ? text[padding - 1] : last)) {
                    continue;
                }
                if (behind == to) {
                    heldFrom = padding;
                    break;
                }
                place = Place.IN_QUOTES;
            }
            if (behind > padding) {
                dropped = true;
                if (end < unmoved) {
                    System.arraycopy(text, unmoved, text, end, padding - unmoved);
                }
                end += padding - unmoved;
                unmoved = behind;
            }
        }
        if (end < unmoved) {
            System.arraycopy(text, unmoved, text, end, to - unmoved);
            heldFrom -= unmoved - end;
        }
        if (heldFrom > from) {
            last = text[heldFrom - 1];
        }
        return to - (unmoved - end);
    }

    /** Whether there was something to drop so far. */
    boolean hasDropped() {
        return dropped;
    }

    private static int quoteFrom(final char[] text, final int from, final int to) {
        int i = from;
        while (i < to && text[i] != CsvFormat.QUOTE) {
            i++;
        }
        return i;
    }

    private boolean isPadding(final char c) {
        return (c == ' ' || c == '\t') && c != delimiter;
    }

    private boolean endsCell(final char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
