// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.check.CheckedRows;
import io.github.nifiuserimport.job.check.FileCheck;
import io.github.nifiuserimport.job.check.FileReport;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.record.RowRecords;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.services.PartAttribute;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.nifi.annotation.behavior.DynamicProperty;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.RecordSetWriterFactory;

@Tags({
    "user",
    "import",
    "csv",
    "json",
    "check",
    "validate",
    "report",
    "record",
    "leanplum",
    "dashly"
})
@InputRequirement(Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@CapabilityDescription(
        """
        Checks a file of users as PutUserImport would, without applying it and without a User Store. A
        report tells why the file cannot be imported or, for each row with an error, what is wrong; how
        many users would be updated; and what each column contains. If a Record Writer is set, the rows
        without errors come out as nested records.
        """)
@UseCase(
        description = "See what importing a file would do before importing it.",
        keywords = {"csv", "validate", "dry run"},
        configuration =
                """
                The defaults read CSV. Set every property that PutUserImport has too to the same value
                as there. Route "report" to where somebody reads it, and "original" to PutUserImport if
                files without an error are to be imported.
                """)
@UseCase(
        description = "Answer an HTTP upload with the errors by line, as Dashly does.",
        keywords = {"http", "dashly", "reply"},
        configuration =
                """
                Set "Report Format" to Dashly. Route "report" to HandleHttpResponse with the status
                code ${userimport.reply.status}, and "original" to PutUserImport.
                """)
@UseCase(
        description = "Turn CSV with dotted headers into nested JSON or Avro, without faulty rows.",
        keywords = {"convert", "record", "json", "avro"},
        configuration =
                """
                Set "Record Writer", for example to a JsonRecordSetWriter, and route "records" on.
                """)
@DynamicProperty(
        name = LayoutProperties.MAPPING_NAME,
        value = LayoutProperties.MAPPING_VALUE,
        description = LayoutProperties.MAPPING_DESC)
@ReadsAttributes({
    @ReadsAttribute(
            attribute = ImportAttributes.ACTION,
            description = ImportAttributes.ACTION_READ_DESC),
    @ReadsAttribute(attribute = ImportAttributes.KEY, description = ImportAttributes.KEY_READ_DESC),
    @ReadsAttribute(
            attribute = ImportAttributes.TAGS,
            description = ImportAttributes.TAGS_READ_DESC),
    @ReadsAttribute(
            attribute = ImportAttributes.ID,
            description = "ID of the import job, which a Dashly report repeats as import_id"),
    @ReadsAttribute(
            attribute = PartAttribute.LINE_COLUMN,
            description = PartAttribute.LINE_COLUMN_READ_DESC),
    @ReadsAttribute(attribute = "filename", description = "Named in userimport.error")
})
@WritesAttributes({
    @WritesAttribute(attribute = ImportAttributes.ROWS, description = "Data rows in the file"),
    @WritesAttribute(
            attribute = ImportAttributes.ROWS_REJECTED,
            description = "Rows that an import would reject"),
    @WritesAttribute(
            attribute = ImportAttributes.ERROR,
            description = "Why the file cannot be imported"),
    @WritesAttribute(
            attribute = ImportAttributes.REPLY_STATUS,
            description = "On a Dashly report: 200, 400, or 413 if the file is too large"),
    @WritesAttribute(attribute = "record.count", description = "On records: how many there are"),
    @WritesAttribute(
            attribute = "mime.type",
            description = "On report: application/json; on records: the type the writer writes"),
    @WritesAttribute(
            attribute = "filename",
            description = "On report: the file's name followed by .report.json")
})
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.PutUserImport",
            "io.github.nifiuserimport.services.UserImportCSVReader"
        })
public class ParseUserImport extends AbstractProcessor implements VerifiableProcessor {

    static final PropertyDescriptor RECORD_READER = ReaderProperty.RECORD_READER;

    static final PropertyDescriptor RECORD_WRITER =
            new PropertyDescriptor.Builder()
                    .name("Record Writer")
                    .description(
                            """
                            Writes the rows without errors as nested records. Without a writer there
                            is only the report, and the file is read once instead of twice.
                            """)
                    .identifiesControllerService(RecordSetWriterFactory.class)
                    .required(false)
                    .build();

    static final PropertyDescriptor REPORT_FORMAT =
            new PropertyDescriptor.Builder()
                    .name("Report Format")
                    .description("The format of the report.")
                    .required(true)
                    .allowableValues(ReportFormat.class)
                    .defaultValue(ReportFormat.DETAILED)
                    .build();

    static final PropertyDescriptor MAX_ROW_ERRORS =
            new PropertyDescriptor.Builder()
                    .name("Maximum Row Errors")
                    .description(
                            """
                            How many row errors, and how many warnings, the report lists. Further
                            ones are only counted.
                            """)
                    .required(true)
                    .defaultValue("1000")
                    .addValidator(StandardValidators.createLongValidator(0, 1_000_000, true))
                    .build();

    static final Relationship RECORDS =
            new Relationship.Builder()
                    .name("records")
                    .description("The rows without errors, if a Record Writer is set")
                    .build();

    static final Relationship REPORT =
            new Relationship.Builder()
                    .name("report")
                    .description(
                            "One report for each file, including those that cannot be imported")
                    .build();

