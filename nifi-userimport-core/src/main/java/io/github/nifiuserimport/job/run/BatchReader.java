// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.layout.RowMapper;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowNotation;
import io.github.nifiuserimport.row.RowReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Cuts the rows of a part into batches, one after the other, in file order. */
final class BatchReader {

    /**
     * What a cell takes beside its text (its name in a map, its value, its name in JSON), as so
     * many characters. In a file of many short cells that is nearly all.
     */
    private static final int CHARACTERS_PER_CELL = 40;

    private final RowReader reader;
    private final RowMapper mapper;
    private final ImportSettings settings;
    private final Delivery delivery;
    private final long total;
    private final Instant started;
    private long nextRow;

    /**
     * @param reader at the first row that is not applied yet
     * @param firstRow the ordinal of that row
     * @param total how many rows the part has
     * @param started when the import began
     */
    BatchReader(
            final RowReader reader,
            final RowMapper mapper,
            final ImportSettings settings,
            final Delivery delivery,
            final long firstRow,
            final long total,
            final Instant started) {
        this.reader = reader;
        this.mapper = mapper;
        this.settings = settings;
        this.delivery = delivery;
        this.total = total;
        this.started = started;
        nextRow = firstRow;
    }

    /**
     * The next batch; there is none behind the last one.
     *
     * @throws IOException when the file cannot be read, or has changed since it was checked
     * @throws FileFault when the file is at fault as a whole
     */
    Batch next() throws IOException, FileFault {
        final Rows rows = new Rows(nextRow, reader.notation(), mapper);
        while (nextRow + rows.count < total
                && rows.count < settings.maxBatchRows()
                && rows.characters < settings.maxBatchCharacters()) {
            final Row row = reader.next();
            if (row == null) {
                throw new IOException(
                        "The file has fewer rows than when it was checked: it changed meanwhile");
            }
            rows.add(row);
        }
        nextRow += rows.count;
        return new Batch(
                delivery,
                rows.first,
                rows.count,
                rows.accepted,
                rows.rejected,
                rows.passedOver,
                nextRow >= total,
                started,
                false,
                mapper::word);
    }

    /** The rows of one batch, as they are gathered. */
    private static final class Rows {

        private final long first;
        private final RowNotation notation;
        private final RowMapper mapper;
        private final List<ImportRow> accepted = new ArrayList<>();
        private final List<RejectedRow> rejected = new ArrayList<>();
        private final List<WarnedRow> passedOver = new ArrayList<>();
        private int count;

        /** A measure of the memory that the cells gathered take. */
        private long characters;

        Rows(final long first, final RowNotation notation, final RowMapper mapper) {
            this.first = first;
            this.notation = notation;
            this.mapper = mapper;
        }

        void add(final Row row) {
            switch (row) {
                case Row.Values values -> {
                    try {
                        accepted.add(
                                new ImportRow(
                                        first + count, row.line(), mapper.map(values.values())));
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
                        passedOver.add(
                                new WarnedRow(first + count, row.line(), null, other.warning()));
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
                            first + count,
                            row.line(),
                            column,
                            error,
                            notation.row(cells),
                            notation.overflow(cells)));
        }
    }
}
