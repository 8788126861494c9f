// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.value.Storable;
import java.util.List;

/**
 * Writes cells as CSV, so that a row which was read can be handed back as it was. A cell is quoted
 * when it was quoted in the file or has to be, so an empty string and an empty cell stay what they
 * are.
 *
 * <p>U+0000 becomes ␀ (U+2400): the text is kept in a database, which cannot hold the character.
 */
public final class CsvText {

    private CsvText() {}

    /**
     * Some cells of a row, without a line end.
     *
     * @param from first cell
     * @param to the cell after the last; where the row has fewer, empty cells stand in for them
     */
    public static String encode(
            final RawCells cells, final int from, final int to, final char delimiter) {
        final StringBuilder csv = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (i > from) {
                csv.append(delimiter);
            }
            if (i < cells.size()) {
                append(csv, cells.texts()[i], cells.quoted().get(i), delimiter);
            }
        }
        return csv.toString();
    }

    /**
     * Texts that come from no file: column names, error messages. Without a line end.
     *
     * @param texts a null becomes an empty cell, an empty text a quoted one
     */
    public static String encode(final List<String> texts, final char delimiter) {
        final StringBuilder csv = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            if (i > 0) {
                csv.append(delimiter);
            }
            final String text = texts.get(i);
            if (text != null) {
                append(csv, text, text.isEmpty(), delimiter);
            }
        }
        return csv.toString();
    }

    private static void append(
            final StringBuilder csv,
            final String text,
            final boolean quoted,
            final char delimiter) {
        final String shown = Storable.shown(text);
        if (!quoted && !needsQuotes(shown, delimiter)) {
            csv.append(shown);
            return;
        }
        csv.append(CsvFormat.QUOTE);
        for (int i = 0; i < shown.length(); i++) {
            final char c = shown.charAt(i);
            if (c == CsvFormat.QUOTE) {
                csv.append(CsvFormat.QUOTE);
            }
            csv.append(c);
        }
        csv.append(CsvFormat.QUOTE);
    }

    private static boolean needsQuotes(final String text, final char delimiter) {
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c == delimiter || c == CsvFormat.QUOTE || c == '\r' || c == '\n') {
                return true;
            }
        }
        return false;
    }
}
