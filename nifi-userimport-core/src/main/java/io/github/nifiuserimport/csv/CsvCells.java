// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.Delimiter;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.Header;
import io.github.nifiuserimport.row.HeaderMapping;
import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.row.Slots;
import io.github.nifiuserimport.text.Text;
import io.github.nifiuserimport.value.CellFault;
import io.github.nifiuserimport.value.CellTyper;
import io.github.nifiuserimport.value.ExcelText;
import io.github.nifiuserimport.value.Storable;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;

/**
 * The cells of a CSV file, row by row, by FastCSV's parser. Says what is wrong with a file in a
 * person's words.
 */
public final class CsvCells implements Closeable {

    /** The parser reads this many characters ahead at most, several times over. */
    private static final int PARSER_READ_AHEAD = 64 * 1024;

    private final CsvFormat format;
    private final HeaderMapping mapping;
    private final char delimiter;
    private final Utf8Reader text;
    private final ParserInput input;

    /** Null where there is nothing to drop beside quotes. */
    private final QuotePadding padding;

    private final NullStrings nullStrings;
    private final CellCollector collector;
    private final CsvReader<CellCollector> parser;
    private final Iterator<CellCollector> rows;

    private final long headerLine;
    private final List<Column> header;
    private final boolean[] typed;
    private final boolean rejectedRows;

    /** How many columns behind the header's have no name. */
    private final int unnamed;

    private boolean handing;
    private long firstRepeat;

    private FileFault fault;

