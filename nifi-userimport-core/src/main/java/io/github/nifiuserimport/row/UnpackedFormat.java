// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A format whose files may be packed as gzip. What is wrong with the gzip is a fault of the file,
 * and is told rather than what its damaged text looks like.
 *
 * @param format of the files once they are unpacked
 * @param most how many bytes a gzip may hold
 */
public record UnpackedFormat(RowFormat format, long most) implements RowFormat {

    @Override
    public RowReader open(final InputStream content, final HeaderMapping mapping)
            throws IOException, FileFault {
        final KeptOpen unpacked = new KeptOpen(GzipContent.unpacked(content, most));
        if (!(unpacked.content instanceof GzipContent gzip)) {
            return format.open(unpacked.content, mapping);
        }
        try {
            return new Rows(format.open(unpacked, mapping), gzip);
        } catch (final FileFault e) {
            try (gzip) {
                throw worse(e, gzip);
            }
        } catch (final UnpackingException e) {
            try (gzip) {
                throw e.fault();
            }
        } catch (final IOException | RuntimeException e) {
            try (gzip) {
                throw e;
            }
        }
    }

    /** The gzip's own fault, where it has one: the text's may come of it. */
    private static FileFault worse(final FileFault found, final GzipContent gzip)
            throws IOException {
        try {
            gzip.checkRest();
            return found;
        } catch (final UnpackingException e) {
            return e.fault();
        }
    }

    /** Formats close what they cannot open; the gzip is looked at once more then. */
    private static final class KeptOpen extends FilterInputStream {

        private final InputStream content;

        KeptOpen(final InputStream content) {
            super(content);
            this.content = content;
        }

        @Override
        public void close() {
            // By the one who opened it.
        }
    }

    /** Rows of a gzip. */
    private record Rows(RowReader rows, GzipContent gzip) implements RowReader {

        @Override
        public List<Column> header() {
            return rows.header();
        }

        @Override
        public long headerLine() {
            return rows.headerLine();
        }

        @Override
        public RowNotation notation() {
            return rows.notation();
        }

        @Override
        public Row next() throws IOException, FileFault {
            try {
                final Row row = rows.next();
                if (row == null) {
                    // Not every reader reads on behind its last row.
                    gzip.checkRest();
                }
                return row;
            } catch (final FileFault e) {
                throw worse(e, gzip);
            } catch (final UnpackingException e) {
                throw e.fault();
            }
        }

        @Override
        public long ordinal() {
            return rows.ordinal();
        }

        @Override
        public long skip(final long count) throws IOException, FileFault {
            try {
                final long skipped = rows.skip(count);
                if (skipped < count) {
                    gzip.checkRest();
                }
                return skipped;
            } catch (final FileFault e) {
                throw worse(e, gzip);
            } catch (final UnpackingException e) {
                throw e.fault();
            }
        }

        @Override
        public void close() throws IOException {
            try (gzip) {
                rows.close();
            }
        }
    }
}
