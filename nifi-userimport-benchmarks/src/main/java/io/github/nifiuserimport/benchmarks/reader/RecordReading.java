// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.reader;

import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.util.MockComponentLog;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

/** A NiFi record reader, used as processors use it: the schema is asked for, then every record. */
final class RecordReading implements FileReading {

    private final RecordReaderFactory factory;
    private final ComponentLog log;

    RecordReading(final RecordReaderFactory factory, final Map<String, String> properties)
            throws InitializationException {
        this.factory = factory;
        final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
        runner.addControllerService("reader", factory);
        properties.forEach((name, value) -> runner.setProperty(factory, name, value));
        runner.enableControllerService(factory);
        log = new MockComponentLog("reader", factory);
    }

    @Override
    public int read(final byte[] content, final Consumer<Object> values) throws Exception {
        int records = 0;
        // It can go back to its beginning, as a FlowFile's content stream can.
        try (RecordReader reader =
                factory.createRecordReader(
                        Map.of(), new ByteArrayInputStream(content), content.length, log)) {
            reader.getSchema();
            for (Record row = reader.nextRecord(); row != null; row = reader.nextRecord()) {
                accept(row, values);
                records++;
            }
        }
        return records;
    }

    private static void accept(final Record row, final Consumer<Object> values) {
        for (final RecordField field : row.getSchema().getFields()) {
            final Object value = row.getValue(field);
            if (value instanceof Record nested) {
                accept(nested, values);
            } else {
                values.accept(value);
            }
        }
    }
}
