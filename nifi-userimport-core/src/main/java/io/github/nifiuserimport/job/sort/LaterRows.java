// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import io.github.nifiuserimport.csv.LineColumn;
import io.github.nifiuserimport.csv.RawRows;
import io.github.nifiuserimport.job.KeyPlace;
import java.io.IOException;
import java.util.Optional;

/**
 * Of a file's rows those that come behind a place in the order of keys, in file order: as CSV, each
 * with its line and ordinal ({@link LineColumn}).
 */
final class LaterRows extends RowsStream {

    private final RawRows rows;
    private final Optional<KeyPlace> place;
    private long next;

    /**
     * @param rows before the first; closed with this
     */
    LaterRows(final RawRows rows, final Optional<KeyPlace> place) {
        this(rows, place, LineColumn.header(rows.delimiter(), rows.header()));
    }

    private LaterRows(final RawRows rows, final Optional<KeyPlace> place, final byte[] header) {
        super(header, header.length);
        this.rows = rows;
        this.place = place;
    }

    @Override
    void fill() throws IOException {
        while (rows.next()) {
            final long ordinal = next++;
            if (place.isEmpty() || place.get().isBefore(rows, ordinal)) {
                put(ordinal);
                return;
            }
        }
        if (rows.isDoubtful()) {
            throw changed();
        }
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
