// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.value.ExcelText;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of a CSV file as the bytes they are. Of their cells only those asked for are looked at. Cuts
 * rows where {@link CsvRowReader} does, many times faster. Of a part of a file, whose rows begin
 * with their lines ({@link LineColumn}), rows are what stands behind that column.
 *
 * <p>What it cannot cut it leaves to that reader, which has the words for what is wrong: after
 * {@link #next} has returned false, {@link #isDoubtful} tells whether rows are left.
 */
public final class RawRows implements Closeable {

    private static final int BUFFER = 256 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Instead of a row's end. */
    private static final int MORE_NEEDED = -1;

    private static final int DOUBTFUL = -2;

    /** What a cell is looked at for. */
    private static final byte NOTHING = 0;

    private static final byte KEY = 1;
    private static final byte MARK = 2;

    private final InputStream in;
    private final byte delimiter;
    private final int columns;
    private final int longest;
    private final boolean trimmed;
    private final boolean lineColumn;
    private final NullStrings nullStrings;
    private final byte[] cellUses;
    private final int cellsLookedAt;
    private final boolean[] endsCell = new boolean[256];

    private final Utf8Check utf8 = new Utf8Check();
    private byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private boolean ended;
    private boolean doubtful;

    private byte[] beforeHeader = {};
    private byte[] header;
    private int errorCells;

    private int start;
    private int end;
    private long line;
    private long nextLine = 1;
    private int lineBreaks;
    private int cells;
    private int lastFilled;
    private int marked;

    /** The number of cells that the row has before its first one: of a part, that with its line. */
    private int cellsBefore;

    /** Of a part: where the row's own cells begin, and its line in the whole file, or 0. */
    private int contentStart;

    private long statedLine;

    private byte[] keyBuffer = buffer;
    private int keyFrom;
    private int keyTo;

    /** Holds a key that does not stand in its row as it is. */
    private byte[] scratch = new byte[64];

    private RawRows(
            final InputStream in,
            final CsvFormat format,
            final CsvNotation notation,
            final Column key,
            final List<Column> marks) {
        this.in = in;
        delimiter = (byte) notation.delimiter();
        columns = notation.header().size();
        longest = format.maxRowLength();
        trimmed = format.rules().trimmed();
        lineColumn = format.lineColumn();
        nullStrings = new NullStrings(format.rules().nullStrings());
        cellUses = new byte[columns];
        cellUses[key.index()] = KEY;
        marks.forEach(mark -> cellUses[mark.index()] = MARK);
        // A mark counts only where the row has as many cells as it should: all are to be counted.
        cellsLookedAt = marks.isEmpty() ? key.index() + 1 : Integer.MAX_VALUE;
        for (final char symbol : new char[] {notation.delimiter(), '\r', '\n'}) {
            endsCell[symbol] = true;
        }
    }

    /**
     * Stands before the first row.
     *
     * @param content the file's bytes; closed with the rows, or at once when opening fails
     * @param format that the file is read by
     * @param notation of the file, as its reader gave it
     * @param key the column whose cells are the rows' keys
     * @param marks columns of which is asked whether they are filled
     */
    public static RawRows open(
            final InputStream content,
            final CsvFormat format,
            final CsvNotation notation,
            final Column key,
            final List<Column> marks)
            throws IOException {
        final RawRows rows = new RawRows(content, format, notation, key, marks);
        try {
            rows.readHeader();
            return rows;
        } catch (final IOException | RuntimeException e) {
            try {
                content.close();
            } catch (final IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    private void readHeader() throws IOException {
        while (limit < BYTE_ORDER_MARK.length && !ended) {
            fill();
        }
        if (limit >= BYTE_ORDER_MARK.length
                && Arrays.equals(
                        buffer,
                        0,
                        BYTE_ORDER_MARK.length,
                        BYTE_ORDER_MARK,
                        0,
                        BYTE_ORDER_MARK.length)) {
            position = BYTE_ORDER_MARK.length;
            beforeHeader = BYTE_ORDER_MARK;
        }
        if (lineColumn && beginsWithLines()) {
            cellsBefore = 1;
        } else {
            passSeparatorLine();
        }
        if (next()) {
            header = Arrays.copyOfRange(buffer, start, end);
            errorCells = Math.max(0, lastFilled + 1 - columns);
        }
    }

    private boolean beginsWithLines() throws IOException {
        final byte[] name = LineColumn.NAME.getBytes(StandardCharsets.US_ASCII);
        while (limit - position <= name.length && !ended) {
            fill();
        }
        return limit - position > name.length
                && Arrays.equals(buffer, position, position + name.length, name, 0, name.length)
                && buffer[position + name.length] == delimiter;
    }

    private void passSeparatorLine() throws IOException {
        while (limit - position < SeparatorLine.LONGEST && !ended) {
            fill();
        }
        final int length = Math.min(limit - position, SeparatorLine.LONGEST);
        final SeparatorLine line =
                SeparatorLine.find(
                        new String(buffer, position, length, StandardCharsets.ISO_8859_1));
        if (line != null) {
            final int mark = beforeHeader.length;
            beforeHeader = Arrays.copyOf(beforeHeader, mark + line.length());
            System.arraycopy(buffer, position, beforeHeader, mark, line.length());
            position += line.length();
            nextLine++;
        }
    }

    /**
     * What stands before the header: a byte order mark, a line that names the delimiter, both or
     * neither.
     */
    public byte[] beforeHeader() {
        return beforeHeader;
    }

    /** The header as it stands in the file, its line end included. */
    public byte[] header() {
        return header;
    }

    /** What stands between cells. */
    public byte delimiter() {
        return delimiter;
    }

    /**
     * Goes on to the next row; blank lines are none. False where there is none, or doubt begins.
     */
    public boolean next() throws IOException {
        while (!doubtful) {
            final int found = scan();
            if (found == MORE_NEEDED) {
                if (limit - position > longest) {
                    doubtful = true;
                } else {
                    fill();
                }
            } else if (found == DOUBTFUL) {
                doubtful = true;
            } else {
                start = cellsBefore > 0 ? contentStart : position;
                end = found;
                final boolean none = position == found;
                position = found;
                if (none) {
                    return false;
                }
                line = statedLine > 0 ? statedLine : nextLine;
                nextLine = line + 1 + lineBreaks;
                if (end - start > longest) {
                    doubtful = true;
                } else if (!isBlank()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether there may be something wrong with the file, or a row is very long. */
    public boolean isDoubtful() {
        return doubtful;
    }

    /** Line on which the row starts, 1 being the file's first. */
    public long line() {
        return line;
    }

    /** Holds the row, from {@link #start} to {@link #end}, until the next is asked for. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where the row begins. */
    public int start() {
        return start;
    }

    /** Where the row has ended, its line end included; the file's last row may have none. */
    public int end() {
        return end;
    }

    /**
     * Holds the row's key, from {@link #keyFrom} to {@link #keyTo}, until the next row is asked
     * for: the text in the key's cell in UTF-8, the same whether it stands in quotes, between
     * spaces that are dropped or as a formula ({@link ExcelText}) or not. It is {@link #buffer}
     * where the key stands in the row as it is.
     */
    public byte[] keyBuffer() {
        return keyBuffer;
    }

    /** Where the key begins. */
    public int keyFrom() {
        return keyFrom;
    }

    /** Where the key has ended; where it begins when the cell is empty, or the row has none. */
    public int keyTo() {
        return keyTo;
    }

    /**
     * Place of a marking column that is filled, or -1. Rows with a wrong number of cells have none.
     */
    public int marked() {
        return marked >= 0
                        && cells >= columns
                        && lastFilled < columns + errorCells
                        && !repeatsHeader()
                ? marked
                : -1;
    }

    /** Not of one that is written in another way: then a file is left whole that need not be. */
    private boolean repeatsHeader() {
        return Arrays.equals(
                buffer,
                start,
                withoutLineEnd(buffer, start, end),
                header,
                0,
                withoutLineEnd(header, 0, header.length));
    }

    private static int withoutLineEnd(final byte[] bytes, final int from, final int to) {
        int last = to;
        while (last > from && (bytes[last - 1] == '\n' || bytes[last - 1] == '\r')) {
            last--;
        }
        return last;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Looks for the end of the row that begins at the position. */
    private int scan() {
        lineBreaks = 0;
        cells = -cellsBefore;
        lastFilled = -1;
        keyFrom = 0;
        keyTo = 0;
        marked = -1;
        statedLine = 0;
        contentStart = position;
        int i = position;
        while (true) {
            if (cells >= cellsLookedAt && header != null) {
                return tail(i);
            }
            final int from = i;
            final int opening = behindPadding(i);
            if (opening == limit && !ended) {
                return MORE_NEEDED;
            }
            final boolean quoted = opening < limit && buffer[opening] == CsvFormat.QUOTE;
            int closing = 0;
            if (quoted) {
                closing = closingQuote(opening + 1);
                if (closing < 0) {
                    return closing;
                }
                i = behindPadding(closing + 1);
            } else {
                while (i < limit && !endsCell[buffer[i] & 0xFF]) {
                    i++;
                }
            }
            if (i == limit && !ended) {
                return MORE_NEEDED;
            }
            if (cells < 0) {
                statedLine = quoted ? LineColumn.line(buffer, opening + 1, closing) : line(from, i);
                lineBreaks = 0;
                contentStart = i < limit && buffer[i] == delimiter ? i + 1 : i;
            } else if (quoted) {
                take(opening + 1, closing, true);
            } else {
                take(from, i, false);
            }
            cells++;
            if (i == limit) {
                return i;
            }
            if (buffer[i] != delimiter) {
                return endsCell[buffer[i] & 0xFF] ? lineEnd(i) : DOUBTFUL;
            }
            i++;
        }
    }

    private long line(final int from, final int to) {
        int last = to;
        while (last > from && isPadding(buffer[last - 1])) {
            last--;
        }
        return LineColumn.line(buffer, Math.min(last, behindPadding(from)), last);
    }

    /** The same where the other cells are of no interest: quotes are seen, delimiters are not. */
    private int tail(final int from) {
        int i = from;
        while (true) {
            final int found = ByteSearch.quoteOrLineEnd(buffer, i, limit);
            if (found == limit) {
                return ended ? limit : MORE_NEEDED;
            }
            if (buffer[found] != CsvFormat.QUOTE) {
                return lineEnd(found);
            }
            i = found + 1;
            if (beginsCell(found, from)) {
                final int closing = closingQuote(i);
                if (closing < 0) {
                    return closing;
                }
                i = behindPadding(closing + 1);
                if (i < limit && !endsCell[buffer[i] & 0xFF]) {
                    return DOUBTFUL;
                }
                if (i == limit && !ended) {
                    return MORE_NEEDED;
                }
            }
        }
    }

    /** Whether nothing but what is dropped stands between the cell's beginning and a place. */
    private boolean beginsCell(final int at, final int from) {
        int i = at;
        while (i > from && isPadding(buffer[i - 1])) {
            i--;
        }
        return i == from || buffer[i - 1] == delimiter;
    }

    /** Where something stands that is not dropped, or the limit. */
    private int behindPadding(final int from) {
        int i = from;
        while (i < limit && isPadding(buffer[i])) {
            i++;
        }
        return i;
    }

    private boolean isPadding(final byte b) {
        return trimmed && isSpace(b);
    }

    private boolean isSpace(final byte b) {
        return (b == ' ' || b == '\t') && b != delimiter;
    }

    /** Where the cell's closing quote is, which no other quote follows. */
    private int closingQuote(final int from) {
        int i = from;
        while (true) {
            i = ByteSearch.quoteOrLineEnd(buffer, i, limit);
            if (i >= limit) {
                return ended ? DOUBTFUL : MORE_NEEDED;
            }
            if (buffer[i] != CsvFormat.QUOTE) {
                // A line feed behind a carriage return belongs to it.
                lineBreaks += buffer[i] == '\r' || buffer[i - 1] != '\r' ? 1 : 0;
            } else if (i + 1 == limit) {
                return ended ? i : MORE_NEEDED;
            } else if (buffer[i + 1] == CsvFormat.QUOTE) {
                i++;
            } else {
                return i;
            }
            i++;
        }
    }

    /** What follows a line end. */
    private int lineEnd(final int at) {
        if (buffer[at] == '\n') {
            return at + 1;
        }
        if (at + 1 == limit) {
            return ended ? limit : MORE_NEEDED;
        }
        return buffer[at + 1] == '\n' ? at + 2 : at + 1;
    }

    private void take(final int first, final int last, final boolean quoted) {
        int from = first;
        int to = last;
        if (!quoted && trimmed) {
            while (to > from && isSpace(buffer[to - 1])) {
                to--;
            }
            while (to > from && isSpace(buffer[from])) {
                from++;
            }
        }
        if (to > from && (quoted || trimmed || !isSpaces(from, to))) {
            lastFilled = cells;
        }
        switch (cells < columns ? cellUses[cells] : NOTHING) {
            case KEY -> takeKey(from, to, quoted);
            case MARK -> {
                if (to > from && marked < 0 && (quoted || !nullStrings.contain(buffer, from, to))) {
                    marked = cells;
                }
            }
            default -> {
                // Not asked for.
            }
        }
    }

    private boolean isSpaces(final int from, final int to) {
        int i = from;
        while (i < to && isSpace(buffer[i])) {
            i++;
        }
        return i == to;
    }

    private void takeKey(final int from, final int to, final boolean quoted) {
        keyBuffer = buffer;
        keyFrom = from;
        keyTo = to;
        if (from == to) {
            return;
        }
        if (buffer[from] == '=') {
            takeUnwrapped(from, to, quoted);
        } else if (quoted && ByteSearch.anyQuote(buffer, from, to)) {
            takeUnquoted(from, to);
        }
    }

    private void takeUnquoted(final int from, final int to) {
        if (scratch.length < to - from) {
            scratch = new byte[Math.max(to - from, 2 * scratch.length)];
        }
        int length = 0;
        for (int i = from; i < to; i++) {
            scratch[length++] = buffer[i];
            if (buffer[i] == CsvFormat.QUOTE) {
                // It stands for one.
                i++;
            }
        }
        keyBuffer = scratch;
        keyFrom = 0;
        keyTo = length;
    }

    private void takeUnwrapped(final int from, final int to, final boolean quoted) {
        final String text = new String(buffer, from, to - from, StandardCharsets.UTF_8);
        final String cell = ExcelText.unwrapped(quoted ? text.replace("\"\"", "\"") : text);
        keyBuffer = cell.getBytes(StandardCharsets.UTF_8);
        keyFrom = 0;
        keyTo = keyBuffer.length;
    }

    /** A row without any text is none, unless white space can be the only cell's value. */
    private boolean isBlank() {
        if (!trimmed && columns == 1 && header != null && start < end && isSpace(buffer[start])) {
            return false;
        }
        int i = start;
        while (true) {
            final int from = i;
            while (i < end && isSpace(buffer[i])) {
                i++;
            }
            if (i + 1 < end && buffer[i] == CsvFormat.QUOTE && buffer[i + 1] == CsvFormat.QUOTE) {
                if (!trimmed && i > from) {
                    return false;
                }
                i += 2;
                while (i < end && isSpace(buffer[i])) {
                    i++;
                }
            }
            if (i == end || buffer[i] == '\n' || buffer[i] == '\r') {
                return true;
            }
            if (buffer[i] != delimiter) {
                return false;
            }
            i++;
        }
    }

    /** Adds to what is looked at, and forgets the rows before the position. */
    private void fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        final int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            ended = true;
            doubtful |= !utf8.isComplete();
        } else {
            doubtful |= !utf8.accepts(buffer, limit, limit + count);
            limit += count;
        }
    }
}
