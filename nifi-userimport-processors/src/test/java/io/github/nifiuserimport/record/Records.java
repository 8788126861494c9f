// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.row.ColumnPlace;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.HeaderMapping;
import io.github.nifiuserimport.row.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;

/** Records without a file, and the rows they become. */
final class Records {

    private Records() {}

    /** A schema of name, type, name, type, … */
    static RecordSchema schema(final Object... namesAndTypes) {
        final List<RecordField> fields = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            fields.add(new RecordField((String) namesAndTypes[i], (DataType) namesAndTypes[i + 1]));
        }
        return new SimpleRecordSchema(fields);
    }

    /** A record of name, value, name, value, … */
    static Record record(final RecordSchema schema, final Object... namesAndValues) {
        final Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new MapRecord(schema, values);
    }

    /** Rows whose columns of those names are text. */
    static RecordRows rows(
            final Set<String> textColumns, final RecordSchema schema, final Object... items)
            throws IOException, FileFault {
        return RecordRows.open(
                InputStream.nullInputStream(),
                content -> reader(schema, List.of(items)),
                names ->
                        names.stream()
                                .map(
                                        name ->
                                                new ColumnPlace(
                                                        HeaderMapping.segments(name),
                                                        textColumns.contains(name)))
                                .toList());
    }

    static Row row(final Set<String> textColumns, final Record record)
            throws IOException, FileFault {
        try (RecordRows rows = rows(textColumns, record.getSchema(), record)) {
            return rows.next();
        }
    }

    /** A reader of those records; an exception among them is thrown in its turn. */
    static RecordReader reader(final RecordSchema schema, final List<?> items) {
        final Iterator<?> left = items.iterator();
        return new RecordReader() {
            @Override
            public Record nextRecord(final boolean coerceTypes, final boolean dropUnknownFields)
                    throws IOException {
                return switch (left.hasNext() ? left.next() : null) {
                    case null -> null;
                    case IOException failure -> throw failure;
                    case RuntimeException failure -> throw failure;
                    case Object record -> (Record) record;
                };
            }

            @Override
            public RecordSchema getSchema() {
                return schema;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    /** Content whose reading fails at its end. */
    static InputStream failing(final String content, final IOException failure) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(final byte[] bytes, final int from, final int length) {
                final int count = super.read(bytes, from, length);
                if (count < 0) {
                    throw new java.io.UncheckedIOException(failure);
                }
                return count;
            }
        };
    }
}
