// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import io.github.nifiuserimport.csv.FileFault;
import io.github.nifiuserimport.csv.Row;
import io.github.nifiuserimport.csv.RowReader;
import io.github.nifiuserimport.csv.record.RowRecords;
import java.io.IOException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * Rows for NiFi's own record processors. A rejected row is an exception that says where and why;
 * reading can go on after it.
 */
final class RowRecordReader implements RecordReader {

    private final RowReader rows;
    private final RowRecords records;

    RowRecordReader(final RowReader rows, final RowRecords records) {
        this.rows = rows;
        this.records = records;
    }

    /**
     * {@inheritDoc} The schema is the rows' own: nothing is to be coerced, nothing to be dropped.
     */
    @Override
    public Record nextRecord(final boolean coerceTypes, final boolean dropUnknownFields)
            throws IOException, MalformedRecordException {
        try {
            return switch (rows.next()) {
                case null -> null;
                case Row.Values values -> records.record(values);
                case Row.Rejected rejected ->
                        throw new MalformedRecordException(describe(rejected));
            };
        } catch (final FileFault e) {
            throw new MalformedRecordException(e.getMessage(), e);
        }
    }

    @Override
    public RecordSchema getSchema() {
        return records.schema();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private static String describe(final Row.Rejected row) {
        return row.column() == null
                ? "line %d: %s".formatted(row.line(), row.error())
                : "line %d, column %s: %s".formatted(row.line(), row.column(), row.error());
    }
}
