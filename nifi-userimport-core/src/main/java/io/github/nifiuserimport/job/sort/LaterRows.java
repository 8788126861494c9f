// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import io.github.nifiuserimport.csv.LineColumn;
import io.github.nifiuserimport.csv.RawRows;
import io.github.nifiuserimport.job.KeyPlace;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Of a file's rows those that come behind a place in the order of keys, in file order: as CSV, each
 * with its line and ordinal ({@link LineColumn}).
 */
final class LaterRows extends InputStream {

    private final RawRows rows;
    private final Optional<KeyPlace> place;
    private long next;
    private byte[] output;
    private int position;
    private int limit;

    /**
     * @param rows before the first; closed with this
     */
    LaterRows(final RawRows rows, final Optional<KeyPlace> place) {
        this.rows = rows;
        this.place = place;
        output = LineColumn.header(rows.delimiter(), rows.header());
        limit = output.length;
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(final byte[] target, final int offset, final int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == limit && !fill()) {
            return -1;
        }
        final int count = Math.min(length, limit - position);
        System.arraycopy(output, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (rows.next()) {
            final long ordinal = next++;
            if (place.isEmpty() || SortedRows.isBehind(place.get(), rows, ordinal)) {
                put(ordinal);
                return true;
            }
        }
        if (rows.isDoubtful()) {
            throw changed();
        }
        return false;
    }

    static IOException changed() {
        return new IOException("The file is not what it was when it was checked");
    }

    private void put(final long ordinal) {
        final int length = rows.end() - rows.start();
        if (output.length < LineColumn.LONGEST_CELL + length) {
            output = new byte[Math.max(2 * output.length, LineColumn.LONGEST_CELL + length)];
        }
        position = 0;
        limit = LineColumn.write(output, 0, rows.line(), ordinal, rows.delimiter());
        System.arraycopy(rows.buffer(), rows.start(), output, limit, length);
        limit += length;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
