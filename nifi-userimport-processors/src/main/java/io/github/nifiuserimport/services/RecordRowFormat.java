// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import io.github.nifiuserimport.record.RecordRows;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.HeaderMapping;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.row.RowReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.serialization.RecordReaderFactory;

/**
 * The rows of a FlowFile as any record reader of NiFi has them: JSON, Avro, Parquet.
 *
 * @param readers the service
 * @param attributes of the FlowFile, for Expression Language in the service's properties
 * @param length of the FlowFile in bytes
 * @param log that the reader writes to
 */
public record RecordRowFormat(
        RecordReaderFactory readers, Map<String, String> attributes, long length, ComponentLog log)
        implements RowFormat {

    /**
     * The format that a record reader gives a FlowFile. One of ours knows lines and cells; the
     * proxy through which NiFi hands services out has all their interfaces.
     *
     * @throws IllegalArgumentException when a property of the reader evaluates to something
     *     unusable; the message names it
     */
    public static RowFormat of(
            final RecordReaderFactory readers,
            final Map<String, String> attributes,
            final long length,
            final ComponentLog log) {
        return readers instanceof RowFormatService rows
                ? rows.rowFormat(attributes)
                : new RecordRowFormat(readers, attributes, length, log);
    }

    @Override
    public RowReader open(final InputStream content, final HeaderMapping mapping)
            throws IOException, FileFault {
        return RecordRows.open(
                content,
                bytes -> readers.createRecordReader(attributes, bytes, length, log),
                mapping);
    }
}
