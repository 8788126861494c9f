// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.Header;
import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.row.RowNotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in the columns and with the delimiter of the CSV file they come from. The three columns of
 * the error stand behind them, and behind those the cells that the row has too many. The first of
 * the cells that it has too few is marked as missing, the others are empty.
 *
 * @param header the file's columns
 * @param delimiter between cells
 */
public record CsvNotation(List<Column> header, char delimiter) implements RowNotation {

    /**
     * Stands in a file of rejected rows for the first cell that the row did not have. Were it
     * empty, a row cut wrongly would pass the next time as if its last cells had not been given.
     */
    static final String MISSING = "<missing>";

    /**
     * Without it Excel takes UTF-8 for the code page of its machine, shows {@code Jürgen} as {@code
     * JÃ¼rgen}, and saves it so.
     */
    static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final String LINE_END = "\r\n";

    @Override
    public String heading() {
        final List<String> names = new ArrayList<>(header.stream().map(Column::name).toList());
        names.addAll(Header.ERROR_COLUMNS);
        return BYTE_ORDER_MARK + encoded(names) + LINE_END;
    }

    @Override
    public String row(final RawCells cells) {
        final String row = CsvText.encode(kept(cells), 0, header.size(), delimiter);
        final int lacking = header.size() - cells.size();
        if (lacking <= 0) {
            return row;
        }
        final int firstLacking = row.length() - (lacking - 1);
        return row.substring(0, firstLacking) + MISSING + row.substring(firstLacking);
    }

    @Override
    public String overflow(final RawCells cells) {
        return cells.size() > header.size()
                ? CsvText.encode(kept(cells), header.size(), cells.size(), delimiter)
                : null;
    }

    @Override
    public String rejected(
            final String row,
            final String overflow,
            final long line,
            final String column,
            final String error) {
        final List<String> fault = Arrays.asList(Long.toString(line), column, error);
        return row
                + delimiter
                + encoded(fault)
                + (overflow == null ? "" : delimiter + overflow)
                + LINE_END;
    }

    /** Spreadsheets are what these files are corrected in. */
    private static RawCells kept(final RawCells cells) {
        final String[] texts = new String[cells.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = SpreadsheetText.kept(cells.texts()[i]);
        }
        return new RawCells(texts, cells.quoted());
    }

    private String encoded(final List<String> texts) {
        return CsvText.encode(
                texts.stream()
                        .map(text -> text == null ? null : SpreadsheetText.kept(text))
                        .toList(),
                delimiter);
    }

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public String mimeType() {
        return "text/csv";
    }
}
