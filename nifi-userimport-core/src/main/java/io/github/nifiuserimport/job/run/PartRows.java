// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.csv.CsvNotation;
import io.github.nifiuserimport.job.FileContent;
import io.github.nifiuserimport.job.KeyOrder;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.sort.FileSort;
import io.github.nifiuserimport.job.sort.SortedRows;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.PartitionKey;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.row.RowNotation;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.row.UnpackedFormat;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a part in the order in which they are applied, which is that of their keys where the
 * part is large enough and its rows allow it. When they cannot be put in order, or no longer, they
 * come in file order, and {@link ImportProgress#inFileOrder} says why.
 */
final class PartRows implements Closeable {

    /** A gzip is hardly ever smaller than its text by more. */
    private static final int MOST_PACKED = 20;

    private final RowFormat format;
    private final Layout layout;
    private final FileContent content;
    private final ImportProgress progress;
    private final RowNotation notation;

    /** Null where rows are never put in order. */
    private final FileSort sort;

    private final boolean large;

    /** All rows in order, or those behind a place; or null. */
    private SortedRows sorted;

    private long sortedBehind;
    private boolean sortable = true;

    /**
     * @param format of the file
     * @param notation of the file, as its header gave it
     * @param fileSize bytes, or -1 when not known
     */
    PartRows(
            final RowFormat format,
            final Layout layout,
            final ImportSettings settings,
            final FileContent content,
            final RowNotation notation,
            final long fileSize,
            final ImportProgress progress) {
        this.format = new UnpackedFormat(format, settings.maxFileBytes());
        this.layout = layout;
        this.content = content;
        this.notation = notation;
        this.progress = progress;
        sort =
                format instanceof CsvFormat csv && notation instanceof CsvNotation
                        ? settings.sorting()
                                .map(sorting -> new FileSort(csv, settings.maxFileBytes(), sorting))
                                .orElse(null)
                        : null;
        large =
                fileSize < 0
                        || settings.sorting()
                                .filter(by -> fileSize >= by.fromBytes() / MOST_PACKED)
                                .isPresent();
    }

    /**
     * What a part has.
     *
     * @param rows how many
     * @param keyColumn of whose keys they are in order; nothing when they are in file order
     */
    record Counted(long rows, Optional<String> keyColumn) {}

    /**
     * Checks the file, counts its rows, and puts them in order if that is worth it.
     *
     * @return nothing when the import is to stop
     * @throws FileFault when the file is at fault as a whole
     */
    Optional<Counted> count() throws IOException, FileFault {
        if (sort != null && large) {
            final CsvNotation csv = (CsvNotation) notation;
            final PartitionKey key = layout.partitionKey(csv.header());
            if (key.column().isPresent()) {
                final Optional<FileSort.Counted> found =
                        sort.sort(content, csv, key, progress::stopRequested);
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                found.get().obstacle().ifPresent(this::inFileOrder);
                sorted = found.get().sorted().orElse(null);
                if (found.get().rows() >= 0) {
                    return Optional.of(
                            new Counted(
                                    found.get().rows(),
                                    found.get().sorted().map(rows -> key.column().get().name())));
                }
            }
        }
        try (RowReader reader = format.open(content.open(), layout)) {
            return Optional.of(new Counted(reader.skip(Long.MAX_VALUE), Optional.empty()));
        }
    }

    /** Rows are not put in order any more. */
    void inFileOrder(final String reason) {
        if (sortable) {
            sortable = false;
            progress.inFileOrder(reason);
        }
        close();
    }

    /**
     * A reader at the first row that is not applied.
     *
     * @param rows to be closed
     * @param key column of whose keys they are in order; nothing when they are in file order
     */
    record Opened(RowReader rows, Optional<Column> key) implements Closeable {

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }

    /**
     * Opens the rows that are not applied yet.
     *
     * @return nothing when the import is to stop
     * @throws io.github.nifiuserimport.job.sort.TemporaryFileException when they cannot be put in
     *     order; not after {@link #inFileOrder}
     */
    Optional<Opened> open(final PartProgress present) throws IOException, FileFault {
        if (present.order().isEmpty()) {
            final RowReader reader = format.open(content.open(), layout);
            return opened(reader, present.rowsDone(), Optional.empty());
        }
        final KeyOrder order = present.order().get();
        final Column key = column(order.column());
        final CsvNotation csv = (CsvNotation) notation;
        final long doneInFileOrder = present.rowsDone() - order.rows();
        if (sortable && doneInFileOrder == 0) {
            if (sorted != null && sortedBehind != present.rowsDone()) {
                close();
            }
            if (sorted == null) {
                final Optional<SortedRows> later =
                        sort.later(content, csv, key, order.last(), progress::stopRequested);
                if (later.isEmpty()) {
                    return Optional.empty();
                }
                sorted = later.get();
                sortedBehind = present.rowsDone();
            }
            return opened(sort.open(sorted, layout), 0, Optional.of(key));
        }
        return opened(
                sort.openLater(content, csv, key, order.last(), layout),
                doneInFileOrder,
                Optional.empty());
    }

    private static Optional<Opened> opened(
            final RowReader reader, final long done, final Optional<Column> key)
            throws IOException, FileFault {
        try {
            reader.skip(done);
        } catch (final IOException | FileFault | RuntimeException e) {
            try (reader) {
                throw e;
            }
        }
        return Optional.of(new Opened(reader, key));
    }

    private Column column(final String name) throws IOException {
        final List<Column> header = sort == null ? List.of() : ((CsvNotation) notation).header();
        return header.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> readOtherwise(name));
    }

    /** A file of whose rows some are applied is without the column that has their order. */
    static IOException readOtherwise(final String column) {
        return new IOException(
                "The file was begun in order of its column "
                        + column
                        + ", and is read in another way by now; read it as before, with Sort Files"
                        + " From set");
    }

    @Override
    public void close() {
        if (sorted != null) {
            sorted.close();
            sorted = null;
        }
    }
}
