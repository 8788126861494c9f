// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import io.github.nifiuserimport.csv.CsvText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rows that were not applied, as a CSV file in the original's columns and delimiter, with
 * {@code line}, {@code column} and {@code error} behind them. Corrected, it is imported as it is:
 * the reader passes over those three columns.
 */
public final class RejectedRowsFile {

    private static final String LINE_END = "\r\n";

    private RejectedRowsFile() {}

    /** The file's name: {@code users.csv} gives {@code users.rejected.csv}. */
    public static String name(final String fileName) {
        final int dot = fileName.lastIndexOf('.');
        final String stem = dot > 0 ? fileName.substring(0, dot) : fileName;
        return (stem.endsWith(".rejected") ? stem : stem + ".rejected") + ".csv";
    }

    /** Writes a part's rejected rows, in file order. */
    public static void write(
            final ImportStore store,
            final PartId part,
            final ImportOutcome.FileHeader header,
            final OutputStream output)
            throws IOException, StoreException {
        final Writer writer =
                new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
        final char delimiter = header.delimiter();
        final List<String> names =
                Stream.concat(header.columns().stream(), Stream.of("line", "column", "error"))
                        .toList();
        writer.write(CsvText.encode(names, delimiter) + LINE_END);
        try {
            store.rejectedRows(part, row -> writeRow(writer, delimiter, row));
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        writer.flush();
    }

    private static void writeRow(final Writer writer, final char delimiter, final RejectedRow row) {
        final List<String> fault =
                Arrays.asList(Long.toString(row.line()), row.column(), row.error());
        final String overflow = row.overflow() == null ? "" : delimiter + row.overflow();
        try {
            writer.write(
                    row.cells()
                            + delimiter
                            + CsvText.encode(fault, delimiter)
                            + overflow
                            + LINE_END);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
