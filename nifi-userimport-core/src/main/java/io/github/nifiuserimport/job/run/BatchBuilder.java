// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.layout.RowMapper;
import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowNotation;
import io.github.nifiuserimport.row.RowReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers rows for one transaction: those to apply, those rejected and those passed over, in file
 * order.
 */
final class BatchBuilder {

    /**
     * What a cell takes beside its text (its name in a map, its value, its name in JSON), as so
     * many characters. In a file of many short cells that is nearly all.
     */
    private static final int CHARACTERS_OF_A_CELL = 40;

    private final long firstRow;
    private final RowNotation notation;
    private final RowMapper mapper;
    private final List<ImportRow> accepted = new ArrayList<>();
    private final List<RejectedRow> rejected = new ArrayList<>();
    private final List<WarnedRow> passedOver = new ArrayList<>();
    private int rows;
    private long characters;

    BatchBuilder(final long firstRow, final RowReader reader, final RowMapper mapper) {
        this.firstRow = firstRow;
        this.notation = reader.notation();
        this.mapper = mapper;
    }

    int rows() {
        return rows;
    }

    /** A measure of the memory that the cells gathered take, in characters. */
    long characters() {
        return characters;
    }

    void add(final Row row) {
        switch (row) {
            case Row.Values values -> {
                try {
                    accepted.add(
                            new ImportRow(
                                    firstRow + rows, row.line(), mapper.map(values.values())));
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
                            new WarnedRow(firstRow + rows, row.line(), null, other.warning()));
            case Row.Rejected fault -> reject(row, fault.column(), fault.error());
        }
        rows++;
        for (final String cell : row.cells().texts()) {
            if (!cell.isEmpty()) {
                characters += CHARACTERS_OF_A_CELL + cell.length();
            }
        }
    }

    private void reject(final Row row, final String column, final String error) {
        final RawCells cells = row.cells();
        rejected.add(
                new RejectedRow(
                        firstRow + rows,
                        row.line(),
                        column,
                        error,
                        notation.row(cells),
                        notation.overflow(cells)));
    }

    Batch build(final PartId part, final String appId, final boolean last, final String delivery) {
        return new Batch(
                part, appId, firstRow, rows, accepted, rejected, passedOver, last, delivery);
    }
}
