// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.sort;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.csv.CsvNotation;
import io.github.nifiuserimport.csv.RawRows;
import io.github.nifiuserimport.job.FileContent;
import io.github.nifiuserimport.job.KeyPlace;
import io.github.nifiuserimport.layout.PartitionKey;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.GzipContent;
import io.github.nifiuserimport.row.HeaderMapping;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.row.UnpackingException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Puts the rows of CSV files in order of their keys; gives the same order for the same file. */
public final class FileSort {

    /** Rows between two questions whether to stop. */
    private static final int ROWS_UNASKED = 1 << 16;

    /** Of the file, which may be a part. */
    private final CsvFormat own;

    /** Of its rows in order, which have their lines before them as those of a part have. */
    private final CsvFormat format;

    private final long maxBytes;
    private final SortSettings settings;

    /**
     * @param format of the files
     * @param maxBytes how many a file may have, unpacked
     */
    public FileSort(final CsvFormat format, final long maxBytes, final SortSettings settings) {
        own = format;
        this.format = format.toBuilder().lineColumn(true).build();
        this.maxBytes = maxBytes;
        this.settings = settings;
    }

    /**
     * What was found in a file.
     *
     * @param rows how many it has; -1 where there may be something wrong with it, which its reader
     *     is to tell
     * @param sorted its rows in order, to be closed; nothing where they are to stay in file order
     * @param obstacle why they could not be put in order, for people; nothing where they could, or
     *     were not to
     */
    public record Counted(long rows, Optional<SortedRows> sorted, Optional<String> obstacle) {}

    /**
     * Counts a file's rows, and puts them in order if they may be and it is large enough.
     *
     * @param stop asked from time to time whether to give up
     * @return nothing when it was to stop
     * @throws FileFault when it is no file of rows: it cannot be unpacked
     */
    public Optional<Counted> sort(
            final FileContent content,
            final CsvNotation notation,
            final PartitionKey key,
            final BooleanSupplier stop)
            throws IOException, FileFault {
        try (RawRows rows = open(content, notation, key.column().orElseThrow(), key.shared());
                Sorting sorting = new Sorting(new SortedRows(settings, Optional.empty(), rows))) {
            long count = 0;
            long bytes = 0;
            while (rows.next()) {
                if (rows.marked() >= 0) {
                    sorting.giveUp();
                }
                sorting.add(rows, count++);
                bytes += rows.end() - rows.start();
                if (count % ROWS_UNASKED == 0 && stop.getAsBoolean()) {
                    return Optional.empty();
                }
            }
            if (rows.isDoubtful()) {
                return Optional.of(new Counted(-1, Optional.empty(), Optional.empty()));
            }
            if (count == 0 || bytes < settings.fromBytes()) {
                sorting.giveUp();
            }
            return Optional.of(sorting.counted(count));
        } catch (final UnpackingException e) {
            throw e.fault();
        }
    }

    /** Goes on to count when rows cannot be sorted. */
    private static final class Sorting implements AutoCloseable {

        private SortedRows sorted;
        private String obstacle;

        Sorting(final SortedRows sorted) {
            this.sorted = sorted;
        }

        void add(final RawRows rows, final long ordinal) throws IOException {
            if (sorted != null) {
                try {
                    sorted.add(rows, ordinal);
                } catch (final TemporaryFileException e) {
                    obstacle = e.getMessage();
                    giveUp();
                }
            }
        }

        void giveUp() {
            if (sorted != null) {
                sorted.close();
                sorted = null;
            }
        }

        Counted counted(final long rows) throws IOException {
            if (sorted != null) {
                try {
                    sorted.end();
                } catch (final TemporaryFileException e) {
                    obstacle = e.getMessage();
                    giveUp();
                }
            }
            final Optional<SortedRows> result = Optional.ofNullable(sorted);
            sorted = null;
            return new Counted(rows, result, Optional.ofNullable(obstacle));
        }

        @Override
        public void close() {
            giveUp();
        }
    }

    /**
     * Puts those rows of a file in order that come behind a place there.
     *
     * @param behind the place; nothing for all rows
     * @return to be closed; nothing when it was to stop
     * @throws TemporaryFileException when they cannot be put in order
     */
    public Optional<SortedRows> later(
            final FileContent content,
            final CsvNotation notation,
            final Column key,
            final Optional<KeyPlace> behind,
            final BooleanSupplier stop)
            throws IOException, FileFault {
        SortedRows unfinished = null;
        try (RawRows rows = open(content, notation, key, List.of())) {
            final SortedRows sorted = new SortedRows(settings, behind, rows);
            unfinished = sorted;
            for (long count = 0; rows.next(); count++) {
                sorted.add(rows, count);
                if (count % ROWS_UNASKED == 0 && stop.getAsBoolean()) {
                    return Optional.empty();
                }
            }
            if (rows.isDoubtful()) {
                throw LaterRows.changed();
            }
            sorted.end();
            unfinished = null;
            return Optional.of(sorted);
        } catch (final UnpackingException e) {
            throw e.fault();
        } finally {
            if (unfinished != null) {
                unfinished.close();
            }
        }
    }

    /** Reads rows in order, from the first of them. */
    public RowReader open(final SortedRows rows, final HeaderMapping mapping)
            throws IOException, FileFault {
        return format.open(rows.open(), mapping);
    }

    /** Reads those rows of a file that come behind a place in the order, in file order. */
    public RowReader openLater(
            final FileContent content,
            final CsvNotation notation,
            final Column key,
            final Optional<KeyPlace> behind,
            final HeaderMapping mapping)
            throws IOException, FileFault {
        return format.open(new LaterRows(open(content, notation, key, List.of()), behind), mapping);
    }

    private RawRows open(
            final FileContent content,
            final CsvNotation notation,
            final Column key,
            final List<Column> shared)
            throws IOException {
        return RawRows.open(
                GzipContent.unpacked(content.open(), maxBytes), own, notation, key, shared);
    }
}
