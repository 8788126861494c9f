// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import io.github.nifiuserimport.row.Delimiter;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.HeaderMapping;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.value.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;

/**
 * CSV as RFC 4180 has it, in UTF-8, with a dotted header.
 *
 * @param delimiter what stands between cells, or that it is to be detected
 * @param typed whether numbers, booleans, lists and objects are found in cells; else all is text
 * @param textColumns names of columns whose cells are text whatever they look like
 * @param rules what cells say before they are typed
 * @param maxColumns how many columns a header may have
 * @param maxRowLength how many characters a row may have. A longer row of several cells is
 *     rejected; a single cell over it is a {@link FileFault}, since its end is not looked for
 * @param lineColumn whether a file may begin with {@link LineColumn}, as parts of a file do
 */
public record CsvFormat(
        Delimiter delimiter,
        boolean typed,
        Set<String> textColumns,
        CellRules rules,
        int maxColumns,
        int maxRowLength,
        boolean lineColumn)
        implements RowFormat {

    /** The quote character. */
    static final char QUOTE = '"';

    /** The limits unless others are set. */
    public static final int DEFAULT_MAX_COLUMNS = 10_000;

    public static final int DEFAULT_MAX_ROW_LENGTH = 16 * 1024 * 1024;

    /** What the limits can be set to at most: a row has to fit into memory several times over. */
    public static final int HIGHEST_MAX_COLUMNS = 1_000_000;

    public static final int HIGHEST_MAX_ROW_LENGTH = 512 * 1024 * 1024;

    private static final CsvFormat DEFAULTS =
            new CsvFormat(
                    Delimiter.DETECT,
                    true,
                    Set.of(),
                    CellRules.DEFAULTS,
                    DEFAULT_MAX_COLUMNS,
                    DEFAULT_MAX_ROW_LENGTH,
                    false);

    public CsvFormat {
        Objects.requireNonNull(delimiter, "delimiter");
        Objects.requireNonNull(rules, "rules");
        textColumns = Set.copyOf(textColumns);
        requireWithin("maxColumns", maxColumns, HIGHEST_MAX_COLUMNS);
        requireWithin("maxRowLength", maxRowLength, HIGHEST_MAX_ROW_LENGTH);
    }

    /** Delimiter detected, cells typed, an empty cell is not given, spaces around cells dropped. */
    public static CsvFormat defaults() {
        return DEFAULTS;
    }

    public CsvFormat withDelimiter(final Delimiter other) {
        return new CsvFormat(
                other, typed, textColumns, rules, maxColumns, maxRowLength, lineColumn);
    }

    public CsvFormat withTyped(final boolean other) {
        return new CsvFormat(
                delimiter, other, textColumns, rules, maxColumns, maxRowLength, lineColumn);
    }

    public CsvFormat withTextColumns(final Set<String> other) {
        return new CsvFormat(delimiter, typed, other, rules, maxColumns, maxRowLength, lineColumn);
    }

    public CsvFormat withRules(final CellRules other) {
        return new CsvFormat(
                delimiter, typed, textColumns, other, maxColumns, maxRowLength, lineColumn);
    }

    public CsvFormat withEmptyCells(final EmptyCells other) {
        return withRules(rules.withEmptyCells(other));
    }

    public CsvFormat withMaxColumns(final int other) {
        return new CsvFormat(delimiter, typed, textColumns, rules, other, maxRowLength, lineColumn);
    }

    public CsvFormat withMaxRowLength(final int other) {
        return new CsvFormat(delimiter, typed, textColumns, rules, maxColumns, other, lineColumn);
    }

    public CsvFormat withLineColumn(final boolean other) {
        return new CsvFormat(delimiter, typed, textColumns, rules, maxColumns, maxRowLength, other);
    }

    @Override
    public RowReader open(final InputStream content, final HeaderMapping mapping)
            throws IOException, FileFault {
        return new CsvRowReader(cells(content, mapping));
    }

    /** The same for those who make no rows of the cells. */
    public CsvCells cells(final InputStream content, final HeaderMapping mapping)
            throws IOException, FileFault {
        return CsvCells.open(content, this, mapping);
    }

    private static void requireWithin(final String name, final int value, final int highest) {
        if (value < 1 || value > highest) {
            throw new IllegalArgumentException(
                    Messages.format("%s must be from 1 to %,d, not %,d", name, highest, value));
        }
    }
}
