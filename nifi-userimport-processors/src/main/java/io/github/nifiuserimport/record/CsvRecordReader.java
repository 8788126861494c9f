// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.csv.CsvCells;
import io.github.nifiuserimport.record.FieldTree.Leaf;
import io.github.nifiuserimport.record.Shape.Kind;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.Slots;
import io.github.nifiuserimport.text.Text;
import io.github.nifiuserimport.value.CellFault;
import io.github.nifiuserimport.value.NumberText;
import io.github.nifiuserimport.value.Scalars;
import java.io.IOException;
import java.util.Arrays;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * CSV for NiFi's own record processors. For a rejected row it throws an exception that says where
 * and why; the rows after it can still be read.
 */
public final class CsvRecordReader implements RecordReader {

    private final CsvCells cells;
    private final FieldTree tree;
    private final Kind[] kinds;
    private final NumberText number = new NumberText();

    // Of the row's cells.
    private final Object[] values;
    private final String[] unconverted;
    private boolean toConvert;
    private CellFault fault;
    private int faultColumn;

    /**
     * @param types of the file's columns
     * @param cells before the first row; closed with this
     */
    public CsvRecordReader(final CsvTypes types, final CsvCells cells) {
        this.cells = cells;
        tree = types.tree();
        final int columns = cells.header().size();
        kinds = new Kind[columns];
        for (int column = 0; column < columns; column++) {
            final Leaf leaf = tree.leaf(column);
            kinds[column] = leaf == null ? null : leaf.shape().kind();
        }
        values = new Object[columns];
        unconverted = new String[columns];
        cells.handTo(this::take);
    }

    /**
     * {@inheritDoc} The schema is the rows' own: nothing is to be coerced, nothing to be dropped.
     */
    @Override
    public Record nextRecord(final boolean coerceTypes, final boolean dropUnknownFields)
            throws IOException, MalformedRecordException {
        fault = null;
        try {
            if (!cells.next()) {
                return null;
            }
        } catch (final FileFault e) {
            throw new MalformedRecordException(e.getMessage(), e);
        }
        final String reason = rejected();
        if (reason != null) {
            // What it holds may be large, and the next row may be rejected before it has more.
            Arrays.fill(values, null);
            Arrays.fill(unconverted, null);
            toConvert = false;
            throw new MalformedRecordException(reason);
        }
        if (toConvert) {
            convert();
        }
        return tree.record(values);
    }

    /** Where and why the row is rejected, or null. */
    private String rejected() {
        final String rowFault = cells.rowFault();
        if (rowFault != null) {
            return Text.format("line %d: %s", cells.line(), rowFault);
        }
        return fault == null
                ? null
                : Text.format(
                        "line %d, column %s: %s",
                        cells.line(), cells.header().get(faultColumn).name(), fault.getMessage());
    }

    private void take(
            final int column,
            final char[] buffer,
            final int offset,
            final int length,
            final boolean quoted) {
        if (unconverted[column] != null) {
            // Of a row that was passed over.
            unconverted[column] = null;
        }
        final Object plain = length == 0 ? null : plain(kinds[column], buffer, offset, length);
        if (plain != null) {
            values[column] = plain;
        } else {
            other(column, length == 0 ? "" : new String(buffer, offset, length), quoted);
        }
    }

    /** The value of a cell that is what most in a column of that kind are; else null. */
    private Object plain(final Kind kind, final char[] buffer, final int offset, final int length) {
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case LONG ->
                    number.read(buffer, offset, length) && number.isWhole() ? number.whole() : null;
            case DECIMAL -> number.read(buffer, offset, length) ? number.decimal() : null;
            case BOOLEAN -> Scalars.logical(buffer, offset, length);
            case TEXT ->
                    cells.isPlain(buffer, offset, length)
                            ? new String(buffer, offset, length)
                            : null;
            default -> null;
        };
    }

    private void other(final int column, final String text, final boolean quoted) {
        try {
            values[column] = cells.value(column, text, quoted);
            if (values[column] != null && values[column] != Slots.NULL) {
                unconverted[column] = text;
                toConvert = true;
            }
        } catch (final CellFault e) {
            if (fault == null) {
                fault = e;
                faultColumn = column;
            }
        }
    }

    /** Only now: what a rejected row holds need not fit the types. */
    private void convert() {
        for (int column = 0; column < values.length; column++) {
            if (unconverted[column] != null) {
                values[column] = tree.convert(column, values[column], unconverted[column]);
                unconverted[column] = null;
            }
        }
        toConvert = false;
    }

    @Override
    public RecordSchema getSchema() {
        return tree.schema();
    }

    @Override
    public void close() throws IOException {
        cells.close();
    }
}
