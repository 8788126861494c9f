// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * Drops the spaces and tabs between a delimiter and an opening quote, and those behind a closing
 * one: a parser takes a quote for one only where the cell begins. All else is passed on as it is,
 * and what is between quotes is looked at for quotes alone.
 */
final class QuotePadding extends Reader {

    private static final int BUFFER = 16 * 1024;

    /** A pair of surrogates comes at once. */
    private static final int LEAST_ROOM = 2;

    private enum Place {
        OUTSIDE_QUOTES,
        IN_QUOTES,
        /** Another quote would say that the one before stands for itself. */
        BEHIND_QUOTE
    }

    private final Reader content;
    private final char delimiter;

    private char[] buffer = new char[BUFFER];
    private int position;

    /** Up to here there is nothing to drop. */
    private int clearTo;

    private int limit;
    private boolean ended;
    private Place place = Place.OUTSIDE_QUOTES;

    /** What was passed on last: a file begins as a line does. */
    private char last = '\n';

    QuotePadding(final Reader content, final char delimiter) {
        this.content = content;
        this.delimiter = delimiter;
    }

    @Override
    public int read(final char[] target, final int offset, final int length) throws IOException {
        int count = 0;
        while (count < length) {
            if (position < clearTo) {
                final int step = Math.min(length - count, clearTo - position);
                System.arraycopy(buffer, position, target, offset + count, step);
                position += step;
                count += step;
                last = buffer[position - 1];
            } else if (!lookFurther()) {
                if (count > 0) {
                    return count;
                }
                if (!fill()) {
                    return -1;
                }
            }
        }
        return count;
    }

    /** Goes on with what is in the buffer; false when more of the content is to be seen first. */
    private boolean lookFurther() {
        if (position == limit) {
            return false;
        }
        return switch (place) {
            case OUTSIDE_QUOTES -> lookForOpening();
            case IN_QUOTES -> lookForClosing();
            case BEHIND_QUOTE -> lookBehindQuote();
        };
    }

    private boolean lookForOpening() {
        final int quote = quoteFrom(position);
        int padding = quote;
        while (padding > position && isPadding(buffer[padding - 1])) {
            padding--;
        }
        if (quote == limit) {
            // A quote may follow the spaces.
            clearTo = ended ? limit : padding;
            return clearTo > position;
        }
        final boolean opening = endsCell(padding > position ? buffer[padding - 1] : last);
        if (!opening) {
            clearTo = quote + 1;
        } else if (padding > position) {
            clearTo = padding;
        } else {
            position = quote;
            clearTo = quote + 1;
            place = Place.IN_QUOTES;
        }
        return true;
    }

    private boolean lookForClosing() {
        final int quote = quoteFrom(position);
        if (quote == limit) {
            clearTo = limit;
        } else {
            clearTo = quote + 1;
            place = Place.BEHIND_QUOTE;
        }
        return true;
    }

    private boolean lookBehindQuote() {
        if (buffer[position] == CsvFormat.QUOTE) {
            clearTo = position + 1;
            place = Place.IN_QUOTES;
            return true;
        }
        int end = position;
        while (end < limit && isPadding(buffer[end])) {
            end++;
        }
        if (end == limit && !ended) {
            return false;
        }
        place = Place.OUTSIDE_QUOTES;
        if (end == limit || endsCell(buffer[end])) {
            position = end;
        }
        // Else there is text behind the quote, which is a fault for the parser to find.
        clearTo = end;
        return true;
    }

    private int quoteFrom(final int from) {
        int i = from;
        while (i < limit && buffer[i] != CsvFormat.QUOTE) {
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

    /** Adds to the buffer; false when all of the content has been passed on. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        clearTo = 0;
        if (buffer.length - limit < LEAST_ROOM) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        final int count = content.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            ended = true;
            return limit > 0;
        }
        limit += count;
        return true;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
