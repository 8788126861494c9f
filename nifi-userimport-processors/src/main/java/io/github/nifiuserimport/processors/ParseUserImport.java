// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.job.Count;
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
import org.apache.nifi.processor.exception.FlowFileAccessException;
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
        Checks a file of users as PutUserImport would, without applying it, and needs no User Store.
        A report tells the file's fault, or the errors by row and how many updates are to be expected,
        and what is in each column. Rows without error come out as nested records when a Record Writer
        is set.
        """)
@UseCase(
        description = "Look what an import of a file would do, before it is done.",
        keywords = {"csv", "validate", "dry run"},
        configuration =
                """
                The defaults read CSV. Set the properties that are set in PutUserImport to the same
                values. Route "report" to where somebody reads it, and "original" on to PutUserImport
                if the file is to be imported when it has no fault.
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
        description =
                "Turn CSV with dotted headers into nested JSON or Avro, without the bad rows.",
        keywords = {"convert", "record", "json", "avro"},
        configuration =
                """
                Set "Record Writer", for example to a JsonRecordSetWriter, and route "records" on.
                """)
@DynamicProperty(
        name = "A column of the file",
        value = "A column of the layout",
        description =
                "Maps a column that the layout does not know, so that the file needs no editing:"
                        + " \"E-mail address\" to $email, \"First name\" to userAttributes.firstName")
@ReadsAttributes({
    @ReadsAttribute(
            attribute = ImportAttributes.ACTION,
            description = "What the rows do, where Action is \"From Attribute\"."),
    @ReadsAttribute(
            attribute = ImportAttributes.KEY,
            description = "What users are found by in Dashly's columns, by default of Import Key."),
    @ReadsAttribute(
            attribute = ImportAttributes.TAGS,
            description = "Tags that users get in Dashly's columns, by default of Tags."),
    @ReadsAttribute(
            attribute = ImportAttributes.ID,
            description = "Id of the import job, which the Dashly report repeats as import_id"),
    @ReadsAttribute(
            attribute = PartAttribute.LINE_COLUMN,
            description =
                    "On a part of PartitionUserImport: that its first column has the lines of the file"),
    @ReadsAttribute(attribute = "filename", description = "Named in userimport.error")
})
@WritesAttributes({
    @WritesAttribute(attribute = ImportAttributes.ROWS, description = "Data rows of the file"),
    @WritesAttribute(
            attribute = ImportAttributes.ROWS_REJECTED,
            description = "Rows that an import would reject"),
    @WritesAttribute(
            attribute = ImportAttributes.ERROR,
            description = "Why nothing of the file can be imported"),
    @WritesAttribute(
            attribute = ImportAttributes.REPLY_STATUS,
            description = "On a Dashly report: 200, 400, or 413 for a file that is too large"),
    @WritesAttribute(attribute = "record.count", description = "On records: how many there are"),
    @WritesAttribute(
            attribute = "mime.type",
            description = "On report: application/json; on records: what the writer writes"),
    @WritesAttribute(
            attribute = "filename",
            description = "On report: the file's, and .report.json")
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
                            Writes the rows that have no error as nested records. Without one the
                            file is only reported on, and read once instead of twice.
                            """)
                    .identifiesControllerService(RecordSetWriterFactory.class)
                    .required(false)
                    .build();

    static final PropertyDescriptor REPORT_FORMAT =
            new PropertyDescriptor.Builder()
                    .name("Report Format")
                    .description("What the report looks like.")
                    .required(true)
                    .allowableValues(ReportFormat.class)
                    .defaultValue(ReportFormat.DETAILED)
                    .build();

    static final PropertyDescriptor MAX_ROW_ERRORS =
            new PropertyDescriptor.Builder()
                    .name("Maximum Row Errors")
                    .description(
                            """
                            How many row errors, and how many warnings, the report tells in full.
                            Those beyond are counted.
                            """)
                    .required(true)
                    .defaultValue("1000")
                    .addValidator(StandardValidators.createLongValidator(0, 1_000_000, true))
                    .build();

    static final Relationship RECORDS =
            new Relationship.Builder()
                    .name("records")
                    .description("The rows without error, if a Record Writer is set")
                    .build();

    static final Relationship REPORT =
            new Relationship.Builder()
                    .name("report")
                    .description("One report for each file, also for one that cannot be imported")
                    .build();

    static final Relationship ORIGINAL =
            new Relationship.Builder()
                    .name("original")
                    .description("Files that can be imported, but for the rows in the report")
                    .build();

    static final Relationship FAILURE =
            new Relationship.Builder()
                    .name("failure")
                    .description("Files that cannot be imported; userimport.error says why")
                    .build();

    private static final Set<Relationship> RELATIONSHIPS =
            Relationships.inOrder(RECORDS, REPORT, ORIGINAL, FAILURE);

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return Stream.of(
                        List.of(RECORD_READER),
                        LayoutProperties.all(),
                        List.of(RECORD_WRITER, REPORT_FORMAT, MAX_ROW_ERRORS))
                .flatMap(List::stream)
                .toList();
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
        } catch (final IllegalArgumentException setting) {
            getLogger().error("{} cannot be checked: {}", file, setting.getMessage(), setting);
            report = FileReport.of(new FileFault(0, null, setting.getMessage()));
        } catch (final IOException unreadable) {
            throw new ProcessException("The file cannot be read", unreadable);
        } catch (final ProcessException | FlowFileAccessException framework) {
            // NiFi's own trouble, such as a full disk: it delivers the file again.
            throw framework;
        } catch (final RuntimeException bug) {
            // It would come again with the same file, and somebody may wait for the report.
            getLogger().error("{} cannot be checked", file, bug);
            report = FileReport.of(new FileFault(0, null, "it cannot be checked: " + bug));
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
        final Map<String, String> attributes = attributes(file, found);
        final ReportFormat format =
                context.getProperty(REPORT_FORMAT).asAllowableValue(ReportFormat.class);
        final HttpReply reply = format.reply(found, file.getAttribute(ImportAttributes.ID));
        FlowFile report = Replies.write(session, session.create(file), reply);
        report = withAttributes(session, report, attributes);
        if (format.isReply()) {
            report =
                    session.putAttribute(
                            report,
                            ImportAttributes.REPLY_STATUS,
                            Integer.toString(reply.status()));
        }
        report = session.putAttribute(report, CoreAttributes.MIME_TYPE.key(), "application/json");
        report =
                session.putAttribute(
                        report,
                        CoreAttributes.FILENAME.key(),
                        file.getAttribute(CoreAttributes.FILENAME.key()) + ".report.json");
        session.transfer(report, REPORT);
        session.transfer(
                withAttributes(session, file, attributes),
                found.fault().isPresent() ? FAILURE : ORIGINAL);
    }

    private static FlowFile withAttributes(
            final ProcessSession session,
            final FlowFile file,
            final Map<String, String> attributes) {
        // An error of an earlier check, of the file before it was corrected.
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

    /** Finds the schema of the rows without error while they are checked. */
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
