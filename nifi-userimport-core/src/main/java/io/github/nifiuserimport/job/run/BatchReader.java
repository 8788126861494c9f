// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.KeyPlace;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.layout.RowMapper;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowNotation;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.value.ExcelText;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the rows of a part into batches, one after the other, in the order in which they come. Where
 * that is the order of their keys, a batch ends where the key changes, lest two batches have a user
 * in common: they could not be written at the same time then.
 */
final class BatchReader {

    /**
     * What a cell takes beside its text (its name in a map, its value, its name in JSON), as so
     * many characters. In a file of many short cells that is nearly all.
     */
    private static final int CHARACTERS_PER_CELL = 40;

    /** A batch with so many times its size ends, even if the same user's rows go on. */
    private static final int MOST_OF_ONE_USER = 2;

    private final RowReader reader;
    private final RowMapper mapper;
    private final ImportSettings settings;
    private final Delivery delivery;
    private final long total;
    private final Instant started;
    private final Optional<Column> key;
    private long nextRow;

    /** Read, and part of the next batch; or null. */
    private Row upcoming;

    private long upcomingOrdinal;

    /**
     * @param reader at the first row that is not applied yet
     * @param firstRow how many rows are applied before that row
     * @param total how many rows the part has
     * @param started when the import began
     * @param key column of whose keys the reader gives rows in order; nothing where it is in file
     *     order
     */
    BatchReader(
            final RowReader reader,
            final RowMapper mapper,
            final ImportSettings settings,
            final Delivery delivery,
            final long firstRow,
            final long total,
            final Instant started,
            final Optional<Column> key) {
        this.reader = reader;
        this.mapper = mapper;
        this.settings = settings;
        this.delivery = delivery;
        this.total = total;
        this.started = started;
        this.key = key;
        nextRow = firstRow;
    }

    /**
     * The next batch; there is none behind the last one.
     *
     * @throws IOException when the file cannot be read, or has changed since it was checked
     * @throws FileFault when the file is at fault as a whole
     */
    Batch next() throws IOException, FileFault {
        final Rows rows = new Rows(reader.notation(), mapper);
        String lastKey = null;
        final int most = key.isEmpty() ? 1 : MOST_OF_ONE_USER;
        while (nextRow + rows.count < total && !rows.areMany(most)) {
            readUpcoming();
            if (key.isPresent()) {
                final String cell = cell(upcoming, key.get());
                if (rows.areMany(1) && !isSame(lastKey, cell)) {
                    break;
                }
                lastKey = cell;
            }
            rows.add(upcoming, upcomingOrdinal);
            upcoming = null;
        }
        final long first = nextRow;
        nextRow += rows.count;
        return new Batch(
                delivery,
                first,
                rows.count,
                rows.accepted,
                rows.rejected,
                rows.passedOver,
                nextRow >= total,
                started,
                key.isPresent(),
                mapper::word,
                lastKey == null
                        ? Optional.empty()
                        : Optional.of(new KeyPlace(KeyPlace.key(lastKey), rows.lastOrdinal)));
    }

    private void readUpcoming() throws IOException, FileFault {
        if (upcoming != null) {
            return;
        }
        upcoming = reader.next();
        if (upcoming == null) {
            throw new IOException(
                    "The file has fewer rows than when it was checked: it changed meanwhile");
        }
        upcomingOrdinal = reader.ordinal();
    }

    /** Text of a row's cell; empty where it has no such cell. */
    private static String cell(final Row row, final Column column) {
        final RawCells cells = row.cells();
        return column.index() < cells.size() ? cells.texts()[column.index()] : "";
    }

    private static boolean isSame(final String key, final String other) {
        return key.equals(other) || ExcelText.unwrapped(key).equals(ExcelText.unwrapped(other));
    }

    /** The rows of one batch, as they are gathered. */
    private final class Rows {

        private final RowNotation notation;
        private final RowMapper mapper;
        private final List<ImportRow> accepted = new ArrayList<>();
        private final List<RejectedRow> rejected = new ArrayList<>();
        private final List<WarnedRow> passedOver = new ArrayList<>();
        private int count;
        private long lastOrdinal;

        /** A measure of the memory that the cells gathered take. */
        private long characters;

        Rows(final RowNotation notation, final RowMapper mapper) {
            this.notation = notation;
            this.mapper = mapper;
        }

        /** Whether they are as many as a batch has at the least, or a multiple of that. */
        boolean areMany(final int times) {
            return count >= (long) times * settings.maxBatchRows()
                    || characters >= times * settings.maxBatchCharacters();
        }

        void add(final Row row, final long ordinal) {
            lastOrdinal = ordinal;
            switch (row) {
                case Row.Values values -> {
                    try {
                        accepted.add(
                                new ImportRow(ordinal, row.line(), mapper.map(values.values())));
                    } catch (RowFault fault) {
                        reject(
                                row,
                                fault.columns().isEmpty()
                                        ? null
                                        : String.join(RejectedRow.BETWEEN_COLUMNS, fault.columns()),
                                fault.getMessage());
                    }
                }
                case Row.PassedOver other ->
                        passedOver.add(new WarnedRow(ordinal, row.line(), null, other.warning()));
                case Row.Rejected fault -> reject(row, fault.column(), fault.error());
            }
            count++;
            for (final String cell : row.cells().texts()) {
                if (!cell.isEmpty()) {
                    characters += CHARACTERS_PER_CELL + cell.length();
                }
            }
        }

        private void reject(final Row row, final String column, final String error) {
            final RawCells cells = row.cells();
            rejected.add(
                    new RejectedRow(
                            lastOrdinal,
                            row.line(),
                            column,
                            error,
                            notation.row(cells),
                            notation.overflow(cells)));
        }
    }
}
