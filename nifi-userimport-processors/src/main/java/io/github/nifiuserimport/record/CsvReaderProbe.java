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
 * Finds out how NiFi's CSVReader, with its present settings, changes cells, by having it read a few
 * sample cells: its settings are not accessible, and what they do depends on its parser.
 */
public final class CsvReaderProbe {

    /** One column, so that no delimiter is needed. */
    private static final String COLUMN = "userId";

    private CsvReaderProbe() {}

    /**
     * Reads the sample cells.
     *
     * @param opening makes the reader
     * @return what is changed and what to do, by a short name; empty if the reader is not CSVReader
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
                    "CSVReader treats the header as a row, and columns by their order in its schema."
                            + " Set its Treat First Line as Header to true. Or leave Record Reader"
                            + " empty, or set UserImportCSVReader");
            return Optional.of(changes);
        }
        if (!number.get().equals(List.of("007"))) {
            changes.put(
                    "Digits as text",
                    "CSVReader reads 007 as "
                            + shown(number.get())
                            + ": files are refused if it turns keys, or cells whose type it infers, into"
                            + " numbers. "
                            + StockCsvReader.INSTEAD);
        }
        if (!values(opening, "#7", "a").orElse(List.of()).equals(List.of("#7", "a"))) {
            changes.put(
                    "Rows that begin with #",
                    "CSVReader silently drops rows that begin with #."
                            + " Its parser FastCSV does so without a Comment Marker (seen in NiFi"
                            + " 2.3.0): choose another CSV Parser. Or leave Record Reader empty, or"
                            + " set UserImportCSVReader");
        }
        if (!values(opening, "C:\\new").orElse(List.of()).equals(List.of("C:\\new"))) {
            changes.put(
                    "Backslashes",
                    "CSVReader treats a backslash as its Escape Character: C:\\new becomes C:, a line"
                            + " break and ew. Set its CSV Format to RFC 4180. Or leave Record Reader"
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
