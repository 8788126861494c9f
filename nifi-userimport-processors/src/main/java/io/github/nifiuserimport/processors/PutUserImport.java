// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.JobSummary;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.RejectedRowsFile;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.run.FileImport;
import io.github.nifiuserimport.job.run.ImportOutcome;
import io.github.nifiuserimport.job.run.ImportProgress;
import io.github.nifiuserimport.job.run.ImportSettings;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.services.PartAttribute;
import io.github.nifiuserimport.services.UserStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.nifi.annotation.behavior.DynamicProperty;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.flowfile.attributes.FragmentAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;

@Tags({"user", "import", "csv", "profile", "upsert", "merge", "postgresql", "leanplum", "dashly"})
@InputRequirement(Requirement.INPUT_REQUIRED)
@CapabilityDescription(
        """
        Merges a file of users, CSV or any format that a record reader reads, into the profiles of a
        User Store, exactly once. The whole file is checked first; one with a fault (not UTF-8, no
        userId column, an unclosed quote) is not applied at all. Rows that cannot be imported are
        left out and come out as a file that can be corrected and imported again. After a crash or a restart an import goes on where it
        was. One FlowFile is one import job, whose state is kept in the store.
        """)
@UseCase(
        description = "Import a CSV file of users into PostgreSQL.",
        keywords = {"csv", "upsert", "postgresql"},
        configuration =
                """
                Set "User Store" to a PostgreSQLUserStore. The defaults do the rest: the delimiter is
                detected and the values' types are found. Route "retry" back to this processor,
                "rejected rows" to where somebody corrects them, and "failure" to where files wait.
                """)
