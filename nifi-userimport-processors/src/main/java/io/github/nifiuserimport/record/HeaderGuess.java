// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The possible column names of a header, for lack of the delimiter that a foreign reader uses. */
final class HeaderGuess {

    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    private HeaderGuess() {}

    /**
     * The names by each delimiter that there may be.
     *
     * @param first what a file begins with; its header may be cut off in it, and then it has none
     */
    static List<List<String>> of(final String first) {
        final int end = Math.max(first.lastIndexOf('\n'), first.lastIndexOf('\r'));
        final String lines = first.substring(first.startsWith("\uFEFF") ? 1 : 0, Math.max(end, 0));
        final List<List<String>> headers = new ArrayList<>();
        for (final char delimiter : DELIMITERS) {
            try (CsvReader<CsvRecord> rows =
                    CsvReader.builder().fieldSeparator(delimiter).ofCsvRecord(lines)) {
                final Iterator<CsvRecord> each = rows.iterator();
                if (each.hasNext()) {
                    headers.add(each.next().getFields().stream().map(String::strip).toList());
                }
            } catch (final CsvParseException e) {
                // No header by that delimiter.
                continue;
            } catch (final java.io.IOException impossible) {
                throw new java.io.UncheckedIOException(impossible);
            }
        }
        return headers;
    }
}
