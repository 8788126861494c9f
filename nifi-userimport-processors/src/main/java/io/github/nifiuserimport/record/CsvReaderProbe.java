// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.record.RecordRows.Opening;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.Record;

/**
 * Finds out by a few cells of its own what NiFi's CSVReader, as it is set, makes of those of a
 * file. Its settings are not ours to see, and what they do differs by parser.
 */
public final class CsvReaderProbe {

    /** One column, so that no delimiter is needed. */
    private static final String COLUMN = "userId";

    private CsvReaderProbe() {}

    /**
     * Reads the cells.
     *
     * @param opening makes the reader
     * @return what is changed, by a name for it; empty when the reader is no CSVReader
     */
    public static Optional<Map<String, String>> changes(final Opening opening) {
        final Optional<List<Object>> number = values(opening, "007");
        if (number.isEmpty()) {
            return Optional.empty();
        }
        final Map<String, String> changes = new LinkedHashMap<>();
        if (number.get().size() > 1) {
            // The rest is judged when it knows which line is the header.
            changes.put(
                    "Header",
                    "CSVReader takes the header for a row, and columns by their order in its schema."
                            + " Set its Treat First Line as Header to true. Or leave Record Reader"
                            + " empty, or set UserImportCSVReader");
            return Optional.of(changes);
        }
        if (!number.get().equals(List.of("007"))) {
            changes.put(
                    "Digits as text",
                    "CSVReader reads 007 as "
                            + shown(number.get())
                            + ": files in which it makes numbers of cells that it has to guess at,"
                            + " or of keys, are refused. "
                            + StockCsvReader.INSTEAD);
        }
        if (!values(opening, "#7", "a").orElse(List.of()).equals(List.of("#7", "a"))) {
            changes.put(
                    "Rows that begin with #",
                    "CSVReader drops rows that begin with #, and nobody sees that they are missing."
                            + " Its parser FastCSV does so without a Comment Marker (seen in NiFi"
                            + " 2.3.0): choose another CSV Parser. Or leave Record Reader empty, or"
                            + " set UserImportCSVReader");
        }
        if (!values(opening, "C:\\new").orElse(List.of()).equals(List.of("C:\\new"))) {
            changes.put(
                    "Backslashes",
                    "CSVReader takes a backslash for its Escape Character: C:\\new becomes C:, a line"
                            + " break, ew. Set its CSV Format to RFC 4180. Or leave Record Reader"
                            + " empty, or set UserImportCSVReader");
        }
        return Optional.of(changes);
    }

    private static String shown(final List<Object> values) {
        return values.isEmpty() ? "nothing" : String.valueOf(values.getFirst());
    }

    /** The cells of a column as they are read; empty when it is not by a CSVReader. */
    private static Optional<List<Object>> values(final Opening opening, final String... cells) {
        final byte[] content =
                (COLUMN + "\n" + String.join("\n", cells) + "\n").getBytes(StandardCharsets.UTF_8);
        final List<Object> values = new ArrayList<>();
        try (RecordReader reader = opening.open(new ByteArrayInputStream(content))) {
            if (!StockCsvReader.is(reader)) {
                return Optional.empty();
            }
            for (Record record = reader.nextRecord(false, false);
                    record != null;
                    record = reader.nextRecord(false, false)) {
                values.add(record.getValue(COLUMN));
            }
            return Optional.of(values);
        } catch (final Exception e) {
            // Readers of other formats do not take it.
            return Optional.empty();
        }
    }
}
