// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.split;

import io.github.nifiuserimport.csv.LineColumn;
import io.github.nifiuserimport.csv.RawRows;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** The parts that a file is split into; one without rows is never opened. */
final class PartFiles implements Closeable {

    private static final int BUFFER_BYTES = 32 * 1024;

    private final PartFile[] files;
    private final KeyRanges ranges;
    private final PartOutputs outputs;
    private int used;

    /**
     * @param parts how many there may be
     * @param ranges of the keys of each
     */
    PartFiles(final int parts, final KeyRanges ranges, final PartOutputs outputs) {
        this.files = new PartFile[parts];
        this.ranges = ranges;
        this.outputs = outputs;
    }

    /** Adds a row to the part of its user. */
    void add(final RawRows rows) throws IOException {
        final int part = ranges.rangeOf(rows);
        if (files[part] == null) {
            files[part] = new PartFile(outputs.open(part), rows);
            used++;
        }
        files[part].add(rows);
    }

    /** How many have rows. */
    int used() {
        return used;
    }

    void flush() throws IOException {
        for (final PartFile file : files) {
            if (file != null) {
                file.flush();
            }
        }
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        for (final PartFile file : files) {
            try {
                if (file != null) {
                    file.close();
                }
            } catch (final IOException e) {
                if (failed == null) {
                    failed = e;
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** Writes a part: the file's header, and rows as they are, each behind its line. */
    private static final class PartFile implements Closeable {

        private final OutputStream output;
        private final byte delimiter;
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private int buffered;

        PartFile(final OutputStream output, final RawRows rows) throws IOException {
            this.output = output;
            this.delimiter = rows.delimiter();
            final byte[] header = LineColumn.header(delimiter, rows.header());
            write(header, 0, header.length);
        }

        /** Adds the row that the file's rows stand at. */
        void add(final RawRows rows) throws IOException {
            if (buffered > BUFFER_BYTES - LineColumn.LONGEST_CELL) {
                flush();
            }
            buffered = LineColumn.write(buffer, buffered, rows.line(), delimiter);
            write(rows.buffer(), rows.start(), rows.end() - rows.start());
        }

        private void write(final byte[] bytes, final int from, final int length)
                throws IOException {
            if (length > BUFFER_BYTES - buffered) {
                flush();
            }
            if (length > BUFFER_BYTES) {
                output.write(bytes, from, length);
            } else {
                System.arraycopy(bytes, from, buffer, buffered, length);
                buffered += length;
            }
        }

        void flush() throws IOException {
            output.write(buffer, 0, buffered);
            buffered = 0;
        }

        /** Closes the stream; what has not been flushed is lost. */
        @Override
        public void close() throws IOException {
            output.close();
        }
    }
}
