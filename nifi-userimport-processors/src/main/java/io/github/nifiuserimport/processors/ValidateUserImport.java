// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.check.CheckedRows;
import io.github.nifiuserimport.job.check.FileCheck;
import io.github.nifiuserimport.job.check.FileReport;
import io.github.nifiuserimport.job.dryrun.DryRun;
import io.github.nifiuserimport.job.dryrun.DryRunReport;
import io.github.nifiuserimport.job.run.ChangeSink;
import io.github.nifiuserimport.job.run.ImportSettings;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.record.RowRecords;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.services.PartAttribute;
import io.github.nifiuserimport.services.UserStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Checks a file of users as PutUserImport would, without applying it. A report tells why the file
        cannot be imported or, for each row with an error, what is wrong; and what each column contains.
        If a User Store is set, the file is also tried against the profiles there, by the import's own
        code and without changing anything: how many users would be created and updated, and what would
        become of which field. If a Record Writer is set, the rows without errors come out as nested
        records.
        """)
@UseCase(
        description = "See what importing a file would change before importing it.",
        keywords = {"csv", "validate", "dry run", "diff", "preview"},
        configuration =
                """
                Set "User Store", and every property that PutUserImport has too to the same value as
                there. Route "report" to where somebody reads it. For each change, set "Changes Writer",
                for example to a CSVRecordSetWriter, and route "changes" on.
                """)
@UseCase(
        description = "Import only files that change no more than a number of users.",
        keywords = {"dry run", "guard", "approve"},
        configuration =
                """
                Set "User Store". Route "original" to a RouteOnAttribute that compares
                userimport.users.updated and userimport.users.created with what is expected, and from
                there to PutUserImport or to where somebody looks at the file.
                """)
@UseCase(
        description = "Check a file without a database.",
        keywords = {"csv", "validate", "check"},
        configuration =
                """
                Leave "User Store" empty. The defaults read CSV. Set every property that PutUserImport
                has too to the same value as there. Route "report" to where somebody reads it, and
                "original" to PutUserImport if files without an error are to be imported.
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
    @ReadsAttribute(attribute = ImportAttributes.APP, description = ImportAttributes.APP_READ_DESC),
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
            attribute = ImportAttributes.ROWS_APPLIED,
            description = "With a User Store: rows that an import would apply"),
    @WritesAttribute(
            attribute = ImportAttributes.ROWS_SKIPPED,
            description = "With a User Store: rows that an import would leave out with a warning"),
    @WritesAttribute(
            attribute = ImportAttributes.WARNINGS,
            description = "With a User Store: warnings of an import"),
    @WritesAttribute(
            attribute = ImportAttributes.USERS_CREATED,
            description = "With a User Store: users that an import would create"),
    @WritesAttribute(
            attribute = ImportAttributes.USERS_UPDATED,
            description = "With a User Store: users that an import would change"),
    @WritesAttribute(
            attribute = ImportAttributes.USERS_UNCHANGED,
            description = "With a User Store: users who are already as the file says"),
    @WritesAttribute(
            attribute = ImportAttributes.DEVICES_CHANGED,
            description = "With a User Store: devices that an import would create or change"),
    @WritesAttribute(
            attribute = ImportAttributes.EVENTS_TRACKED,
            description = "With a User Store: events that an import would track"),
    @WritesAttribute(
            attribute = ImportAttributes.ERROR,
            description = "Why the file cannot be imported"),
    @WritesAttribute(
            attribute = ImportAttributes.REPLY_STATUS,
            description = "On a Dashly report: 200, 400, or 413 if the file is too large"),
    @WritesAttribute(
            attribute = "record.count",
            description = "On records and changes: how many there are"),
    @WritesAttribute(
            attribute = "mime.type",
            description =
                    "On report: application/json; on records and changes: the type the writer writes"),
    @WritesAttribute(
            attribute = "filename",
            description = "On report: the file's name followed by .report.json")
})
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.PutUserImport",
            "io.github.nifiuserimport.services.PostgreSQLUserStore",
            "io.github.nifiuserimport.services.UserImportCSVReader"
        })
public class ValidateUserImport extends AbstractProcessor implements VerifiableProcessor {

