// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowNotation;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.row.Slots;
import io.github.nifiuserimport.value.CellFault;
import java.io.IOException;
import java.util.List;

/** Makes rows of the cells of CSV. */
final class CsvRowReader implements RowReader {

    private static final String REPEATED_HEADER =
            "the row repeats the header and is passed over; were several files put together?";

    private final CsvCells cells;
    private final Slots slots;
    private final Object[] values;
    private long ordinal = -1;

    /**
     * @param cells before the first row; closed with this
     */
    CsvRowReader(final CsvCells cells) {
        this.cells = cells;
        slots = Slots.of(cells.header());
        values = new Object[cells.header().size()];
    }

    @Override
    public List<Column> header() {
        return cells.header();
    }

    @Override
    public long headerLine() {
        return cells.headerLine();
    }

    @Override
    public RowNotation notation() {
        return new CsvNotation(cells.header(), cells.delimiter());
    }

    @Override
    public Row next() throws IOException, FileFault {
        if (!cells.next()) {
            return null;
        }
        final long stated = cells.ordinal();
        ordinal = stated < 0 ? ordinal + 1 : stated;
        return row();
    }

    @Override
    public long skip(final long rows) throws IOException, FileFault {
        final long skipped = cells.skip(rows);
        ordinal += skipped;
        return skipped;
    }

    @Override
    public long ordinal() {
        return ordinal;
    }

    @Override
    public void close() throws IOException {
        cells.close();
    }

    private Row row() {
        final long line = cells.line();
        final RawCells raw = cells.takeCells();
        if (cells.repeatsHeader()) {
            return new Row.PassedOver(line, REPEATED_HEADER, raw);
        }
        final String fault = cells.rowFault();
        if (fault != null) {
            return new Row.Rejected(line, null, fault, raw);
        }
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = cells.value(i, raw.texts()[i], raw.quoted().get(i));
            } catch (final CellFault e) {
                return new Row.Rejected(line, header().get(i).name(), e.getMessage(), raw);
            }
        }
        return new Row.Values(line, slots.values(values), raw);
    }
}
