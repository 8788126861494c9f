// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.csv.CsvNotation;
import io.github.nifiuserimport.csv.RawRows;
import io.github.nifiuserimport.job.FileContent;
import io.github.nifiuserimport.job.KeyOrder;
import io.github.nifiuserimport.job.KeyPlace;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.GzipContent;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.row.RowNotation;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.row.UnpackedFormat;
import io.github.nifiuserimport.row.UnpackingException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a part that its ledger does not have, as a file that can be imported as it is, in
 * file order. Those of CSV are the bytes they were, under the file's own header: whatever they come
 * to when they are imported is what they would have come to. Other formats' are JSON, one record a
 * line, as their rejected rows are.
 */
final class UnprocessedRows {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final RowFormat format;
    private final Layout layout;
    private final long maxFileBytes;

    UnprocessedRows(final RowFormat format, final Layout layout, final long maxFileBytes) {
        this.format = format;
        this.layout = layout;
        this.maxFileBytes = maxFileBytes;
    }

    /**
     * Writes them; the output stays open.
     *
     * @param reached how far the part has come
     * @return how they are written
     * @throws FileFault when the file cannot be cut into rows
     */
    RowNotation write(
            final FileContent content, final PartProgress reached, final OutputStream output)
            throws IOException, FileFault {
        final OutputStream buffered = new BufferedOutputStream(output, BUFFER_BYTES);
        final RowFormat unpacked = new UnpackedFormat(format, maxFileBytes);
        final RowNotation notation;
        try (RowReader rows = unpacked.open(content.open(), layout)) {
            notation = rows.notation();
            if (!(format instanceof CsvFormat)) {
                writeRecords(rows, reached.rowsDone(), buffered);
            }
        }
        if (format instanceof CsvFormat csv) {
            writeCsv(content, csv, (CsvNotation) notation, reached, buffered);
        }
        buffered.flush();
        return notation;
    }

    private static void writeRecords(
            final RowReader rows, final long done, final OutputStream output)
            throws IOException, FileFault {
        rows.skip(done);
        for (Row row = rows.next(); row != null; row = rows.next()) {
            output.write(
                    (rows.notation().row(row.cells()) + '\n').getBytes(StandardCharsets.UTF_8));
        }
    }

    private void writeCsv(
            final FileContent content,
            final CsvFormat csv,
            final CsvNotation notation,
            final PartProgress reached,
            final OutputStream output)
            throws IOException, FileFault {
        final Optional<KeyPlace> place = reached.order().flatMap(KeyOrder::last);
        // Those that are done in file order are the first ones behind the place.
        long passedOver = reached.rowsDone() - reached.order().map(KeyOrder::rows).orElse(0L);
        try (RawRows rows = open(content, csv, notation, key(notation, reached.order()))) {
            output.write(rows.beforeHeader());
            output.write(rows.header());
            for (long ordinal = 0; rows.next(); ordinal++) {
                if (place.isPresent() && !place.get().isBefore(rows, ordinal)) {
                    continue;
                }
                if (passedOver > 0) {
                    passedOver--;
                } else {
                    output.write(rows.buffer(), rows.start(), rows.end() - rows.start());
                }
            }
            if (rows.isDoubtful()) {
                throw new FileFault(
                        rows.line(), null, "the rows behind this line cannot be told apart");
            }
        } catch (final UnpackingException e) {
            throw e.fault();
        }
    }

    private RawRows open(
            final FileContent content,
            final CsvFormat csv,
            final CsvNotation notation,
            final Column key)
            throws IOException {
        return RawRows.open(
                GzipContent.unpacked(content.open(), maxFileBytes),
                // A row that is rejected for its length is handed back all the same.
                csv.toBuilder().maxRowLength(CsvFormat.HIGHEST_MAX_ROW_LENGTH).build(),
                notation,
                key,
                List.of());
    }

    private static Column key(final CsvNotation notation, final Optional<KeyOrder> order)
            throws IOException {
        if (order.isEmpty()) {
            return notation.header().getFirst();
        }
        final String name = order.get().column();
        return notation.header().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> PartRows.readOtherwise(name));
    }
}
