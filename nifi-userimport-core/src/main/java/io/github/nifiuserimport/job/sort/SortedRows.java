// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import io.github.nifiuserimport.csv.LineColumn;
import io.github.nifiuserimport.csv.RawRows;
import io.github.nifiuserimport.job.KeyPlace;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a file in order of their keys, rows of one key as they came. They are in a temporary
 * file: runs that are sorted in memory are written one behind the other, and merged when they are
 * read.
 */
public final class SortedRows implements Closeable {

    private final TemporaryFiles files;
    private final SortSizes sizes;
    private final Optional<KeyPlace> behind;
    private final byte[] header;
    private final byte delimiter;
    private RunBuffer buffer = new RunBuffer();
    private int common;
    private TemporaryFile file;

    /** Where each run has ended. */
    private final List<Long> ends = new ArrayList<>();

    private long written;

    /**
     * @param behind only rows behind this place are kept
     * @param file before its first row
     */
    SortedRows(final SortSettings settings, final Optional<KeyPlace> behind, final RawRows file) {
        files = settings.files();
        sizes = settings.sizes();
        this.behind = behind;
        header = file.header();
        delimiter = file.delimiter();
    }

    /** Adds the row at which rows stand. */
    void add(final RawRows row, final long ordinal) throws IOException {
        if (behind.isPresent() && !behind.get().isBefore(row, ordinal)) {
            return;
        }
        if (!buffer.add(row, ordinal, sizes.bytesOfRun(ends.size()))) {
            writeRun();
            buffer.add(row, ordinal, sizes.bytesOfRun(ends.size()));
        }
    }

    private void writeRun() throws IOException {
        if (ends.size() == sizes.maxRuns()) {
            throw new TemporaryFileException("the file is too large to be put in order", null);
        }
        if (file == null) {
            file = files.open();
        }
        written += buffer.writeTo(file);
        ends.add(written);
    }

    /** After the last row. */
    void end() throws IOException {
        if (!buffer.isEmpty()) {
            writeRun();
        }
        common = buffer.common();
        buffer = null;
    }

    /** How many bytes of a temporary file they take. */
    long bytes() {
        return written;
    }

    /** The rows as CSV, each with its line and ordinal ({@link LineColumn}), from the first. */
    InputStream open() throws IOException {
        final RunReader[] runs = new RunReader[ends.size()];
        long from = 0;
        for (int run = 0; run < runs.length; run++) {
            final long to = ends.get(run);
            runs[run] = new RunReader(file, from, to, sizes.bufferOf(runs.length));
            from = to;
        }
        return new MergedRows(runs, LineColumn.header(delimiter, header), delimiter, common);
    }

    /** Forgets them. */
    @Override
    public void close() {
        buffer = null;
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
