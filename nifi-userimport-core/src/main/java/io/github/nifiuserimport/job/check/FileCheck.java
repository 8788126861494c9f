// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.check;

import io.github.nifiuserimport.job.FileContent;
import io.github.nifiuserimport.job.RowNotes;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.layout.RowMapper;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.ColumnPlace;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.FileTooLarge;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.row.RowReader;
import io.github.nifiuserimport.row.UnpackedFormat;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Checks a file as an import does, without applying it: the same reader, the same layout, one pass.
 */
public final class FileCheck {

    private final RowFormat format;
    private final Layout layout;
    private final long maxBytes;
    private final int maxNotes;

    /**
     * @param maxBytes how large a file may be
     * @param maxNotes how many row errors, and how many warnings, are reported in full
     */
    public FileCheck(
            final RowFormat format, final Layout layout, final long maxBytes, final int maxNotes) {
        this.format = new UnpackedFormat(format, maxBytes);
        this.layout = layout;
        this.maxBytes = maxBytes;
        this.maxNotes = maxNotes;
    }

    /**
     * Reads the file to its end, or to its fault.
     *
     * @param bytes that the file has
     * @param shown is shown the rows that would be applied
     * @throws IOException when the file cannot be read
     */
    public FileReport run(final FileContent content, final long bytes, final CheckedRows shown)
            throws IOException {
        if (bytes > maxBytes) {
            return FileReport.of(new FileTooLarge(bytes, maxBytes));
        }
        final Findings findings = new Findings(maxNotes);
        try (RowReader reader = format.open(content.open(), layout)) {
            findings.columns(reader.header(), layout);
            final RowMapper mapper = layout.bind(reader);
            shown.header(reader.header());
            for (Row row = reader.next(); row != null; row = reader.next()) {
                if (findings.add(row, mapper)) {
                    shown.valid((Row.Values) row);
                }
            }
            return findings.report(Optional.empty());
        } catch (final FileFault fault) {
            return findings.report(Optional.of(fault));
        }
    }

    /** All that is found. */
    private static final class Findings {

        private final RowNotes.Collector errors;
        private final RowNotes.Collector warnings;
        private List<ColumnObserver> columns = List.of();
        private long rows;

        Findings(final int maxNotes) {
            errors = new RowNotes.Collector(maxNotes);
            warnings = new RowNotes.Collector(maxNotes);
        }

        void columns(final List<Column> header, final Layout layout) {
            final List<ColumnPlace> places =
                    layout.places(header.stream().map(Column::name).toList());
            columns =
                    header.stream()
                            .map(
                                    column ->
                                            new ColumnObserver(
                                                    column, places.get(column.index()).text()))
                            .toList();
        }

        /** Whether the row would be applied. */
        boolean add(final Row row, final RowMapper mapper) {
            rows++;
            return switch (row) {
                case Row.Rejected rejected -> {
                    errors.add(rejected.line(), rejected.column(), rejected.error());
                    yield false;
                }
                case Row.PassedOver passedOver -> {
                    // Nothing that an import could come to, so no row of the report.
                    rows--;
                    warnings.add(passedOver.line(), null, passedOver.warning());
                    yield false;
                }
                case Row.Values values -> {
                    columns.forEach(column -> column.observe(values));
                    yield isMapped(values, mapper);
                }
            };
        }

        private boolean isMapped(final Row.Values row, final RowMapper mapper) {
            try {
                for (final RowWarning warning : mapper.map(row.values()).warnings()) {
                    warnings.add(row.line(), warning.column(), warning.text());
                }
                return true;
            } catch (final RowFault fault) {
                errors.add(row.line(), fault.column(), fault.getMessage());
                return false;
            }
        }

        FileReport report(final Optional<FileFault> fault) {
            return new FileReport(
                    fault,
                    rows,
                    errors.notes(),
                    warnings.notes(),
                    columns.stream().map(ColumnObserver::report).toList());
        }
    }
}