    private CsvCells(
            final CsvFormat format,
            final Utf8Reader text,
            final HeaderMapping mapping,
            final boolean padded)
            throws IOException, FileFault {
        this.format = format;
        this.mapping = mapping;
        this.text = text;
        final int maxCells = format.maxColumns() + Header.ERROR_COLUMNS.size();
        nullStrings = new NullStrings(format.rules().nullStrings());
        collector = new CellCollector(maxCells, format.maxRowLength(), format.rules(), nullStrings);
        input = new ParserInput(text, collector::cellsParsed, format.maxRowLength());
        delimiter = findDelimiter();
        padding = padded ? new QuotePadding(input, delimiter) : null;
        parser =
                CsvReader.builder()
                        .fieldSeparator(delimiter)
                        .quoteCharacter(CsvFormat.QUOTE)
                        .allowUnclosedQuote(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .maxBufferSize(format.maxRowLength() + PARSER_READ_AHEAD)
                        .build(collector, padding == null ? input : padding);
        rows = parser.iterator();

        final Header found = readHeader(mapping);
        headerLine = collector.line();
        header = found.columns();
        final int columns = header.size();
        unnamed = found.errorColumns() ? 0 : collector.dropped();
        collector.expect(
                header.stream().map(Column::name).toArray(String[]::new),
                columns,
                found.errorColumns() ? columns : Integer.MAX_VALUE,
                found.errorColumns() ? columns + Header.ERROR_COLUMNS.size() : Integer.MAX_VALUE);
        rejectedRows = found.errorColumns();
        typed = new boolean[columns];
        for (final Column column : header) {
            typed[column.index()] =
                    format.typed()
                            && !format.textColumns().contains(column.name())
                            && !column.text();
        }
    }

    /** Reads up to the first row; closes the content when that fails. */
    static CsvCells open(
            final InputStream content, final CsvFormat format, final HeaderMapping mapping)
            throws IOException, FileFault {
        return open(content, format, mapping, format.rules().trimmed());
    }

    private static CsvCells open(
            final InputStream content,
            final CsvFormat format,
            final HeaderMapping mapping,
            final boolean padded)
            throws IOException, FileFault {
        try {
            return new CsvCells(format, Utf8Reader.open(content), mapping, padded);
        } catch (final IOException | FileFault | RuntimeException e) {
            try {
                content.close();
            } catch (final IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /**
     * The same content once more, with what is known of it by now.
     *
     * @param content at its first byte; closed with what is returned
     * @throws IllegalStateException unless this has been read to its end
     */
    public CsvCells again(final InputStream content) throws IOException, FileFault {
        if (!input.ended()) {
            throw new IllegalStateException("what comes is not known");
        }
        return open(content, format, mapping, padding != null && padding.hasDropped());
    }

    private char findDelimiter() throws IOException {
        final Character ofPart = format.lineColumn() ? input.delimiterOfPart() : null;
        if (ofPart != null) {
            collector.takeLines();
            return ofPart;
        }
        final Character named = input.takeSeparatorLine();
        if (named != null) {
            collector.startAt(2);
            return named;
        }
        return (format.delimiter() == Delimiter.DETECT
                        ? input.detectDelimiter()
                        : format.delimiter())
                .symbol();
    }

    private Header readHeader(final HeaderMapping mapping) throws IOException, FileFault {
        if (!next()) {
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
                    Text.format(
                            "the header has %,d columns; at most %,d are allowed. Remove some, or raise Maximum Columns",
                            collector.count(), format.maxColumns()));
        }
        return found;
    }

    /** The header's columns, in file order. */
    public List<Column> header() {
        return header;
    }

    /** Line on which the header starts. */
    long headerLine() {
        return headerLine;
    }

    /** What stands between two cells. */
    char delimiter() {
        return delimiter;
    }

    /**
     * From now on the cells of the header's columns go there, and are not kept for {@link
     * #takeCells}. Those of blank lines and of rows that turn out to be rejected go there too; such
     * a row may lack cells. Rows that repeat the header are passed over: see {@link #firstRepeat}.
     */
    public void handTo(final CellHandler handler) {
        handing = true;
        collector.handTo(handler);
    }

    /**
     * Goes on to the next row, whose cells are handed over on the way.
     *
     * @return false when there is none
     * @throws FileFault when the file as a whole turns out to be unusable
     */
    public boolean next() throws IOException, FileFault {
        boolean found = parseRow();
        while (handing && found && collector.repeatsHeader()) {
            firstRepeat = firstRepeat == 0 ? collector.line() : firstRepeat;
            found = parseRow();
        }
        return found;
    }

    private boolean parseRow() throws IOException, FileFault {
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
                                        Text.format(
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

    /** Line on which the row starts. */
    public long line() {
        return collector.line();
    }

    /** Ordinal that the row has beside its line, or -1: see {@link LineColumn}. */
    long ordinal() {
        return collector.ordinal();
    }

    /** Whether the row says nothing but what the header does. */
    boolean repeatsHeader() {
        return collector.repeatsHeader();
    }

    /** Line of the first row so far that repeated the header and was passed over, or 0. */
    public long firstRepeat() {
        return firstRepeat;
    }

    /** What is wrong with the row as a whole and what to do, or null. */
    public String rowFault() {
        if (collector.tooLong()) {
            return tooLong("row")
                    + "; its other cells are not kept. Shorten it, or raise Maximum Row Length";
        }
        if (collector.count() == header.size()) {
            return null;
        }
        final int last = collector.lastFilled();
        return last >= header.size() && last < header.size() + unnamed
                ? Text.format(
                        "column %,d has a value here and no name in the header; name it there, or empty the cell",
                        last + 1)
                : wrongCount(collector.count());
    }

    /** The row's cells, as many as were kept; to be called once a row. */
    RawCells takeCells() {
        return collector.takeCells();
    }

    /** In the cells of which columns numbers and the like are found. */
    public boolean[] typed() {
        return typed.clone();
    }

    /**
     * Whether a cell surely says nothing but its text, if it is no number and no boolean or its
     * column is one of text. {@link #value} tells what the others say, and of some it is the text
     * too: of {@code <b>}, and of all cells once U+0000 was read.
     *
     * @param length not 0
     */
    public boolean isPlain(final char[] buffer, final int offset, final int length) {
        return switch (buffer[offset]) {
            case '[', '{' -> false;
            // A cell that is marked as missing.
            case '<' -> false;
            default -> !text.nulRead();
        };
    }

    /**
     * What a cell says.
     *
     * @return null when it gives no value, {@link Slots#NULL} when it clears one
     * @throws CellFault when it holds something that cannot be stored
     */
    public Object value(final int column, final String text, final boolean quoted)
            throws CellFault {
        if (rejectedRows && CsvNotation.MISSING.equals(text)) {
            throw new CellFault(
                    "is still marked as missing, since the row had too few cells; put the values where they belong, or empty this cell if there are no more");
        }
        if (header.get(column).isPassedOver()) {
            return null;
        }
        if (text.isEmpty() || !quoted && nullStrings.contain(text)) {
            return noText(quoted);
        }
        final String said = ExcelText.unwrapped(text);
        if (said.isEmpty()) {
            return noText(true);
        }
        return typed[column] ? CellTyper.value(said) : Storable.utf8(said);
    }

    private Object noText(final boolean quoted) {
        if (quoted && format.rules().emptyStrings()) {
            return "";
        }
        return format.rules().emptyCells() == EmptyCells.CLEAR ? Slots.NULL : null;
    }

    /**
     * Passes over rows.
     *
     * @param rows how many at the most
     * @return how many there were
     */
    long skip(final long rows) throws IOException, FileFault {
        collector.keep(false);
        try {
            long skipped = 0;
            while (skipped < rows && next()) {
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

    private String tooLong(final String what) {
        return Text.format(
                "the %s has more than the %,d characters that a row may have",
                what, format.maxRowLength());
    }

    private String wrongCount(final int count) {
        final String advice =
                count < header.size()
                        ? "add the missing ones, empty if need be"
                        : Text.format(
                                "put a cell that holds the delimiter, %s, in double quotes",
                                Delimiter.describe(delimiter));
        final String dropped =
                count > format.maxColumns() + Header.ERROR_COLUMNS.size()
                        ? Text.format(
                                "; only the first %,d are kept",
                                format.maxColumns() + Header.ERROR_COLUMNS.size())
                        : "";
        return Text.format(
                "the row has %,d %s, the header has %,d %s%s; %s",
                count,
                count == 1 ? "cell" : "cells",
                header.size(),
                header.size() == 1 ? "column" : "columns",
                dropped,
                advice);
    }

    private FileFault faultInCell(final String reason) {
        final int index = collector.cellIndex();
        final boolean known = header != null && index >= 0 && index < header.size();
        return new FileFault(collector.cellLine(), known ? header.get(index).name() : null, reason);
    }
}
