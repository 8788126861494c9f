// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.order;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.csv.CsvNotation;
import io.github.nifiuserimport.csv.RawRows;
import io.github.nifiuserimport.job.FileContent;
import io.github.nifiuserimport.job.order.NamedUsers.FoundBy;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.PartitionKey;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.layout.RowMapper;
import io.github.nifiuserimport.layout.Unsubscribes;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.GzipContent;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.row.UnpackedFormat;
import io.github.nifiuserimport.row.UnpackingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Finds out which users a file is about, by one pass over it: of CSV, over nothing but the keys; of
 * other formats over all of it, if it is small.
 *
 * @param format that the file is read by
 * @param layout of its columns
 * @param maxBytes how many a file may have
 */
public record UsersScan(RowFormat format, Layout layout, long maxBytes) {

    /** Rows between two questions whether to stop. */
    private static final int ROWS_UNASKED = 1 << 16;

    /** How many times as large a gzip's text may be taken to be. */
    private static final int PACKED = 8;

    /** More than this is read as a whole only to be imported. */
    private static final long MOST_READ = 1 << 20;

    /**
     * What the header says of the rows.
     *
     * @param shared columns by which a row touches something that users in other files have too
     */
    private record Header(CsvNotation notation, Optional<Column> key, List<Column> shared) {}

    /**
     * The users of a file.
     *
     * @param bytes that the file has, or -1 when not known
     * @param stop asked from time to time whether to give up
     * @return nothing when it was to stop
     * @throws IOException when the file cannot be read
     */
    public Optional<FileUsers> users(
            final FileContent content, final long bytes, final BooleanSupplier stop)
            throws IOException {
        if (bytes > maxBytes) {
            return Optional.of(FileUsers.NOBODY);
        }
        try {
            if (!(format instanceof CsvFormat csv)) {
                return Optional.of(bytes > MOST_READ ? FileUsers.ANYBODY : read(content, bytes));
            }
            final Header header = header(content);
            return header.key().isEmpty()
                    ? Optional.of(FileUsers.ANYBODY)
                    : users(content, csv, header, bytes, stop);
        } catch (final FileFault | UnpackingException refused) {
            return Optional.of(FileUsers.NOBODY);
        }
    }

    private Header header(final FileContent content) throws IOException, FileFault {
        try (RowReader reader = new UnpackedFormat(format, maxBytes).open(content.open(), layout)) {
            layout.bind(reader);
            final PartitionKey key = layout.partitionKey(reader.header());
            final List<Column> shared =
                    Stream.concat(
                                    key.shared().stream(),
                                    reader.header().stream().filter(UsersScan::takesBack))
                            .distinct()
                            .toList();
            return new Header((CsvNotation) reader.notation(), key.column(), shared);
        }
    }

    /**
     * An unsubscription is taken back for the user's address, which a row of another file may give
     * to another user: also where no row of this file gives any.
     */
    private static boolean takesBack(final Column column) {
        return column.path().size() == 1
                && Unsubscribes.TAKING_BACK.contains(column.path().getFirst());
    }

    private Optional<FileUsers> users(
            final FileContent content,
            final CsvFormat csv,
            final Header header,
            final long bytes,
            final BooleanSupplier stop)
            throws IOException {
        final Column key = header.key().orElseThrow();
        final InputStream text = GzipContent.unpacked(content.open(), maxBytes);
        final long textBytes = text instanceof GzipContent ? PACKED * bytes : bytes;
        try (RawRows rows = RawRows.open(text, csv, header.notation(), key, header.shared())) {
            final boolean byAddress = key.path().equals(List.of(ImportKey.EMAIL.column()));
            final NamedUsers users =
                    new NamedUsers(byAddress ? FoundBy.ADDRESS : FoundBy.ID, textBytes);
            for (long count = 1; rows.next(); count++) {
                if (rows.marked() >= 0) {
                    return Optional.of(FileUsers.ANYBODY);
                }
                users.add(rows.keyBuffer(), rows.keyFrom(), rows.keyTo());
                if (count % ROWS_UNASKED == 0 && stop.getAsBoolean()) {
                    return Optional.empty();
                }
            }
            return Optional.of(rows.isDoubtful() ? FileUsers.ANYBODY : users);
        }
    }

    private FileUsers read(final FileContent content, final long bytes)
            throws IOException, FileFault {
        try (RowReader reader = new UnpackedFormat(format, maxBytes).open(content.open(), layout)) {
            final RowMapper mapper = layout.bind(reader);
            final NamedUsers ids = new NamedUsers(FoundBy.ID, bytes);
            final NamedUsers addresses = new NamedUsers(FoundBy.ADDRESS, bytes);
            for (Row row = reader.next(); row != null; row = reader.next()) {
                if (!(row instanceof Row.Values values)) {
                    continue;
                }
                final RowCommand command;
                try {
                    command = mapper.map(values.values());
                } catch (final RowFault rejected) {
                    continue;
                }
                if (Unsubscribes.TAKING_BACK.stream().anyMatch(values.values()::containsKey)
                        || !command.devices().isEmpty()
                        || command.newUserId() != null
                        || !ids.areFew()
                        || !addresses.areFew()) {
                    return FileUsers.ANYBODY;
                }
                switch (command.key()) {
                    case UserKey.ById byId -> ids.add(byId.id());
                    case UserKey.ByEmail byEmail -> addresses.add(byEmail.email());
                    case UserKey.EveryoneWithEmail everyone -> {
                        return FileUsers.ANYBODY;
                    }
                    case UserKey.ByDevice byDevice -> {
                        return FileUsers.ANYBODY;
                    }
                }
            }
            if (addresses.areNone()) {
                return ids;
            }
            return ids.areNone() ? addresses : FileUsers.ANYBODY;
        }
    }
}