    static final PropertyDescriptor USER_STORE =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.USER_STORE)
                    .description(
                            """
                            The profiles that files are tried against. Nothing is changed there, no
                            job is made, and no import waits; each file holds one connection of the
                            pool while it is tried. If empty, files are checked by themselves.
                            """)
                    .required(false)
                    .build();

    static final PropertyDescriptor RECORD_READER = ReaderProperty.RECORD_READER;

    static final PropertyDescriptor APP_ID =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.APP_ID)
                    .description("The app whose users files are tried against.")
                    .dependsOn(USER_STORE)
                    .build();

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

    static final PropertyDescriptor CHANGES_WRITER =
            new PropertyDescriptor.Builder()
                    .name("Changes Writer")
                    .description(
                            """
                            Writes what an import would change: a record for each changed field of
                            each user, with userId, line, field, before and after.
                            """)
                    .identifiesControllerService(RecordSetWriterFactory.class)
                    .required(false)
                    .dependsOn(USER_STORE)
                    .build();

    static final PropertyDescriptor BATCH_SIZE =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(PutUserImport.BATCH_SIZE)
                    .description(
                            """
                            The Batch Size of PutUserImport, so that users whose rows fall into several
                            batches are counted as there.
                            """)
                    .dependsOn(USER_STORE)
                    .build();

    static final PropertyDescriptor SORT_FILES_FROM =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(SortProperties.SORT_FILES_FROM)
                    .dependsOn(USER_STORE)
                    .build();

    static final PropertyDescriptor TEMPORARY_FOLDER =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(SortProperties.TEMPORARY_FOLDER)
                    .dependsOn(USER_STORE)
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

    static final Relationship CHANGES =
            new Relationship.Builder()
                    .name("changes")
                    .description(
                            "What an import would change, a record for each field of each user, if a"
                                    + " Changes Writer is set")
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
                            List.of(USER_STORE, RECORD_READER, APP_ID),
                            LayoutProperties.all(),
                            List.of(
                                    RECORD_WRITER,
                                    CHANGES_WRITER,
                                    REPORT_FORMAT,
                                    MAX_ROW_ERRORS,
                                    BATCH_SIZE,
                                    SORT_FILES_FROM,
                                    TEMPORARY_FOLDER))
                    .flatMap(List::stream)
                    .toList();

    private static final Set<Relationship> RELATIONSHIPS =
            Relationships.inOrder(RECORDS, REPORT, ORIGINAL, FAILURE);

    private static final Set<Relationship> WITH_CHANGES =
            Relationships.inOrder(RECORDS, CHANGES, REPORT, ORIGINAL, FAILURE);

    /** Flows that were made before there were changes have no connection for them. */
    private volatile Set<Relationship> relationships = RELATIONSHIPS;

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
        return relationships;
    }

    @Override
    public void onPropertyModified(
            final PropertyDescriptor descriptor, final String oldValue, final String newValue) {
        if (descriptor.equals(CHANGES_WRITER)) {
            relationships = newValue == null ? RELATIONSHIPS : WITH_CHANGES;
        }
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context,
            final ComponentLog verificationLogger,
            final Map<String, String> attributes) {
        final List<ConfigVerificationResult> results =
                new ArrayList<>(ReaderVerification.verify(context, verificationLogger, attributes));
        if (context.getProperty(USER_STORE).isSet()) {
            results.add(SortProperties.verify(context));
        }
        return results;
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session)
            throws ProcessException {
        final FlowFile file = session.get();
        if (file == null) {
            return;
        }
        Found found;
        try {
            found = find(context, session, file);
        } catch (final StoreException away) {
            getLogger().warn("{} waits to be tried: {}", file, away.getMessage(), away);
            session.rollback(true);
            context.yield();
            return;
        } catch (final IOException | RuntimeException failed) {
            // Somebody may wait for the report, whatever is in it.
            found = Found.fault(FileFailure.reason(failed, getLogger(), file, "checked"));
        }
        if (found == null) {
            session.rollback();
        } else {
            route(context, session, file, found);
        }
    }

    /**
     * What was found out about a file.
     *
     * @param dryRun nothing when it was not tried
     */
    private record Found(FileReport check, Optional<DryRunReport> dryRun) {

        static Found fault(final String reason) {
            return new Found(FileReport.of(new FileFault(0, null, reason)), Optional.empty());
        }
    }

    /**
     * Checks a file, and tries it against the store if there is one.
     *
     * @return null when the processor is stopped before all is found out
     * @throws StoreException when the store is away
     */
    private Found find(
            final ProcessContext context, final ProcessSession session, final FlowFile file)
            throws IOException, StoreException {
        final LayoutSettings settings = LayoutProperties.settings(context, file);
        final RowFormat format = ReaderProperty.rowFormat(context, file, getLogger());
        final Layout layout = Layouts.of(settings);
        final int maxNotes = context.getProperty(MAX_ROW_ERRORS).asInteger();
        final FileCheck check =
                new FileCheck(format, layout, settings.limits().fileBytes(), maxNotes);
        final RecordSetWriterFactory writers = writers(context, RECORD_WRITER);
        final SchemaInference inference = new SchemaInference();
        final FileReport report =
                check.run(
                        () -> session.read(file),
                        file.getSize(),
                        writers == null ? CheckedRows.IGNORED : inference);
        final UserStore store =
                context.getProperty(USER_STORE).asControllerService(UserStore.class);
        if (report.fault().isPresent()) {
            return new Found(report, Optional.empty());
        }
        Found found = new Found(report, Optional.empty());
        if (store != null) {
            final DryRun dryRun =
                    new DryRun(
                            store,
                            format,
                            layout,
                            ImportSettings.ofBatchRows(context.getProperty(BATCH_SIZE).asInteger())
                                    .withMaxFileBytes(settings.limits().fileBytes())
                                    .withSorting(SortProperties.settings(context)),
                            maxNotes);
            found = tried(context, session, file, report, dryRun);
        }
        if (writers != null && found != null) {
            final FlowFile records =
                    new RecordsOutput(writers, inference.records(), getLogger())
                            .write(session, file, check);
            session.transfer(session.putAllAttributes(records, attributes(file, found)), RECORDS);
        }
        return found;
    }

    private Found tried(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile file,
            final FileReport check,
            final DryRun dryRun)
            throws IOException, StoreException {
        final RecordSetWriterFactory writers = writers(context, CHANGES_WRITER);
        final String app =
                context.getProperty(APP_ID).evaluateAttributeExpressions(file).getValue();
        try {
            if (writers == null) {
                return run(dryRun, session, file, app, DryRun.REPORT_ALONE)
                        .map(report -> new Found(check, Optional.of(report)))
                        .orElse(null);
            }
            try (ChangesOutput changes = new ChangesOutput(writers, session, file, getLogger())) {
                final Optional<DryRunReport> report = run(dryRun, session, file, app, changes);
                if (report.isEmpty()) {
                    return null;
                }
                final Found found = new Found(check, report);
                session.transfer(
                        session.putAllAttributes(changes.end(), attributes(file, found)), CHANGES);
                return found;
            }
        } catch (final StoreException failed) {
            if (failed.retryable()) {
                throw failed;
            }
            // It would fail again and again.
            getLogger().error("{} cannot be tried: {}", file, failed.getMessage(), failed);
            return Found.fault(failed.getMessage());
        }
    }

    private Optional<DryRunReport> run(
            final DryRun dryRun,
            final ProcessSession session,
            final FlowFile file,
            final String app,
            final ChangeSink changes)
            throws IOException, StoreException {
        return dryRun.run(
                app, () -> session.read(file), file.getSize(), changes, () -> !isScheduled());
    }

    private static RecordSetWriterFactory writers(
            final ProcessContext context, final PropertyDescriptor property) {
        return context.getProperty(property).asControllerService(RecordSetWriterFactory.class);
    }

    private static void route(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile file,
            final Found found) {
        final ReportFormat format =
                context.getProperty(REPORT_FORMAT).asAllowableValue(ReportFormat.class);
        final HttpReply reply =
                found.dryRun()
                        .map(dryRun -> format.reply(found.check(), dryRun))
                        .orElseGet(
                                () ->
                                        format.reply(
                                                found.check(),
                                                file.getAttribute(ImportAttributes.ID)));
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
                found.check().fault().isPresent() ? FAILURE : ORIGINAL);
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

    private static Map<String, String> attributes(final FlowFile file, final Found found) {
        final FileReport report = found.check();
        final Map<String, String> attributes = new LinkedHashMap<>();
        found.dryRun()
                .ifPresent(
                        dryRun -> {
                            for (final Count count : Count.values()) {
                                attributes.put(
                                        count.attribute(),
                                        Long.toString(dryRun.counts().get(count)));
                            }
                        });
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
