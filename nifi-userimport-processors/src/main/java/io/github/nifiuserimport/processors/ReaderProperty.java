// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.services.PartAttribute;
import io.github.nifiuserimport.services.RecordRowFormat;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.serialization.RecordReaderFactory;

/** The property that says in which format files are. */
final class ReaderProperty {

    static final PropertyDescriptor RECORD_READER =
            new PropertyDescriptor.Builder()
                    .name("Record Reader")
                    .description(
                            """
                            Reads the file: UserImportCSVReader or any other reader, such as those
                            for JSON, Avro and Parquet, whose nested fields take the place of dotted
                            column names. Without a reader, the file is read as CSV in UTF-8 with
                            dotted headers and a detected delimiter. NiFi's own CSVReader (seen in
                            2.3.0) turns cells into numbers when it infers the schema, so that 007
                            becomes 7; such a file is refused. Use UserImportCSVReader or no reader
                            instead, or set the Schema Access Strategy of CSVReader to Use String
                            Fields From Header.
                            """)
                    .identifiesControllerService(RecordReaderFactory.class)
                    .required(false)
                    .build();

    private ReaderProperty() {}

    /**
     * The format of a file.
     *
     * @throws IllegalArgumentException when a property of the reader evaluates to something
     *     unusable; the message names it
     */
    static RowFormat rowFormat(
            final ProcessContext context, final FlowFile file, final ComponentLog log) {
        final RecordReaderFactory readers =
                context.getProperty(RECORD_READER).asControllerService(RecordReaderFactory.class);
        return readers == null
                ? PartAttribute.apply(CsvFormat.defaults(), file.getAttributes())
                : RecordRowFormat.of(readers, file.getAttributes(), file.getSize(), log);
    }
}
