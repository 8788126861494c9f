// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.Header;
import io.github.nifiuserimport.row.HeaderMapping;
import io.github.nifiuserimport.row.JsonNotation;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowNotation;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.row.Slots;
import io.github.nifiuserimport.text.Text;
import io.github.nifiuserimport.value.CellFault;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;

/**
 * The records of any NiFi reader as rows. Nested fields stand for the dotted names of CSV, and the
 * number of a record, from 1, for the line.
 */
public final class RecordRows implements RowReader {

    private final WatchedContent content;
    private final RecordReader records;
    private final RecordFields fields;
    private final boolean stockCsv;
    private final boolean guessed;
    private final List<Column> header;
    private final Slots slots;
    private final RowNotation notation;

    private long number;
    private FileFault fault;

    /** Makes the reader of one file. */
    @FunctionalInterface
    public interface Opening {

        /**
         * Reads as far as the schema needs.
         *
         * @throws Exception of any kind: what readers throw for a broken file differs
         */
        RecordReader open(InputStream content) throws Exception;
    }

    private RecordRows(
            final WatchedContent content, final RecordReader records, final HeaderMapping mapping)
            throws Exception {
        this.content = content;
        this.records = records;
        fields = RecordFields.of(records.getSchema());
        header =
                Header.ofFields(
                                fields.paths().stream()
                                        .map(path -> String.join(".", path))
                                        .toList(),
                                mapping)
                        .columns();
        guessed = InferredText.isOf(records, records.getSchema());
        stockCsv = StockCsvReader.is(records);
        if (stockCsv) {
            StockCsvReader.check(records.getSchema(), fields, header);
        }
        final List<Column> own = new ArrayList<>(header.size());
        for (final Column column : header) {
            own.add(new Column(column.index(), column.name(), fields.paths().get(column.index())));
        }
        slots = Slots.of(header);
        notation = new JsonNotation(own);
    }

    /**
     * Opens a file.
     *
     * @param content the file's bytes; closed with the reader, or at once when opening fails
     * @param opening makes NiFi's reader
     * @param mapping where the columns' values go, and which of them are text
     * @throws FileFault when the file is none that the reader can read
     * @throws IOException when the bytes cannot be read
     */
    public static RecordRows open(
            final InputStream content, final Opening opening, final HeaderMapping mapping)
            throws IOException, FileFault {
        final WatchedContent watched = new WatchedContent(content);
        try {
            return new RecordRows(watched, opening.open(watched), mapping);
        } catch (final Exception e) {
            try {
                content.close();
            } catch (final IOException closing) {
                e.addSuppressed(closing);
            }
            watched.check();
            throw e instanceof FileFault known
                    ? known
                    : fault("the records cannot be read: " + ReaderMessage.of(e), e);
        }
    }

    @Override
    public List<Column> header() {
        return header;
    }

    @Override
    public long headerLine() {
        return 0;
    }

    @Override
    public RowNotation notation() {
        return notation;
    }

    @Override
    public Row next() throws IOException, FileFault {
        final Record record = read();
        return record == null ? null : row(record);
    }

    @Override
    public long skip(final long rows) throws IOException, FileFault {
        long skipped = 0;
        while (skipped < rows && read() != null) {
            skipped++;
        }
        return skipped;
    }

    @Override
    public long ordinal() {
        return number - 1;
    }

    @Override
    public void close() throws IOException {
        try (content) {
            records.close();
        }
    }

    /**
     * Values are taken as the reader has them: coercing them would make the text 00123 a number
     * where a field has several types. Of CSV some readers make numbers all the same: see {@link
     * StockCsvReader}.
     */
    private Record read() throws IOException, FileFault {
        if (fault != null) {
            throw fault;
        }
        try {
            final Record record = records.nextRecord(false, false);
            if (record != null) {
                number++;
            }
            if (stockCsv && record == null) {
                StockCsvReader.checkEnd(records, content.hashLine());
            }
            if (stockCsv && record != null && number == 1) {
                StockCsvReader.checkFirst(record);
                // Not all of its parsers have read the header before they are asked for a row.
                StockCsvReader.checkHeader(records.getSchema(), content.first());
            }
            return record;
        } catch (final FileFault e) {
            fault = e;
            throw e;
        } catch (final Exception e) {
            content.check();
            fault =
                    fault(
                            Text.format(
                                    "record %d cannot be read, nor any after it: %s",
                                    number + 1, ReaderMessage.of(e)),
                            e);
            throw fault;
        }
    }

    private static FileFault fault(final String reason, final Exception cause) {
        final FileFault fault = new FileFault(0, null, reason);
        fault.initCause(cause);
        return fault;
    }

    private Row row(final Record record) {
        final RecordCells cells = new RecordCells(header.size());
        final Faults faults = new Faults();
        final String rowFault =
                stockCsv
                        ? StockCsvReader.rowFault(record, record.getSchema().getFieldCount())
                        : null;
        if (rowFault != null) {
            faults.add(null, rowFault);
        }
        read(fields.root(), record::getValue, cells, faults);
        return faults.reason == null
                ? new Row.Values(number, slots.values(cells.values()), cells.raw())
                : new Row.Rejected(number, faults.column, faults.reason, cells.raw());
    }

    private void read(
            final List<RecordFields.Field> of,
            final Function<RecordField, Object> values,
            final RecordCells cells,
            final Faults faults) {
        for (final RecordFields.Field field : of) {
            final Object value = values.apply(field.field());
            if (value == null) {
                // Not given: Avro and Parquet have no other way to say so.
                continue;
            }
            if (field.isLeaf()) {
                final Column column = header.get(field.column());
                final DataType type = field.field().getDataType();
                final boolean text = column.text();
                final boolean guess = guessed && !text && InferredText.isGuess(value, type);
                try {
                    cells.set(
                            column.index(),
                            guess ? InferredText.typed(value) : value,
                            guess ? null : type,
                            text);
                } catch (final CellFault fault) {
                    if (!column.isPassedOver()) {
                        faults.add(column.name(), fault.getMessage());
                    }
                }
                continue;
            }
            switch (value) {
                case Record nested -> read(field.fields(), nested::getValue, cells, faults);
                case Map<?, ?> nested ->
                        read(
                                field.fields(),
                                each -> nested.get(each.getFieldName()),
                                cells,
                                faults);
                default ->
                        faults.add(
                                field.field().getFieldName(),
                                "is not a record, although the schema says so; correct the schema or the file");
            }
        }
    }

    /** The first fault of a record; its other fields are still gathered, to be handed back. */
    private static final class Faults {

        private String column;
        private String reason;

        void add(final String of, final String why) {
            if (reason == null) {
                column = of;
                reason = why;
            }
        }
    }
}
