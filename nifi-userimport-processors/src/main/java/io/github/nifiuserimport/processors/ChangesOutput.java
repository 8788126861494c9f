// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.run.ChangeSink;
import io.github.nifiuserimport.job.run.ChangedUser;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.value.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.WriteResult;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/** Writes what an import would change to a new FlowFile, a record for each field of each user. */
final class ChangesOutput implements ChangeSink, AutoCloseable {

    private static final String USER_ID = "userId";
    private static final String LINE = "line";
    private static final String FIELD = "field";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private static final RecordSchema SCHEMA =
            new SimpleRecordSchema(
                    List.of(
                            new RecordField(USER_ID, RecordFieldType.STRING.getDataType()),
                            new RecordField(LINE, RecordFieldType.LONG.getDataType()),
                            new RecordField(FIELD, RecordFieldType.STRING.getDataType()),
                            new RecordField(BEFORE, RecordFieldType.STRING.getDataType()),
                            new RecordField(AFTER, RecordFieldType.STRING.getDataType())));

    private final RecordSetWriterFactory writers;
    private final ProcessSession session;
    private final FlowFile file;
    private final ComponentLog log;
    private RecordSchema schema;
    private FlowFile output;
    private OutputStream bytes;
    private RecordSetWriter writer;

    /**
     * @param file whose changes these are
     */
    ChangesOutput(
            final RecordSetWriterFactory writers,
            final ProcessSession session,
            final FlowFile file,
            final ComponentLog log) {
        this.writers = writers;
        this.session = session;
        this.file = file;
        this.log = log;
    }

    @Override
    public void begin() throws IOException {
        close();
        output = session.create(file);
        try {
            schema = writers.getSchema(file.getAttributes(), SCHEMA);
            bytes = session.write(output);
            writer = writers.createWriter(log, schema, bytes, file.getAttributes());
            writer.beginRecordSet();
        } catch (final SchemaNotFoundException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void changed(final ChangedUser user) throws IOException {
        for (final FieldChange change : user.changes()) {
            // Told apart also where a number becomes its own text.
            final boolean alike = text(change.before()).equals(text(change.after()));
            final Map<String, Object> values = new LinkedHashMap<>();
            values.put(USER_ID, user.userId());
            values.put(LINE, user.line() == 0 ? null : user.line());
            values.put(FIELD, change.field());
            values.put(BEFORE, value(change.before(), alike));
            values.put(AFTER, value(change.after(), alike));
            try {
                writer.write(new MapRecord(schema, values));
            } catch (final IOException e) {
                throw unwritable(e);
            }
        }
    }

    private static String value(final Object value, final boolean json) {
        if (value == null) {
            return null;
        }
        return json ? JsonWriter.text(value) : text(value);
    }

    private static String text(final Object value) {
        return value instanceof String text ? text : JsonWriter.text(value);
    }

    private static IllegalArgumentException unwritable(final Exception e) {
        return new IllegalArgumentException(
                "the Changes Writer cannot write the changes: " + e.getMessage(), e);
    }

    /** The FlowFile, once all is told. */
    FlowFile end() throws IOException {
        final WriteResult result = writer.finishRecordSet();
        final Map<String, String> attributes = new LinkedHashMap<>(result.getAttributes());
        attributes.put("record.count", Integer.toString(result.getRecordCount()));
        attributes.put(CoreAttributes.MIME_TYPE.key(), writer.getMimeType());
        closeWriter();
        final FlowFile whole = session.putAllAttributes(output, attributes);
        output = null;
        return whole;
    }

    private void closeWriter() throws IOException {
        final OutputStream open = bytes;
        final RecordSetWriter last = writer;
        bytes = null;
        writer = null;
        if (open != null) {
            try (open) {
                if (last != null) {
                    last.close();
                }
            }
        }
    }

    /** What is not at its end is dropped. */
    @Override
    public void close() throws IOException {
        closeWriter();
        if (output != null) {
            session.remove(output);
            output = null;
        }
    }
}
