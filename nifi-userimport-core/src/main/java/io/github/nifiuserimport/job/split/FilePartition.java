// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.split;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.csv.CsvNotation;
import io.github.nifiuserimport.csv.RawRows;
import io.github.nifiuserimport.job.FileContent;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.PartitionKey;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.FileTooLarge;
import io.github.nifiuserimport.row.GzipContent;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.row.UnpackedFormat;
import io.github.nifiuserimport.row.UnpackingException;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.util.Optional;

/**
 * Splits a CSV file into parts that can be applied side by side: each has a range of the keys, and
 * a user's rows are in one part, in file order. The same file always gives the same parts.
 *
 * <p>The file is checked on the way, so that parts come of a file without a fault only. One in
 * which rows may touch what other users' rows touch is not split: {@link PartitionKey} says how
 * that is seen.
 */
public final class FilePartition {

    private final CsvFormat format;
    private final RowFormat unpacked;
    private final Layout layout;
    private final long maxBytes;
    private final int maxParts;

    /**
     * @param maxBytes how large a file may be
     * @param maxParts into how many to split at most
     */
    public FilePartition(
            final CsvFormat format, final Layout layout, final long maxBytes, final int maxParts) {
        this.format = format;
        unpacked = new UnpackedFormat(format, maxBytes);
        this.layout = layout;
        this.maxBytes = maxBytes;
        this.maxParts = maxParts;
    }

    /** What the header says of the rows. */
    private record FileHeader(CsvNotation notation, PartitionKey key) {}

    /**
     * Reads the file twice: for the ranges of its keys, and for the parts; or where it is in doubt,
     * as its reader does.
     *
     * @param bytes that the file has
     * @param outputs for the parts; all that were opened are closed afterwards
     * @throws IOException when the file cannot be read or a part not be written
     */
    public PartitionOutcome run(
            final FileContent content, final long bytes, final PartOutputs outputs)
            throws IOException {
        try {
            if (bytes > maxBytes) {
                throw new FileTooLarge(bytes, maxBytes);
            }
            final FileHeader header = header(content);
            if (header.key().column().isEmpty()) {
                return checked(content, "it has no column in which every row names its user");
            }
            if (maxParts == 1) {
                return checked(content, "one part is asked for");
            }
            return split(content, header, outputs);
        } catch (final FileFault fault) {
            return new PartitionOutcome.Refused(fault);
        } catch (final UnpackingException packed) {
            return new PartitionOutcome.Refused(packed.fault());
        }
    }

    private FileHeader header(final FileContent content) throws IOException, FileFault {
        try (RowReader reader = unpacked.open(content.open(), layout)) {
            layout.bind(reader);
            return new FileHeader(
                    (CsvNotation) reader.notation(), layout.partitionKey(reader.header()));
        }
    }

    private PartitionOutcome split(
            final FileContent content, final FileHeader header, final PartOutputs outputs)
            throws IOException, FileFault {
        final KeyRanges ranges;
        final Optional<String> obstacle;
        try (RawRows rows = rows(content, header)) {
            ranges = KeyRanges.of(rows, maxParts);
            obstacle = obstacle(header, rows);
        }
        if (obstacle.isPresent()) {
            return checked(content, obstacle.get());
        }
        try (RawRows rows = rows(content, header);
                PartFiles files = new PartFiles(maxParts, ranges, outputs)) {
            while (rows.next()) {
                files.add(rows);
            }
            files.flush();
            return files.used() > 1
                    ? new PartitionOutcome.Split(how(header))
                    : new PartitionOutcome.Whole("all its rows fall into one part");
        }
    }

    private RawRows rows(final FileContent content, final FileHeader header) throws IOException {
        return RawRows.open(
                GzipContent.unpacked(content.open(), maxBytes),
                format,
                header.notation(),
                header.key().column().orElseThrow(),
                header.key().shared());
    }

    private String how(final FileHeader header) {
        return maxParts + " ranges of " + header.key().column().orElseThrow().name();
    }

    private static Optional<String> obstacle(final FileHeader header, final RawRows rows) {
        if (rows.marked() >= 0) {
            return Optional.of(shared(header, rows));
        }
        return rows.isDoubtful() ? Optional.of(veryLong(rows)) : Optional.empty();
    }

    private static String shared(final FileHeader header, final RawRows rows) {
        return Text.format(
                "line %d has a value in %s, by which it may touch what other users' rows touch",
                rows.line(), header.notation().header().get(rows.marked()).name());
    }

    private static String veryLong(final RawRows rows) {
        return Text.format("a row after line %d is very long", rows.line());
    }

    /** The file as it is, unless the reader that will read it finds a fault. */
    private PartitionOutcome checked(final FileContent content, final String reason)
            throws IOException, FileFault {
        try (RowReader reader = unpacked.open(content.open(), layout)) {
            reader.skip(Long.MAX_VALUE);
        }
        return new PartitionOutcome.Whole(reason);
    }
}