    static final Relationship ORIGINAL =
            new Relationship.Builder()
                    .name("original")
                    .description(
                            "Files that can be imported, except for the rows that the report lists")
                    .build();

    static final Relationship FAILURE =
            new Relationship.Builder()
                    .name("failure")
                    .description("Files that cannot be imported; userimport.error says why")
                    .build();

    private static final List<PropertyDescriptor> PROPERTIES =
            Stream.of(
                            List.of(RECORD_READER),
                            LayoutProperties.all(),
                            List.of(RECORD_WRITER, REPORT_FORMAT, MAX_ROW_ERRORS))
                    .flatMap(List::stream)
                    .toList();

    private static final Set<Relationship> RELATIONSHIPS =
            Relationships.inOrder(RECORDS, REPORT, ORIGINAL, FAILURE);

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    @Override
    protected PropertyDescriptor getSupportedDynamicPropertyDescriptor(final String name) {
        return LayoutProperties.mapping(name);
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context,
            final ComponentLog verificationLogger,
            final Map<String, String> attributes) {
        return ReaderVerification.verify(context, verificationLogger, attributes);
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session)
            throws ProcessException {
        final FlowFile file = session.get();
        if (file == null) {
            return;
        }
        FileReport report;
        try {
            report = check(context, session, file);
        } catch (final IOException | RuntimeException failed) {
            // Somebody may wait for the report, whatever is in it.
            report =
                    FileReport.of(
                            new FileFault(
                                    0,
                                    null,
                                    FileFailure.reason(failed, getLogger(), file, "checked")));
        }
        route(context, session, file, report);
    }

    private FileReport check(
            final ProcessContext context, final ProcessSession session, final FlowFile file)
            throws IOException {
        final LayoutSettings layout = LayoutProperties.settings(context, file);
        final FileCheck check =
                new FileCheck(
                        ReaderProperty.rowFormat(context, file, getLogger()),
                        Layouts.of(layout),
                        layout.limits().fileBytes(),
                        context.getProperty(MAX_ROW_ERRORS).asInteger());
        final RecordSetWriterFactory writers =
                context.getProperty(RECORD_WRITER)
                        .asControllerService(RecordSetWriterFactory.class);
        if (writers == null) {
            return check.run(() -> session.read(file), file.getSize(), CheckedRows.IGNORED);
        }
        final SchemaInference inference = new SchemaInference();
        final FileReport report = check.run(() -> session.read(file), file.getSize(), inference);
        if (report.fault().isPresent()) {
            return report;
        }
        final FlowFile records =
                new RecordsOutput(writers, inference.records(), getLogger())
                        .write(session, file, check);
        session.transfer(session.putAllAttributes(records, attributes(file, report)), RECORDS);
        return report;
    }

    private static void route(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile file,
            final FileReport found) {
        final ReportFormat format =
                context.getProperty(REPORT_FORMAT).asAllowableValue(ReportFormat.class);
        final HttpReply reply = format.reply(found, file.getAttribute(ImportAttributes.ID));
        final FlowFile report = write(session, session.create(file), reply);
        final Map<String, String> attributes = attributes(file, found);
        attributes.put(CoreAttributes.MIME_TYPE.key(), "application/json");
        attributes.put(
                CoreAttributes.FILENAME.key(),
                file.getAttribute(CoreAttributes.FILENAME.key()) + ".report.json");
        if (format.isReply()) {
            attributes.put(ImportAttributes.REPLY_STATUS, Integer.toString(reply.status()));
        }
        session.transfer(withAttributes(session, report, attributes), REPORT);
        session.transfer(
                withAttributes(session, file, attributes(file, found)),
                found.fault().isPresent() ? FAILURE : ORIGINAL);
    }

    private static FlowFile write(
            final ProcessSession session, final FlowFile report, final HttpReply reply) {
        try {
            return Replies.write(session, report, reply);
        } catch (final StoreException noStoreIsAsked) {
            throw new ProcessException("The report cannot be written", noStoreIsAsked);
        }
    }

    private static FlowFile withAttributes(
            final ProcessSession session,
            final FlowFile file,
            final Map<String, String> attributes) {
        // The file may have been checked before and corrected since.
        return session.putAllAttributes(
                session.removeAttribute(file, ImportAttributes.ERROR), attributes);
    }

    private static Map<String, String> attributes(final FlowFile file, final FileReport report) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(Count.ROWS.attribute(), Long.toString(report.rows()));
        attributes.put(Count.REJECTED.attribute(), Long.toString(report.rowErrors().count()));
        report.fault()
                .ifPresent(
                        fault ->
                                attributes.put(
                                        ImportAttributes.ERROR,
                                        file.getAttribute(CoreAttributes.FILENAME.key())
                                                + ", "
                                                + fault.getMessage()));
        return attributes;
    }

    /** Finds the schema of the rows without errors while they are checked. */
    private static final class SchemaInference implements CheckedRows {

        private RowRecords.Inference inference;

        @Override
        public void header(final List<Column> header) {
            inference = new RowRecords.Inference(header);
        }

        @Override
        public void valid(final Row.Values row) {
            inference.observe(row);
        }

        RowRecords records() {
            return inference.settle();
        }
    }
}
