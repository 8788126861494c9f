// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import java.io.IOException;
import java.io.InputStream;

/**
 * Rows as CSV, some at a time: what reads them takes the bytes of a buffer, which is then filled.
 */
abstract class RowsStream extends InputStream {

    /** Holds what is to be taken next, from the position to the limit. */
    byte[] output;

    int position;
    int limit;

    /**
     * @param output holds what is taken first
     * @param limit where that has ended
     */
    RowsStream(final byte[] output, final int limit) {
        this.output = output;
        this.limit = limit;
    }

    /** Sets the buffer to what comes next; leaves it empty at the end of the rows. */
    abstract void fill() throws IOException;

    @Override
    public final int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public final int read(final byte[] target, final int offset, final int length)
            throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == limit) {
            fill();
            if (position == limit) {
                return -1;
            }
        }
        final int count = Math.min(length, limit - position);
        System.arraycopy(output, position, target, offset, count);
        position += count;
        return count;
    }
}
