// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import io.github.nifiuserimport.row.RowNotation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * The rows that were not applied, in the original's columns and notation, with {@code line}, {@code
 * column} and {@code error} behind them. Corrected, it is imported as it is: readers pass over
 * those three.
 */
public final class RejectedRowsFile {

    private RejectedRowsFile() {}

    /**
     * The file's name: {@code users.csv} gives {@code users.rejected.csv}, and so does {@code
     * users.csv.gz}.
     */
    public static String name(final String fileName, final RowNotation notation) {
        return ResultName.marked(fileName, ".rejected", notation.extension());
    }

    /** Writes a job's rejected rows, in file order. */
    public static void write(
            final JobStore store,
            final String jobId,
            final RowNotation notation,
            final OutputStream output)
            throws IOException, StoreException {
        final Writer writer =
                new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8));
        writer.write(notation.heading());
        try {
            store.rejectedRows(jobId, row -> write(writer, notation, row));
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        writer.flush();
    }

    private static void write(
            final Writer writer, final RowNotation notation, final RejectedRow row) {
        try {
            writer.write(
                    notation.rejected(
                            row.cells(), row.overflow(), row.line(), row.column(), row.error()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
