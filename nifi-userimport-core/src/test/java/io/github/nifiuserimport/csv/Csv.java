// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.HeaderMapping;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads small files for the tests. */
public final class Csv {

    private Csv() {}

    public static RowReader open(final CsvFormat format, final byte[] content)
            throws IOException, FileFault {
        return format.open(new ByteArrayInputStream(content), HeaderMapping.DOTTED);
    }

    public static RowReader open(final CsvFormat format, final String content)
            throws IOException, FileFault {
        return open(format, content.getBytes(StandardCharsets.UTF_8));
    }

    public static RowReader open(final String content) throws IOException, FileFault {
        return open(CsvFormat.defaults(), content);
    }

    public static List<Row> rows(final CsvFormat format, final byte[] content)
            throws IOException, FileFault {
        final List<Row> rows = new ArrayList<>();
        try (RowReader reader = open(format, content)) {
            for (Row row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    public static List<Row> rows(final CsvFormat format, final String content)
            throws IOException, FileFault {
        return rows(format, content.getBytes(StandardCharsets.UTF_8));
    }

    public static List<Row> rows(final String content) throws IOException, FileFault {
        return rows(CsvFormat.defaults(), content);
    }

    public static List<Map<String, Object>> values(final CsvFormat format, final String content)
            throws IOException, FileFault {
        final List<Map<String, Object>> values = new ArrayList<>();
        for (final Row row : rows(format, content)) {
            switch (row) {
                case Row.Values read -> values.add(read.values());
                case Row.PassedOver passedOver ->
                        throw new AssertionError("line " + row.line() + " is passed over");
                case Row.Rejected rejected ->
                        throw new AssertionError("line " + row.line() + ": " + rejected.error());
            }
        }
        return values;
    }

    public static List<Map<String, Object>> values(final String content)
            throws IOException, FileFault {
        return values(CsvFormat.defaults(), content);
    }

    public static List<String> header(final String content) throws IOException, FileFault {
        try (RowReader reader = open(content)) {
            return reader.header().stream().map(Column::name).toList();
        }
    }

    /** The fault that reading a file to its end comes upon. */
    public static FileFault fault(final CsvFormat format, final byte[] content) {
        return catchThrowableOfType(FileFault.class, () -> rows(format, content));
    }

    public static FileFault fault(final CsvFormat format, final String content) {
        return fault(format, content.getBytes(StandardCharsets.UTF_8));
    }

    public static FileFault fault(final String content) {
        return fault(CsvFormat.defaults(), content);
    }

    static Row.Rejected rejected(final String content) throws IOException, FileFault {
        return (Row.Rejected) rows(content).getFirst();
    }
}
