// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import io.github.nifiuserimport.row.Delimiter;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.HeaderMapping;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.text.Text;
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

    /** The defaults, to be changed. */
    public static Builder builder() {
        return DEFAULTS.toBuilder();
    }

    /** This format, to be changed. */
    public Builder toBuilder() {
        return new Builder(this);
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
                    Text.format("%s must be from 1 to %,d, not %,d", name, highest, value));
        }
    }

    /** A format in the making; what is not said stays as it is. */
    public static final class Builder {

        private Delimiter delimiter;
        private boolean typed;
        private Set<String> textColumns;
        private CellRules rules;
        private int maxColumns;
        private int maxRowLength;
        private boolean lineColumn;

        private Builder(final CsvFormat format) {
            delimiter = format.delimiter;
            typed = format.typed;
            textColumns = format.textColumns;
            rules = format.rules;
            maxColumns = format.maxColumns;
            maxRowLength = format.maxRowLength;
            lineColumn = format.lineColumn;
        }

        /** See {@link CsvFormat#delimiter()}. */
        public Builder delimiter(final Delimiter value) {
            delimiter = value;
            return this;
        }

        /** See {@link CsvFormat#typed()}. */
        public Builder typed(final boolean value) {
            typed = value;
            return this;
        }

        /** See {@link CsvFormat#textColumns()}. */
        public Builder textColumns(final Set<String> value) {
            textColumns = value;
            return this;
        }

        /** See {@link CsvFormat#rules()}. */
        public Builder rules(final CellRules value) {
            rules = value;
            return this;
        }

        /** See {@link CsvFormat#maxColumns()}. */
        public Builder maxColumns(final int value) {
            maxColumns = value;
            return this;
        }

        /** See {@link CsvFormat#maxRowLength()}. */
        public Builder maxRowLength(final int value) {
            maxRowLength = value;
            return this;
        }

        /** See {@link CsvFormat#lineColumn()}. */
        public Builder lineColumn(final boolean value) {
            lineColumn = value;
            return this;
        }

        /**
         * The format.
         *
         * @throws IllegalArgumentException when a limit is below 1 or above its highest
         */
        public CsvFormat build() {
            return new CsvFormat(
                    delimiter, typed, textColumns, rules, maxColumns, maxRowLength, lineColumn);
        }
    }
}
