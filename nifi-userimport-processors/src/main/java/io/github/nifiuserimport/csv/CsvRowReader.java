// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;

/**
 * Reads rows of CSV by FastCSV's parser, and says what is wrong with a file in a person's words.
 */
final class CsvRowReader implements RowReader {

    /** The parser reads this many characters ahead at most, several times over. */
    private static final int PARSER_READ_AHEAD = 32 * 1024;

    private final CsvFormat format;
    private final char delimiter;
    private final ParserInput input;
    private final CellCollector collector;
    private final CsvReader<CellCollector> parser;
    private final Iterator<CellCollector> rows;

    private final long headerLine;
    private final List<Column> header;
    private final Slots slots;
    private final boolean[] typed;
    private final Object[] values;
    private final boolean rejectedRows;

    private FileFault fault;

    private CsvRowReader(final CsvFormat format, final Utf8Reader text, final HeaderMapping mapping)
            throws IOException, FileFault {
        this.format = format;
        final int maxCells = format.maxColumns() + Header.ERROR_COLUMNS.size();
        collector = new CellCollector(maxCells, format.maxRowLength());
        input = new ParserInput(text, collector::cellsParsed, format.maxRowLength());
        delimiter = findDelimiter().symbol();
        parser =
                CsvReader.builder()
                        .fieldSeparator(delimiter)
                        .quoteCharacter(CsvFormat.QUOTE)
                        .allowUnclosedQuote(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .maxBufferSize(format.maxRowLength() + PARSER_READ_AHEAD)
                        .build(collector, input);
        rows = parser.iterator();

        final Header found = readHeader(mapping);
        headerLine = collector.line();
        header = found.columns();
        final int columns = header.size();
        collector.expect(
                columns,
                found.errorColumns() ? columns : Integer.MAX_VALUE,
                found.errorColumns() ? columns + Header.ERROR_COLUMNS.size() : Integer.MAX_VALUE);
        slots = Slots.of(header);
        values = new Object[columns];
        rejectedRows = found.errorColumns();
        typed = new boolean[columns];
        for (final Column column : header) {
            typed[column.index()] =
                    format.typed()
                            && !format.textColumns().contains(column.name())
                            && !found.texts().get(column.index());
        }
    }

    /** Reads up to the first row; closes the content when that fails. */
    static CsvRowReader open(
            final InputStream content, final CsvFormat format, final HeaderMapping mapping)
            throws IOException, FileFault {
        try {
            return new CsvRowReader(format, Utf8Reader.open(content), mapping);
        } catch (final IOException | FileFault | RuntimeException e) {
            try {
                content.close();
            } catch (final IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    private Delimiter findDelimiter() throws IOException {
        final Delimiter ofPart = format.lineColumn() ? input.delimiterOfPart() : null;
        if (ofPart != null) {
            collector.takeLines();
            return ofPart;
        }
        return format.delimiter() == Delimiter.DETECT
                ? input.detectDelimiter()
                : format.delimiter();
    }

    private Header readHeader(final HeaderMapping mapping) throws IOException, FileFault {
        if (!advance()) {
            throw new FileFault(
                    0,
                    null,
                    "the file is empty: it has no header; its first line has to name the columns");
        }
        final long line = collector.line();
        if (collector.tooLong()) {
            throw new FileFault(line, null, tooLong("header"));
        }
        final RawCells cells = collector.takeCells();
        final Header found =
                collector.count() > cells.size()
                        ? null
                        : Header.of(line, cells, delimiter, mapping);
        if (found == null || found.columns().size() > format.maxColumns()) {
            throw new FileFault(
                    line,
                    null,
                    Messages.format(
                            "the header has %,d columns; at most %,d are allowed",
                            collector.count(), format.maxColumns()));
        }
        return found;
    }

    @Override
    public List<Column> header() {
        return header;
    }

    @Override
    public long headerLine() {
        return headerLine;
    }

    @Override
    public RowNotation notation() {
        return new CsvNotation(header, delimiter);
    }

    @Override
    public Row next() throws IOException, FileFault {
        return advance() ? row() : null;
    }

    @Override
    public long skip(final long rows) throws IOException, FileFault {
        collector.keep(false);
        try {
            long skipped = 0;
            while (skipped < rows && advance()) {
                skipped++;
            }
            return skipped;
        } finally {
            collector.keep(true);
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private Row row() {
        final long line = collector.line();
        final RawCells cells = collector.takeCells();
        if (collector.tooLong()) {
            return new Row.Rejected(
                    line, null, tooLong("row") + "; its other cells are not kept", cells);
        }
        if (collector.count() != header.size()) {
            return new Row.Rejected(line, null, wrongCount(collector.count()), cells);
        }
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = value(i, cells);
            } catch (final CellFault e) {
                return new Row.Rejected(line, header.get(i).name(), e.getMessage(), cells);
            }
        }
        return new Row.Values(line, slots.values(values), cells);
    }

    private Object value(final int index, final RawCells cells) throws CellFault {
        final String text = cells.texts()[index];
        if (rejectedRows && CsvNotation.MISSING.equals(text)) {
            throw new CellFault(
                    "is still marked as missing, since the row had too few cells; put the values where they belong, or empty this cell if there are no more");
        }
        if (header.get(index).isPassedOver()) {
            return null;
        }
        if (!text.isEmpty()) {
            return typed[index] ? CellTyper.value(text) : CellTyper.storable(text);
        }
        if (cells.quoted().get(index)) {
            return text;
        }
        return format.emptyCells() == EmptyCells.CLEAR ? Slots.NULL : null;
    }

    private String tooLong(final String what) {
        return Messages.format(
                "the %s has more than the %,d characters that a row may have",
                what, format.maxRowLength());
    }

    private String wrongCount(final int count) {
        final String advice =
                count < header.size()
                        ? "add the missing ones, empty if need be"
                        : Messages.format(
                                "put a cell that holds the delimiter, %s, in double quotes",
                                Delimiter.describe(delimiter));
        final String dropped =
                count > format.maxColumns() + Header.ERROR_COLUMNS.size()
                        ? Messages.format(
                                "; only the first %,d are kept",
                                format.maxColumns() + Header.ERROR_COLUMNS.size())
                        : "";
        return Messages.format(
                "the row has %,d %s, the header has %,d %s%s; %s",
                count,
                count == 1 ? "cell" : "cells",
                header.size(),
                header.size() == 1 ? "column" : "columns",
                dropped,
                advice);
    }

    /** Lets the parser collect the next row; false when there is none. */
    private boolean advance() throws IOException, FileFault {
        if (fault != null) {
            throw fault;
        }
        try {
            if (!rows.hasNext()) {
                return false;
            }
            rows.next();
            return true;
        } catch (final UncheckedIOException e) {
            fault =
                    switch (e.getCause()) {
                        case NotUtf8Exception notUtf8 ->
                                faultInCell(
                                        notUtf8.getMessage()
                                                + "; save the file as UTF-8 and import it again");
                        case CellTooLongException tooLong ->
                                faultInCell(
                                        Messages.format(
                                                "a cell that starts here does not end within the %,d characters that a row may have; is a double quote never closed?",
                                                format.maxRowLength()));
                        default -> throw e.getCause();
                    };
        } catch (final CsvParseException e) {
            // The parser wraps its own exceptions, and whatever else goes wrong while it runs.
            if (e.getCause() != null && !(e.getCause() instanceof CsvParseException)) {
                throw e;
            }
            fault =
                    input.ended()
                            ? faultInCell(
                                    "a double quote opens here and is never closed; close it, or double every quote that is part of a value")
                            : faultInCell(
                                    "in the cell that starts here, text follows the closing double quote; double every quote that is part of a value, and look for one that is never closed");
        }
        throw fault;
    }

    private FileFault faultInCell(final String reason) {
        final int index = collector.cellIndex();
        final boolean known = header != null && index >= 0 && index < header.size();
        return new FileFault(collector.cellLine(), known ? header.get(index).name() : null, reason);
    }
}
