// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.nifi.avro.AvroReader;
import org.apache.nifi.avro.AvroRecordSetWriter;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.csv.CSVUtils;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.schema.access.SchemaAccessUtils;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.util.MockComponentLog;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.xml.XMLReader;

/** NiFi's own readers and writers, as somebody would set them. */
final class RecordReaders {

    private RecordReaders() {}

    static void readJson(final TestRunner runner) throws InitializationException {
        enable(runner, "Record Reader", new JsonTreeReader());
    }

    static void readXml(final TestRunner runner) throws InitializationException {
        final XMLReader reader = new XMLReader();
        runner.addControllerService("Record Reader", reader);
        runner.setProperty(reader, XMLReader.RECORD_FORMAT, XMLReader.RECORD_ARRAY.getValue());
        runner.enableControllerService(reader);
        runner.setProperty("Record Reader", "Record Reader");
    }

    /**
     * NiFi's CSVReader.
     *
     * @param parser such as {@code fast-csv}
     * @param schema {@code infer-schema}, {@code csv-header-derived}, or the schema itself
     * @param properties more of them, by name
     */
    static void readCsv(
            final TestRunner runner,
            final String parser,
            final String schema,
            final Map<String, String> properties)
            throws InitializationException {
        final CSVReader reader = new CSVReader();
        runner.addControllerService("Record Reader", reader);
        runner.setProperty(reader, CSVReader.CSV_PARSER, parser);
        final boolean written = schema.startsWith("{");
        runner.setProperty(
                reader,
                SchemaAccessUtils.SCHEMA_ACCESS_STRATEGY,
                written ? SchemaAccessUtils.SCHEMA_TEXT_PROPERTY.getValue() : schema);
        if (written) {
            runner.setProperty(reader, SchemaAccessUtils.SCHEMA_TEXT, schema);
            runner.setProperty(reader, CSVUtils.FIRST_LINE_IS_HEADER, "true");
        }
        properties.forEach((name, value) -> runner.setProperty(reader, name, value));
        runner.enableControllerService(reader);
        runner.setProperty("Record Reader", "Record Reader");
    }

    static void readAvro(final TestRunner runner) throws InitializationException {
        enable(runner, "Record Reader", new AvroReader());
    }

    /** JSON, one record a line, without nulls. */
    static void writeJson(final TestRunner runner) throws InitializationException {
        writeJson(runner, "output-oneline");
    }

    static void writeJson(final TestRunner runner, final String grouping)
            throws InitializationException {
        final JsonRecordSetWriter writer = new JsonRecordSetWriter();
        runner.addControllerService("Record Writer", writer);
        runner.setProperty(writer, "output-grouping", grouping);
        runner.setProperty(writer, "suppress-nulls", "always-suppress");
        runner.enableControllerService(writer);
        runner.setProperty("Record Writer", "Record Writer");
    }

    private static void enable(
            final TestRunner runner, final String property, final ControllerService service)
            throws InitializationException {
        runner.addControllerService(property, service);
        runner.enableControllerService(service);
        runner.setProperty(property, property);
    }

    /** An Avro file. */
    static byte[] avro(
            final TestRunner runner, final RecordSchema schema, final List<Record> records)
            throws InitializationException, IOException, SchemaNotFoundException {
        final AvroRecordSetWriter writers = new AvroRecordSetWriter();
        runner.addControllerService("avro", writers);
        runner.enableControllerService(writers);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RecordSetWriter writer =
                writers.createWriter(
                        new MockComponentLog("avro", writers), schema, bytes, Map.of())) {
            writer.beginRecordSet();
            for (final Record record : records) {
                writer.write(record);
            }
            writer.finishRecordSet();
        }
        return bytes.toByteArray();
    }
}