@UseCase(
        description = "Import users from JSON, Avro or Parquet into PostgreSQL.",
        keywords = {"json", "avro", "parquet", "postgresql"},
        configuration =
                """
                Set "User Store" to a PostgreSQLUserStore and "Record Reader" to a JsonTreeReader, an
                AvroReader or a ParquetReader. Records have a field userId, and their attributes as
                fields of a record userAttributes. Route the relationships as for CSV; "rejected
                rows" are JSON lines, to be imported with a JsonTreeReader.
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
            description = "Id of the import job. Without it the FlowFile's UUID is the job's id."),
    @ReadsAttribute(
            attribute = ImportAttributes.APP,
            description = "The app whose users these are, by default of App ID."),
    @ReadsAttribute(
            attribute = "fragment.index",
            description = "Which part of the job this FlowFile is, from 0; without it, all of it."),
    @ReadsAttribute(
            attribute = "fragment.count",
            description = "How many parts the job has; the job finishes with the last of them."),
    @ReadsAttribute(
            attribute = ImportAttributes.FILE_SIZE,
            description = "On a part: how many bytes the whole file has."),
    @ReadsAttribute(
            attribute = ImportAttributes.SPLIT,
            description =
                    "On a part: how the whole file was split. Parts of another split of the same"
                            + " file wait until the job has ended."),
    @ReadsAttribute(
            attribute = PartAttribute.LINE_COLUMN,
            description =
                    "On a part: that its first column has the lines on which rows start in the whole"
                            + " file. It is not among the columns of the rows.")
})
@WritesAttributes({
    @WritesAttribute(attribute = ImportAttributes.ID, description = "Id of the import job"),
    @WritesAttribute(
            attribute = ImportAttributes.STATE,
            description = "PENDING, RUNNING, FINISHED or FAILED"),
    @WritesAttribute(
            attribute = ImportAttributes.APP,
            description = "The app whose users these are"),
    @WritesAttribute(
            attribute = ImportAttributes.ACTION,
            description = "What the rows do; not there where each says it itself"),
    @WritesAttribute(attribute = ImportAttributes.ROWS, description = "Rows processed"),
    @WritesAttribute(attribute = ImportAttributes.ROWS_APPLIED, description = "Rows applied"),
    @WritesAttribute(attribute = ImportAttributes.ROWS_REJECTED, description = "Rows rejected"),
    @WritesAttribute(
            attribute = ImportAttributes.ROWS_SKIPPED,
            description = "Rows left out with a warning: an unknown user who is not to be created"),
    @WritesAttribute(
            attribute = ImportAttributes.WARNINGS,
            description = "Warnings, of skipped rows and of what was left out of applied ones"),
    @WritesAttribute(
            attribute = ImportAttributes.USERS_CREATED,
            description = "Users that were not known before"),
    @WritesAttribute(attribute = ImportAttributes.USERS_UPDATED, description = "Users changed"),
    @WritesAttribute(
            attribute = ImportAttributes.USERS_UNCHANGED,
            description = "Users that already were as the file says"),
    @WritesAttribute(
            attribute = ImportAttributes.DEVICES_CHANGED,
            description = "Devices that were created or changed"),
    @WritesAttribute(attribute = ImportAttributes.EVENTS_TRACKED, description = "Events tracked"),
    @WritesAttribute(attribute = ImportAttributes.PERCENT, description = "Rows processed, of 100"),
    @WritesAttribute(attribute = ImportAttributes.ERROR, description = "Why the import failed"),
    @WritesAttribute(
            attribute = ImportAttributes.REJECTED_FROM,
            description = "On rejected rows: id of the job whose rows they are"),
    @WritesAttribute(
            attribute = "filename",
            description =
                    "On rejected rows and summary: the file's name with an ending of its own"),
    @WritesAttribute(attribute = "mime.type", description = "On rejected rows and summary")
})
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.PartitionUserImport",
            "io.github.nifiuserimport.services.PostgreSQLUserStore",
            "io.github.nifiuserimport.services.UserImportCSVReader"
        })
public class PutUserImport extends AbstractProcessor implements VerifiableProcessor {

    static final PropertyDescriptor USER_STORE =
            new PropertyDescriptor.Builder()
                    .name("User Store")
                    .description("Where profiles and import jobs are kept.")
                    .identifiesControllerService(UserStore.class)
                    .required(true)
                    .build();

    static final PropertyDescriptor RECORD_READER = ReaderProperty.RECORD_READER;

    static final PropertyDescriptor APP_ID =
            new PropertyDescriptor.Builder()
                    .name("App ID")
                    .description(
                            """
                            The app whose users are imported. Users of different apps are different
                            users, also under the same id.
                            """)
                    .required(true)
                    .defaultValue("${userimport.app:replaceEmpty('default')}")
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
                    .build();

    static final PropertyDescriptor BATCH_SIZE =
            new PropertyDescriptor.Builder()
                    .name("Batch Size")
                    .description("How many rows are applied in one transaction.")
                    .required(true)
                    .defaultValue("2000")
                    .addValidator(StandardValidators.createLongValidator(1, 100_000, true))
                    .build();

    static final PropertyDescriptor CONCURRENT_BATCHES =
            new PropertyDescriptor.Builder()
                    .name("Concurrent Batches")
                    .description(
                            """
                            How many batches of one file are written at once, each over a database
                            connection of its own, where they are of different users. They are
                            committed in file order, so what comes out is the same. The pool should
                            have so many connections for each of this processor's tasks.
                            """)
                    .required(true)
                    .defaultValue("2")
                    .addValidator(StandardValidators.createLongValidator(1, 16, true))
                    .build();

    static final PropertyDescriptor IMPORT_ID =
            new PropertyDescriptor.Builder()
                    .name("Import ID")
                    .description(
                            """
                            Id of the import job. A FlowFile with the id of a job that has been
                            applied is not applied again. When empty, the FlowFile's UUID is taken.
                            """)
                    .required(false)
                    .defaultValue("${userimport.id}")
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
                    .build();

    private static final List<PropertyDescriptor> PROPERTIES =
            Stream.of(
                            List.of(USER_STORE, RECORD_READER, APP_ID),
                            LayoutProperties.all(),
                            List.of(BATCH_SIZE, CONCURRENT_BATCHES, IMPORT_ID))
                    .flatMap(List::stream)
                    .toList();

    static final Relationship SUCCESS =
            new Relationship.Builder()
                    .name("success")
                    .description("Files whose rows are all applied, or rejected one by one")
                    .build();

    static final Relationship REJECTED_ROWS =
            new Relationship.Builder()
                    .name("rejected rows")
                    .description(
                            "The rows that could not be imported, with line, column and error:"
                                    + " correct them and import the file again. CSV for CSV, for"
                                    + " other formats JSON, one record a line")
                    .build();

    static final Relationship SUMMARY =
            new Relationship.Builder()
                    .name("summary")
                    .description(
                            "One JSON object for each job that has finished or failed, from the"
                                    + " FlowFile that brought it to its end")
                    .build();

    static final Relationship RETRY =
            new Relationship.Builder()
                    .name("retry")
                    .description(
                            "Files whose import was cut off (database away, deadlock) and goes on"
                                    + " when they come back, and parts of a second split of a file"
                                    + " until its job has ended: route it to this processor. Where"
                                    + " it is terminated, they are kept in the incoming queue")
                    .build();

    static final Relationship FAILURE =
            new Relationship.Builder()
                    .name("failure")
                    .description("Files that cannot be imported; userimport.error says why")
                    .build();

    private static final Set<Relationship> RELATIONSHIPS =
            Relationships.inOrder(SUCCESS, REJECTED_ROWS, SUMMARY, RETRY, FAILURE);

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
        return Stream.concat(
                        ReaderVerification.verify(context, verificationLogger, attributes).stream(),
                        Stream.of(RetryRoute.verify(context, RETRY)))
                .toList();
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session)
            throws ProcessException {
        final FlowFile file = session.get();
        if (file == null) {
            return;
        }
        final UserStore store =
                context.getProperty(USER_STORE).asControllerService(UserStore.class);
        final NewJob job = job(context, file);
        final PartId part =
                new PartId(job.id(), fragment(file, FragmentAttributes.FRAGMENT_INDEX, 0));
        try {
            run(context, session, file, store, job, part);
        } catch (StoreException | IOException failed) {
            handle(context, session, file, store, job, part, failed);
        } catch (ProcessException | FlowFileAccessException framework) {
            // NiFi's own trouble, such as a full disk: it has rolled the session back, or is about
            // to, and delivers the file again.
            throw framework;
        } catch (RuntimeException bug) {
            // The same rows would fail again, for ever: the file goes where somebody sees it.
            handle(
                    context,
                    session,
                    file,
                    store,
                    job,
                    part,
                    new StoreException(bug.toString(), false, bug));
        }
    }

    private void run(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile file,
            final UserStore store,
            final NewJob job,
            final PartId part)
            throws StoreException, IOException {
        final long started = System.nanoTime();
        final LayoutSettings layout = layout(context, file);
        final FileImport fileImport =
                new FileImport(
                        store,
                        rowFormat(context, file),
                        Layouts.of(layout),
                        ImportSettings.ofRows(context.getProperty(BATCH_SIZE).asInteger())
                                .withConcurrentBatches(
                                        context.getProperty(CONCURRENT_BATCHES).asInteger())
                                .withFileBytes(layout.limits().fileBytes()));
        final ImportOutcome outcome =
                fileImport.run(
                        job,
                        part,
                        ImportIds.delivery(file),
                        () -> session.read(file),
                        progress(session, file));
        switch (outcome) {
            case ImportOutcome.Done done -> {
                if (done.job().isEndedBy(ImportIds.delivery(file))
                        && done.job().counts().get(Count.REJECTED) > 0) {
                    rejectedRows(session, file, store, done.job());
                }
                final FlowFile imported =
                        session.putAllAttributes(
                                // Left by an earlier, cut off try.
                                session.removeAttribute(file, ImportAttributes.ERROR),
                                ImportAttributes.of(done.job()));
                session.getProvenanceReporter()
                        .send(
                                imported,
                                store.location(),
                                JobSummary.sentence(done.job()),
                                (System.nanoTime() - started) / 1_000_000);
                summarize(session, imported, done.job());
                ImportCounters.addPart(session);
                session.transfer(imported, SUCCESS);
            }
            case ImportOutcome.Failed failed -> fail(session, file, failed.job());
            // Back into the queue as it came: the next start of the processor goes on with it.
            case ImportOutcome.Stopped stopped -> session.rollback();
        }
    }

    private void handle(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile file,
            final UserStore store,
            final NewJob job,
            final PartId part,
            final Exception failed) {
        if (failed instanceof StoreException error && !error.retryable()) {
            try {
                // It may have failed before it was opened.
                store.open(job, part);
                fail(
                        session,
                        file,
                        store.fail(
                                job.id(),
                                job.fileName() + ": " + failed.getMessage(),
                                ImportIds.delivery(file)));
                return;
            } catch (StoreException unnoted) {
                failed.addSuppressed(unnoted);
                getLogger()
                        .error(
                                "Import {} of {} failed, and the store could not be told: {}",
                                job.id(),
                                file,
                                unnoted.getMessage(),
                                failed);
                if (!unnoted.retryable()) {
                    // Nor will another try be told: the file goes where somebody sees it.
                    session.transfer(
                            session.putAttribute(file, ImportAttributes.ERROR, failed.getMessage()),
                            FAILURE);
                    return;
                }
            }
        } else {
            getLogger()
                    .warn(
                            "Import {} of {} was cut off and goes on with the next try: {}",
                            job.id(),
                            file,
                            failed.getMessage(),
                            failed);
        }
        final FlowFile waiting =
                session.putAttribute(file, ImportAttributes.ERROR, failed.getMessage());
        RetryRoute.take(context, session, waiting, RETRY);
    }

    private void fail(final ProcessSession session, final FlowFile file, final JobStatus job) {
        final FlowFile failed = session.putAllAttributes(file, ImportAttributes.of(job));
        summarize(session, failed, job);
        session.transfer(failed, FAILURE);
    }

    /** One bulletin and one summary of a job's end, from the FlowFile that brought it there. */
    private void summarize(
            final ProcessSession session, final FlowFile parent, final JobStatus job) {
        if (job.isEndedBy(ImportIds.delivery(parent))) {
            JobEnd.tell(job, session, parent, SUMMARY, getLogger());
        }
    }

    private static void rejectedRows(
            final ProcessSession session,
            final FlowFile file,
            final UserStore store,
            final JobStatus job)
            throws StoreException, IOException {
        FlowFile rejected = session.create(file);
        try (var output = session.write(rejected)) {
            RejectedRowsFile.write(store, job.id(), job.notation(), output);
        } catch (StoreException | IOException cutOff) {
            // Or NiFi would miss a relationship to transfer it to, and say so instead.
            session.remove(rejected);
            throw cutOff;
        }
        rejected = session.putAllAttributes(rejected, ImportAttributes.of(job));
        // Corrected and sent to this processor, it is an import of its own, and no part.
        rejected = session.removeAttribute(rejected, ImportAttributes.ID);
        rejected = session.removeAllAttributes(rejected, PartFlowFiles.ATTRIBUTES);
        rejected = session.putAttribute(rejected, ImportAttributes.REJECTED_FROM, job.id());
        rejected =
                session.putAttribute(
                        rejected, CoreAttributes.MIME_TYPE.key(), job.notation().mimeType());
        rejected =
                session.putAttribute(
                        rejected,
                        CoreAttributes.FILENAME.key(),
                        RejectedRowsFile.name(job.fileName(), job.notation()));
        session.transfer(rejected, REJECTED_ROWS);
    }

    private ImportProgress progress(final ProcessSession session, final FlowFile file) {
        return new ImportProgress() {
            @Override
            public void applied(final Counts batch) {
                ImportCounters.add(session, batch);
            }

            @Override
            public void batchByBatch(final String reason) {
                getLogger().info("{} goes on batch by batch: {}", file, reason);
            }

            @Override
            public boolean stopRequested() {
                return !isScheduled();
            }
        };
    }

    private RowFormat rowFormat(final ProcessContext context, final FlowFile file)
            throws StoreException {
        try {
            return ReaderProperty.rowFormat(context, file, getLogger());
        } catch (IllegalArgumentException setting) {
            throw new StoreException(setting.getMessage(), false, setting);
        }
    }

    private static LayoutSettings layout(final ProcessContext context, final FlowFile file)
            throws StoreException {
        try {
            return LayoutProperties.settings(context, file);
        } catch (IllegalArgumentException setting) {
            throw new StoreException(setting.getMessage(), false, setting);
        }
    }

    private static NewJob job(final ProcessContext context, final FlowFile file) {
        return new NewJob(
                        ImportIds.importId(context, IMPORT_ID, file),
                        context.getProperty(APP_ID).evaluateAttributeExpressions(file).getValue(),
                        // Until the header is read, it is not known what rows do.
                        null,
                        file.getAttribute(CoreAttributes.FILENAME.key()),
                        fileSize(file),
                        fragment(file, FragmentAttributes.FRAGMENT_COUNT, 1))
                .withSplit(file.getAttribute(ImportAttributes.SPLIT));
    }

    /** Of a part, the size of the file it is of: what is limited and told is that one's. */
    private static long fileSize(final FlowFile file) {
        final String whole = file.getAttribute(ImportAttributes.FILE_SIZE);
        return whole == null || file.getAttribute(ImportAttributes.ID) == null
                ? file.getSize()
                : Long.parseLong(whole);
    }

    private static int fragment(
            final FlowFile file, final FragmentAttributes attribute, final int fallback) {
        final Map<String, String> attributes = file.getAttributes();
        return attributes.containsKey(ImportAttributes.ID)
                        && attributes.containsKey(attribute.key())
                ? Integer.parseInt(attributes.get(attribute.key()))
                : fallback;
    }
}
