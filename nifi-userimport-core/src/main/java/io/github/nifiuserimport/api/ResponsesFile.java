// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.nifiuserimport.job.JobStore;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.ResultName;
import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.job.RowResults;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.WarnedRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What Leanplum's API answers for each row, a line each, in file order. A rejected row is a refused
 * request ({@code success} false, {@code error}); of a row that was skipped, or of which something
 * was left out, a {@code warning} tells.
 */
final class ResponsesFile {

    private static final byte[] APPLIED = "{\"success\":true}\n".getBytes(StandardCharsets.UTF_8);

    private ResponsesFile() {}

    /** {@code users.csv} gives {@code users.responses.jsonl}, cut to what a file system takes. */
    static String name(final String fileName) {
        final int dot = fileName.lastIndexOf('.');
        return ResultName.of(dot > 0 ? fileName.substring(0, dot) : fileName, ".responses.jsonl");
    }

    /** Writes them as the store tells of them; the output stays open. */
    static void write(final JobStore store, final String jobId, final OutputStream output)
            throws IOException, StoreException {
        final OutputStream buffered = new BufferedOutputStream(output, 1 << 16);
        try {
            store.rowResults(jobId, new Lines(buffered));
        } catch (final UncheckedIOException failed) {
            throw failed.getCause();
        }
        buffered.flush();
    }

    private static final class Lines implements RowResults {

        private final OutputStream output;

        private Lines(final OutputStream output) {
            this.output = output;
        }

        @Override
        public void applied(final long rows) {
            for (long i = 0; i < rows; i++) {
                write(APPLIED);
            }
        }

        @Override
        public void rejected(final RejectedRow row) {
            final RowNote note = new RowNote(row.line(), row.column(), row.error());
            message("{\"success\":false,\"error\"", note.sentence());
        }

        @Override
        public void warned(final WarnedRow row) {
            message("{\"success\":true,\"warning\"", row.text());
        }

        private void message(final String start, final String text) {
            final StringBuilder line = new StringBuilder(start).append(":{\"message\":\"");
            JsonStringEncoder.getInstance().quoteAsString(text, line);
            write(line.append("\"}}\n").toString().getBytes(StandardCharsets.UTF_8));
        }

        private void write(final byte[] line) {
            try {
                output.write(line);
            } catch (final IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
