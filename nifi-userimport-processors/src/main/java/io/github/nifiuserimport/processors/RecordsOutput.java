// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.check.CheckedRows;
import io.github.nifiuserimport.job.check.FileCheck;
import io.github.nifiuserimport.record.RowRecords;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.WriteResult;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * Writes the rows without error as records. The file is read a second time, since writers want the
 * schema before the first record.
 */
final class RecordsOutput {

    private final RecordSetWriterFactory writers;
    private final RowRecords records;
    private final ComponentLog log;

    RecordsOutput(
            final RecordSetWriterFactory writers,
            final RowRecords records,
            final ComponentLog log) {
        this.writers = writers;
        this.records = records;
        this.log = log;
    }

    /**
     * A new FlowFile of the rows.
     *
     * @throws IllegalArgumentException when the writer cannot write them; the message says why
     */
    FlowFile write(final ProcessSession session, final FlowFile file, final FileCheck check)
            throws IOException {
        FlowFile output = session.create(file);
        final Map<String, String> attributes = new HashMap<>();
        try {
            final RecordSchema schema = writers.getSchema(file.getAttributes(), records.schema());
            try (OutputStream bytes = session.write(output);
                    RecordSetWriter writer =
                            writers.createWriter(log, schema, bytes, file.getAttributes())) {
                writer.beginRecordSet();
                check.run(() -> session.read(file), file.getSize(), new Writing(writer));
                final WriteResult result = writer.finishRecordSet();
                attributes.putAll(result.getAttributes());
                attributes.put("record.count", Integer.toString(result.getRecordCount()));
                attributes.put(CoreAttributes.MIME_TYPE.key(), writer.getMimeType());
            }
            return session.putAllAttributes(output, attributes);
        } catch (final SchemaNotFoundException | IOException e) {
            session.remove(output);
            throw new IllegalArgumentException(
                    "the Record Writer cannot write the rows: " + e.getMessage(), e);
        } catch (final RuntimeException e) {
            session.remove(output);
            throw e;
        }
    }

    /** Hands rows to the writer. */
    private final class Writing implements CheckedRows {

        private final RecordSetWriter writer;

        Writing(final RecordSetWriter writer) {
            this.writer = writer;
        }

        @Override
        public void header(final List<Column> header) {
            // Known from the first reading.
        }

        @Override
        public void valid(final Row.Values row) throws IOException {
            writer.write(records.record(row));
        }
    }
}
