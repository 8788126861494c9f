// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.reader;

import java.nio.charset.StandardCharsets;

/**
 * Files that readers are compared on. Every one holds text, whole numbers, decimals and booleans.
 */
public enum ReaderFile {
    /** Seven columns. */
    NARROW(7, 100_000, false),
    /** Two hundred columns. */
    WIDE(200, 4_000, false),
    /** Seven columns, every cell in quotes, with delimiters, quotes and line breaks in the text. */
    QUOTED(7, 100_000, true);

    private final int columns;
    private final int rows;
    private final boolean quoted;

    ReaderFile(final int columns, final int rows, final boolean quoted) {
        this.columns = columns;
        this.rows = rows;
        this.quoted = quoted;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** The file with so many rows. */
    byte[] content(final int wantedRows) {
        final StringBuilder text = new StringBuilder("id");
        for (int column = 1; column < columns; column++) {
            text.append(",field").append(column);
        }
        text.append('\n');
        for (int row = 0; row < wantedRows; row++) {
            for (int column = 0; column < columns; column++) {
                text.append(column == 0 ? "" : ",").append(quoted ? "\"" : "");
                cell(text, row, column);
                text.append(quoted ? "\"" : "");
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void cell(final StringBuilder to, final int row, final int column) {
        if (column == 0) {
            to.append('u').append(Integer.toHexString(row * 7919 + 1_000_000));
            return;
        }
        switch (column % 6) {
            case 1 -> to.append(18 + row % 70);
            case 2 -> to.append(row % 1000).append('.').append(10 + (row + column) % 90);
            case 3 -> to.append(row % 3 == 0);
            case 4 ->
                    to.append(quoted ? "He said \"\"hello, Zürich\"\"\nand left " : "Main Street ")
                            .append(row % 199);
            case 5 -> to.append(row % 2 == 0 ? "female" : "male");
            default -> to.append(row * 31L + column);
        }
    }
}
