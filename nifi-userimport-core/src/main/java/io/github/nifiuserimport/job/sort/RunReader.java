// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import io.github.nifiuserimport.job.KeyPlace;
import java.io.IOException;

/** Reads a run, row by row. Its format is that of {@link RunBuffer}. */
final class RunReader {

    /** Of a record as far as its key. */
    static final int LONGEST_HEAD = 64 + RunBuffer.LAST_KEY_START + KeyPlace.LONGEST_KEY;

    private final TemporaryFile file;
    private long filePosition;
    private final long fileEnd;
    private final byte[] buffer;
    private int position;
    private int limit;

    private long ordinal;
    private long line;
    private int rowLeft;
    private int keyFrom;
    private int keyLength;

    /**
     * @param from where the run begins
     * @param to where it has ended
     * @param bufferBytes at least {@link #LONGEST_HEAD}
     */
    RunReader(final TemporaryFile file, final long from, final long to, final int bufferBytes) {
        this.file = file;
        filePosition = from;
        fileEnd = to;
        buffer = new byte[(int) Math.min(bufferBytes, to - from)];
    }

    /** Goes on to the next row, once all of the present one was taken; false when there is none. */
    boolean next() throws IOException {
        if (limit - position < LONGEST_HEAD && filePosition < fileEnd) {
            fill();
        }
        if (position == limit) {
            return false;
        }
        ordinal = number();
        final long lines = number();
        line = ordinal + (lines >>> 1 ^ -(lines & 1));
        rowLeft = (int) number();
        final int key = (int) number();
        keyLength = key >>> 1;
        if ((key & 1) != 0) {
            keyFrom = position;
            position += keyLength;
        } else {
            final int inRow = (int) number();
            keyFrom = position + inRow;
        }
        return true;
    }

    private long number() {
        long number = 0;
        int shift = 0;
        while (true) {
            final byte each = buffer[position++];
            number |= (each & 0x7FL) << shift;
            if (each >= 0) {
                return number;
            }
            shift += 7;
        }
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        while (limit < Math.min(LONGEST_HEAD, buffer.length) && filePosition < fileEnd) {
            final int wanted = (int) Math.min(buffer.length - limit, fileEnd - filePosition);
            final int count = file.read(filePosition, buffer, limit, wanted);
            filePosition += count;
            limit += count;
        }
    }

    long ordinal() {
        return ordinal;
    }

    long line() {
        return line;
    }

    /** Holds the row's key until the row is taken. */
    byte[] keyBuffer() {
        return buffer;
    }

    int keyFrom() {
        return keyFrom;
    }

    int keyLength() {
        return keyLength;
    }

    /** Whether there is still some of the row to be taken. */
    boolean rowLeft() {
        return rowLeft > 0;
    }

    /**
     * Takes what there is of the row, or what there is room for.
     *
     * @return how many bytes
     */
    int take(final byte[] target, final int at) throws IOException {
        int taken = 0;
        while (rowLeft > 0 && at + taken < target.length) {
            if (position == limit) {
                fill();
            }
            final int count =
                    Math.min(Math.min(rowLeft, limit - position), target.length - at - taken);
            System.arraycopy(buffer, position, target, at + taken, count);
            position += count;
            rowLeft -= count;
            taken += count;
        }
        return taken;
    }
}
