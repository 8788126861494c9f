// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Takes the cells of one row after another from the parser. Keeps no more of a row than the limits
 * allow, and nothing at all of a row that is only counted.
 *
 * <p>Lines are counted here: the parser takes {@code \r} and a later {@code \n} in one quoted cell
 * for a single line break.
 */
final class CellCollector extends AbstractBaseCsvCallbackHandler<CellCollector> {

    private static final int FIRST_GUESS = 16;

    private final int maxCells;
    private final int maxRowLength;

    private int columns;
    private int ignoredFrom = Integer.MAX_VALUE;
    private int ignoredTo = Integer.MAX_VALUE;
    private boolean keeping = true;
    private CellHandler handler;
    private boolean lineColumn;

    private long cellsParsed;
    private long line;
    private long nextLine = 1;

    private String[] texts = new String[FIRST_GUESS];
    private BitSet quoted;
    private int kept;
    private int count;
    private long length;
    private boolean blank;

    /**
     * @param maxCells of a row to be kept
     * @param maxRowLength characters of a row to be kept
     */
    CellCollector(final int maxCells, final int maxRowLength) {
        this.maxCells = maxCells;
        this.maxRowLength = maxRowLength;
    }

    /**
     * What the header says about the rows to come.
     *
     * @param columnCount how many cells a row should have, those ignored not counted
     * @param from first of the cells to ignore
     * @param to the cell after the last to ignore
     */
    void expect(final int columnCount, final int from, final int to) {
        columns = columnCount;
        ignoredFrom = from;
        ignoredTo = to;
    }

    /** From now on the first cell of a row is no value but the row's line. */
    void takeLines() {
        lineColumn = true;
    }

    /** Whether cells are kept, or rows only counted. */
    void keep(final boolean keep) {
        keeping = keep;
    }

    /** Who takes the cells of the columns from now on, instead of their being kept. */
    void handTo(final CellHandler other) {
        handler = other;
    }

    /** Cells parsed in the whole file. */
    long cellsParsed() {
        return cellsParsed;
    }

    /** Line on which the row starts. */
    long line() {
        return line;
    }

    /** Line on which the cell that the parser stands in starts. */
    long cellLine() {
        return nextLine - 1;
    }

    /** How many cells the row has, those ignored not counted. */
    int count() {
        return count;
    }

    /** Place among the columns of the cell that the parser stands in, or -1 when it is ignored. */
    int cellIndex() {
        final int index = getFieldCount() - (lineColumn ? 1 : 0);
        return index < 0 || index >= ignoredFrom && index < ignoredTo ? -1 : count;
    }

    /** Whether the row has more characters than allowed. */
    boolean tooLong() {
        return length > maxRowLength;
    }

    /** The row's cells, as many as were kept; to be called once a row. */
    RawCells takeCells() {
        final String[] cells;
        if (kept == texts.length) {
            cells = texts;
            texts = null;
        } else {
            cells = Arrays.copyOf(texts, kept);
        }
        return new RawCells(cells, quoted == null ? new BitSet(0) : quoted);
    }

    @Override
    protected void handleBegin(final long startingLineNumber) {
        line = nextLine++;
        kept = 0;
        count = 0;
        length = 0;
        quoted = null;
        blank = false;
        final int expected = columns == 0 ? FIRST_GUESS : columns;
        if (texts == null || texts.length != expected) {
            texts = new String[expected];
        }
    }

    @Override
    protected void handleField(
            final int index,
            final char[] buffer,
            final int offset,
            final int cellLength,
            final boolean inQuotes) {
        cellsParsed++;
        if (inQuotes) {
            nextLine += lineBreaks(buffer, offset, cellLength);
        }
        final int place = lineColumn ? index - 1 : index;
        if (place < 0) {
            line = LineColumn.line(buffer, offset, cellLength, line);
            nextLine = line + 1;
            return;
        }
        if (place >= ignoredFrom && place < ignoredTo) {
            return;
        }
        final int cell = count++;
        blank = cell == 0 && !inQuotes && isBlank(buffer, offset, cellLength);
        // The delimiter counts too, or a row of empty cells had no end.
        length += cellLength + 1;
        if (length > maxRowLength + 1L) {
            return;
        }
        if (handler != null) {
            if (cell < columns) {
                handler.cell(cell, buffer, offset, cellLength, inQuotes);
            }
        } else if (keeping && cell < maxCells) {
            if (cell == texts.length) {
                texts = Arrays.copyOf(texts, Math.min(maxCells, texts.length * 2));
            }
            texts[cell] = cellLength == 0 ? "" : new String(buffer, offset, cellLength);
            if (inQuotes) {
                if (quoted == null) {
                    quoted = new BitSet(columns);
                }
                quoted.set(cell);
            }
            kept = cell + 1;
        }
    }

    @Override
    protected CellCollector buildRecord() {
        // The last cell has no delimiter after it.
        length--;
        // White space alone on a line is a blank line too, unless it can be the only cell's value.
        final boolean skipped =
                getRecordType() != RecordType.DATA || blank && count == 1 && columns != 1;
        return skipped ? null : this;
    }

    private static int lineBreaks(final char[] buffer, final int offset, final int length) {
        int breaks = 0;
        for (int i = offset; i < offset + length; i++) {
            final char c = buffer[i];
            if (c <= '\r' && (c == '\r' || c == '\n' && (i == offset || buffer[i - 1] != '\r'))) {
                breaks++;
            }
        }
        return breaks;
    }

    private static boolean isBlank(final char[] buffer, final int offset, final int length) {
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }
}
