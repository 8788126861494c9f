// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.split;

import io.github.nifiuserimport.csv.LineColumn;
import io.github.nifiuserimport.csv.RawRows;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a part: the file's header, and rows as they are, each behind its line. */
final class PartFile implements Closeable {

    private static final int BUFFER = 32 * 1024;
    private static final int MOST_DIGITS = 19;

    private final OutputStream output;
    private final byte delimiter;
    private final byte[] buffer = new byte[BUFFER];
    private int buffered;

    PartFile(final OutputStream output, final RawRows rows) throws IOException {
        this.output = output;
        this.delimiter = rows.delimiter();
        final byte[] name = LineColumn.NAME.getBytes(StandardCharsets.US_ASCII);
        write(name, 0, name.length);
        buffer[buffered++] = delimiter;
        write(rows.header(), 0, rows.header().length);
    }

    /** Adds the row that the file's rows stand at. */
    void add(final RawRows rows) throws IOException {
        if (buffered > BUFFER - MOST_DIGITS - 1) {
            flush();
        }
        writeLine(rows.line());
        buffer[buffered++] = delimiter;
        write(rows.buffer(), rows.start(), rows.end() - rows.start());
    }

    private void writeLine(final long line) {
        int digits = 1;
        for (long rest = line / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = line;
        for (int i = buffered + digits - 1; i >= buffered; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        buffered += digits;
    }

    private void write(final byte[] bytes, final int from, final int length) throws IOException {
        if (length > BUFFER - buffered) {
            flush();
        }
        if (length > BUFFER) {
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
