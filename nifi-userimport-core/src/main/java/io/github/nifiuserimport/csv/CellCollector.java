// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.value.ExcelText;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Takes the cells of one row after another from the parser. Keeps no more of a row than the limits
 * allow, and nothing at all of a row that is only counted.
 *
 * <p>Lines are counted here: the parser says on which line a row starts, not on which a cell does.
 */
final class CellCollector extends AbstractBaseCsvCallbackHandler<CellCollector> {

    private static final int FIRST_GUESS = 16;

    private final int maxCells;
    private final int maxRowLength;
    private final boolean trimmed;
    private final boolean emptyStrings;
    private final NullStrings nullStrings;

    private String[] heading;
    private int columns;
    private int ignoredFrom = Integer.MAX_VALUE;
    private int ignoredTo = Integer.MAX_VALUE;
    private boolean keeping = true;
    private CellHandler handler;
    private boolean lineColumn;

    private long cellsParsed;
    private long line;
    private long nextLine = 1;
    private long ordinal = -1;

    private String[] texts = new String[FIRST_GUESS];
    private BitSet quoted;
    private int kept;
    private int count;
    private long length;
    private boolean filled;

    /** Place of the last cell with a text, those ignored not counted, or -1. */
    private int lastFilled;

    /** How many empty cells behind the last that the header has were dropped. */
    private int dropped;

    /** Whether all cells so far are the header's. */
    private boolean repeating;

    /**
     * @param maxCells of a row to be kept
     * @param maxRowLength characters of a row to be kept
     * @param rules what cells say
     * @param nullStrings as the rules have them
     */
    CellCollector(
            final int maxCells,
            final int maxRowLength,
            final CellRules rules,
            final NullStrings nullStrings) {
        this.maxCells = maxCells;
        this.maxRowLength = maxRowLength;
        this.nullStrings = nullStrings;
        trimmed = rules.trimmed();
        emptyStrings = rules.emptyStrings();
    }

    /**
     * What the header says about the rows to come.
     *
     * @param names of the columns as they stand in the header
     * @param columnCount how many cells a row should have, those ignored not counted
     * @param from first of the cells to ignore
     * @param to the cell after the last to ignore
     */
    void expect(final String[] names, final int columnCount, final int from, final int to) {
        heading = names;
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

    /** Ordinal that stands behind the row's line, or -1. */
    long ordinal() {
        return ordinal;
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

    /** How many empty cells behind those of the row were dropped. */
    int dropped() {
        return dropped;
    }

    /** Place of the last cell with a text, or -1. */
    int lastFilled() {
        return lastFilled;
    }

    /** From which line on lines are counted, when not from the first. */
    void startAt(final long firstLine) {
        nextLine = firstLine;
    }

    /** Whether the row says the same as the header. */
    boolean repeatsHeader() {
        return repeating;
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
        filled = false;
        lastFilled = -1;
        dropped = 0;
        repeating = heading != null;
        final int expected = columns == 0 ? FIRST_GUESS : columns;
        if (texts == null || texts.length != expected) {
            texts = new String[expected];
        }
    }

    @Override
    protected void handleField(
            final int index,
            final char[] buffer,
            final int from,
            final int fullLength,
            final boolean inQuotes) {
        cellsParsed++;
        int offset = from;
        int end = from + fullLength;
        if (inQuotes) {
            nextLine += lineBreaks(buffer, offset, fullLength);
        } else if (trimmed && fullLength > 0 && (buffer[offset] <= ' ' || buffer[end - 1] <= ' ')) {
            end = endOfText(buffer, offset, end);
            offset = startOfText(buffer, offset, end);
        }
        final int place = lineColumn ? index - 1 : index;
        final int cellLength = end - offset;
        if (place < 0) {
            takeLine(buffer, offset, cellLength);
            return;
        }
        final boolean ignored = place >= ignoredFrom && place < ignoredTo;
        if (cellLength > 0) {
            if (inQuotes || trimmed || !isBlank(buffer, offset, cellLength)) {
                filled = true;
                lastFilled = ignored ? lastFilled : count;
            } else if (columns == 1 && place == 0) {
                // White space that is not dropped can be the only cell's value.
                filled = true;
            }
        }
        if (ignored) {
            return;
        }
        final int cell = count++;
        if (repeating) {
            repeating = isHeading(cell, buffer, offset, cellLength);
        }
        // The delimiter counts too, or a row of empty cells had no end.
        length += fullLength + 1;
        if (length > maxRowLength + 1L) {
            return;
        }
        if (handler == null) {
            keep(cell, buffer, offset, cellLength, inQuotes);
        } else if (cell < columns) {
            if (cellLength > 0 && isPlain(buffer[offset])) {
                handler.cell(cell, buffer, offset, cellLength, inQuotes);
            } else {
                handOver(cell, buffer, offset, cellLength, inQuotes);
            }
        }
    }

    private void takeLine(final char[] buffer, final int offset, final int cellLength) {
        final int ordinalFrom = LineColumn.ordinal(buffer, offset, cellLength);
        final int end = offset + cellLength;
        final int lineLength = ordinalFrom < end ? ordinalFrom - 1 - offset : cellLength;
        line = LineColumn.number(buffer, offset, lineLength, line);
        ordinal = LineColumn.number(buffer, ordinalFrom, end - ordinalFrom, -1);
        nextLine = line + 1;
    }

    private void keep(
            final int cell,
            final char[] buffer,
            final int offset,
            final int cellLength,
            final boolean inQuotes) {
        if (!keeping || cell >= maxCells) {
            return;
        }
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

    /** Whether a cell that begins so surely says what stands there. */
    private boolean isPlain(final char first) {
        return first != '=' && !nullStrings.mayBegin(first);
    }

    /** As what the cell says, so that nobody has to ask for markers and the like again. */
    private void handOver(
            final int cell,
            final char[] buffer,
            final int offset,
            final int cellLength,
            final boolean inQuotes) {
        if (!inQuotes && nullStrings.contain(buffer, offset, cellLength)) {
            handler.cell(cell, buffer, offset, 0, false);
            return;
        }
        final int unwrapped =
                ExcelText.mayBe(buffer, offset, cellLength)
                        ? ExcelText.unwrap(buffer, offset, cellLength)
                        : -1;
        final int said = unwrapped < 0 ? cellLength : unwrapped;
        handler.cell(
                cell,
                buffer,
                offset,
                said,
                said > 0 ? inQuotes : emptyStrings && (inQuotes || unwrapped == 0));
    }

    @Override
    protected CellCollector buildRecord() {
        // The last cell has no delimiter after it.
        length--;
        if (getRecordType() != RecordType.DATA || !filled) {
            return null;
        }
        if (count > columns && lastFilled < columns || columns == 0) {
            final int wanted = columns == 0 ? lastFilled + 1 : columns;
            dropped = count - wanted;
            count = wanted;
            kept = Math.min(kept, count);
        }
        repeating = repeating && count == heading.length;
        return this;
    }

    /** Whether a cell is the header's, with whose first a byte order mark may have come. */
    private boolean isHeading(
            final int cell, final char[] buffer, final int offset, final int cellLength) {
        if (cell >= heading.length) {
            return cellLength == 0;
        }
        final String name = heading[cell];
        final int mark =
                cell == 0
                                && cellLength > 0
                                && buffer[offset] == CsvNotation.BYTE_ORDER_MARK.charAt(0)
                        ? 1
                        : 0;
        final int from = offset + mark;
        final int to = offset + cellLength;
        if (mark == 1 && to - from == name.length() + 2 && buffer[from] == CsvFormat.QUOTE) {
            return isText(name, buffer, from + 1) && buffer[to - 1] == CsvFormat.QUOTE;
        }
        return to - from == name.length() && isText(name, buffer, from);
    }

    private static boolean isText(final String text, final char[] buffer, final int offset) {
        for (int i = 0; i < text.length(); i++) {
            if (buffer[offset + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
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
            if (!isSpace(buffer[i])) {
                return false;
            }
        }
        return true;
    }

    private static int endOfText(final char[] buffer, final int from, final int to) {
        int end = to;
        while (end > from && isSpace(buffer[end - 1])) {
            end--;
        }
        return end;
    }

    private static int startOfText(final char[] buffer, final int from, final int to) {
        int start = from;
        while (start < to && isSpace(buffer[start])) {
            start++;
        }
        return start;
    }

    private static boolean isSpace(final char c) {
        return c == ' ' || c == '\t';
    }
}
