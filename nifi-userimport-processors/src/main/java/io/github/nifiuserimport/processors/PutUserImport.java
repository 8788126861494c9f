// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.JobSummary;
import io.github.nifiuserimport.job.KeyOrder;
import io.github.nifiuserimport.job.KeyPlace;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.order.UsersScan;
import io.github.nifiuserimport.job.run.FileImport;
import io.github.nifiuserimport.job.run.ImportOutcome;
import io.github.nifiuserimport.job.run.ImportProgress;
import io.github.nifiuserimport.job.run.ImportSettings;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.services.PartAttribute;
import io.github.nifiuserimport.services.UserStore;
import java.io.IOException;
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
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.flowfile.FlowFile;
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
        Merges a file of users into the profiles of a User Store, exactly once. The file may be CSV or
        any format that a record reader reads. The whole file is checked first: one with an error (not
        UTF-8, no userId column, an unclosed quote) is not applied at all. Single rows that cannot be
        imported are left out and come out as a file that can be corrected and imported again. An
        import that was interrupted by a crash or a restart goes on where it was. One that is cancelled,
        on its page or by a request to ListenUserImports, stops after the present batch, and the rows
        that are left come out as a file. One FlowFile is one import job, whose state is kept in the
        store.
        """)
@UseCase(
        description = "Import a CSV file of users into PostgreSQL.",
        keywords = {"csv", "upsert", "postgresql"},
        configuration =
                """
                Set "User Store" to a PostgreSQLUserStore. The defaults do the rest: the delimiter and
                the types of values are detected. Route "retry" back to this processor, "rejected
                rows" to where somebody corrects them, and "unprocessed" and "failure" to where files
                are kept.
                """)
@UseCase(
        description = "Import users from JSON, Avro or Parquet into PostgreSQL.",
        keywords = {"json", "avro", "parquet", "postgresql"},
        configuration =
                """
                Set "User Store" to a PostgreSQLUserStore and "Record Reader" to a JsonTreeReader, an
                AvroReader or a ParquetReader. Each record has a field userId, and a nested record
                userAttributes with the attributes. Route the relationships as for CSV; "rejected
                rows" are JSON lines, which a JsonTreeReader reads.
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
    @ReadsAttribute(attribute = ImportAttributes.ID, description = ImportAttributes.ID_READ_DESC),
    @ReadsAttribute(attribute = ImportAttributes.APP, description = ImportAttributes.APP_READ_DESC),
    @ReadsAttribute(
            attribute = "fragment.index",
            description = "Which part of the job this FlowFile is, from 0; if absent, all of it"),
    @ReadsAttribute(
            attribute = "fragment.count",
            description = "How many parts the job has; the job finishes with the last of them"),
    @ReadsAttribute(
            attribute = ImportAttributes.FILE_SIZE,
            description = "On a part: the size of the whole file in bytes"),
    @ReadsAttribute(
            attribute = ImportAttributes.SPLIT,
            description =
                    "On a part: how the whole file was split. Parts of the same file that was split in"
                            + " another way wait until the job has ended"),
    @ReadsAttribute(
            attribute = PartAttribute.LINE_COLUMN,
            description = PartAttribute.LINE_COLUMN_READ_DESC)
})
@WritesAttributes({
    @WritesAttribute(attribute = ImportAttributes.ID, description = ImportAttributes.ID_DESC),
    @WritesAttribute(attribute = ImportAttributes.STATE, description = ImportAttributes.STATE_DESC),
    @WritesAttribute(attribute = ImportAttributes.APP, description = ImportAttributes.APP_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.ACTION,
            description = ImportAttributes.ACTION_DESC),
    @WritesAttribute(attribute = ImportAttributes.ROWS, description = ImportAttributes.ROWS_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.ROWS_APPLIED,
            description = ImportAttributes.ROWS_APPLIED_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.ROWS_REJECTED,
            description = ImportAttributes.ROWS_REJECTED_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.ROWS_SKIPPED,
            description = ImportAttributes.ROWS_SKIPPED_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.WARNINGS,
            description = ImportAttributes.WARNINGS_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.USERS_CREATED,
            description = ImportAttributes.USERS_CREATED_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.USERS_UPDATED,
            description = ImportAttributes.USERS_UPDATED_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.USERS_UNCHANGED,
            description = ImportAttributes.USERS_UNCHANGED_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.DEVICES_CHANGED,
            description = ImportAttributes.DEVICES_CHANGED_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.USERS_DELETED,
            description = ImportAttributes.USERS_DELETED_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.EVENTS_TRACKED,
            description = ImportAttributes.EVENTS_TRACKED_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.PERCENT,
            description = ImportAttributes.PERCENT_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.ERROR,
            description = "Why the import failed, or that it was cancelled"),
    @WritesAttribute(
            attribute = ImportAttributes.REJECTED_FROM,
            description = "On rejected rows: ID of the job that rejected them"),
    @WritesAttribute(
            attribute = ImportAttributes.UNPROCESSED_FROM,
            description = "On unprocessed: ID of the job that was cancelled"),
    @WritesAttribute(
            attribute = "filename",
            description =
                    "On rejected rows, unprocessed and summary: the file's name with another ending"),
    @WritesAttribute(
            attribute = "mime.type",
            description = "On rejected rows, unprocessed and summary: the type of their content")
})
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.ValidateUserImport",
            "io.github.nifiuserimport.processors.UndoUserImport",
            "io.github.nifiuserimport.processors.PartitionUserImport",
            "io.github.nifiuserimport.services.PostgreSQLUserStore",
            "io.github.nifiuserimport.services.UserImportCSVReader"
        })
public class PutUserImport extends AbstractProcessor implements VerifiableProcessor {

    static final PropertyDescriptor USER_STORE = ImportProperties.USER_STORE;

    static final PropertyDescriptor RECORD_READER = ReaderProperty.RECORD_READER;

    static final PropertyDescriptor APP_ID = ImportProperties.APP_ID;

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
                            How many batches of one file are written at the same time, each over its
                            own database connection, if they concern different users. They are
                            committed one after the other, so the outcome is the same. The pool needs this
                            many connections for each concurrent task of this processor.
                            """)
                    .required(true)
                    .defaultValue("2")
                    .addValidator(StandardValidators.createLongValidator(1, 16, true))
                    .build();

    static final PropertyDescriptor KEEP_ORDER =
            new PropertyDescriptor.Builder()
                    .name("Keep Order")
                    .description(
                            """
                            Whether, with several concurrent tasks, what files say of one user is applied
                            in the order in which the files came. A CSV file of up to 10,000 rows is then
                            imported beside larger ones, unless one before it may have one of its users
                            still to come. Files of more rows wait for each other, and one task is left to
                            small files. If false, as many files are imported at once as there are tasks,
                            in no particular order. With one concurrent task, files are imported one after
                            the other anyway. Parts of files are never held up.
                            """)
                    .required(true)
                    .allowableValues("true", "false")
                    .defaultValue("true")
                    .build();

    static final PropertyDescriptor IMPORT_ID =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.IMPORT_ID)
                    .description(
                            """
                            ID of the import job. A FlowFile with the ID of a job that has been applied
                            is not applied again. If empty, the FlowFile's UUID is used.
                            """)
                    .build();

    private static final List<PropertyDescriptor> PROPERTIES =
            Stream.of(
                            List.of(USER_STORE, RECORD_READER, APP_ID),
                            LayoutProperties.all(),
                            List.of(
                                    BATCH_SIZE,
                                    CONCURRENT_BATCHES,
                                    KEEP_ORDER,
                                    SortProperties.SORT_FILES_FROM,
                                    SortProperties.TEMPORARY_FOLDER,
                                    IMPORT_ID))
                    .flatMap(List::stream)
                    .toList();

    static final Relationship SUCCESS =
            new Relationship.Builder()
                    .name("success")
                    .description("Files of which every row was applied, skipped or rejected")
                    .build();

    static final Relationship REJECTED_ROWS =
            new Relationship.Builder()
                    .name("rejected rows")
                    .description(
                            "The rows that could not be imported, with line, column and error:"
                                    + " correct them and import the file again. CSV for CSV files;"
                                    + " JSON for other formats, one record per line")
                    .build();

    static final Relationship UNPROCESSED =
            new Relationship.Builder()
                    .name("unprocessed")
                    .description(
                            "The rows that were left when their import was cancelled, to be imported as"
                                    + " they are: the file itself if it had no row applied. One FlowFile"
                                    + " for each part. CSV for CSV files; JSON for other formats, one"
                                    + " record per line. If it is not connected, they are dropped; the"
                                    + " file goes to failure all the same")
                    // Flows that were drawn before it was there stay valid.
                    .autoTerminateDefault(true)
                    .build();

    static final Relationship SUMMARY = JobEnd.SUMMARY;

    static final Relationship RETRY =
            new Relationship.Builder()
                    .name("retry")
                    .description(
                            "Files whose import was interrupted (the database is unavailable, a"
                                    + " deadlock) and goes on when they come back; and parts of a"
                                    + " file that was split in another way, until its job has ended."
                                    + " Route it to this processor. If it is terminated, these files"
                                    + " stay in the incoming queue")
                    .build();

    static final Relationship FAILURE =
            new Relationship.Builder()
                    .name("failure")
                    .description(
                            "Files that cannot be imported, or whose import was cancelled;"
                                    + " userimport.error says why")
                    .build();

    private static final Set<Relationship> RELATIONSHIPS =
            Relationships.inOrder(SUCCESS, REJECTED_ROWS, UNPROCESSED, SUMMARY, RETRY, FAILURE);

    /** Null where files are taken as they come. */
    private volatile FilesInOrder inOrder;

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
                        Stream.of(
                                SortProperties.verify(context), RetryRoute.verify(context, RETRY)))
                .toList();
    }

    @OnScheduled
    public void onScheduled(final ProcessContext context) {
        final boolean ordered =
                context.getProperty(KEEP_ORDER).asBoolean() && context.getMaxConcurrentTasks() > 1;
        final UserStore store =
                context.getProperty(USER_STORE).asControllerService(UserStore.class);
        inOrder =
                ordered
                        ? new FilesInOrder(
                                store.fileOrder(),
                                getIdentifier(),
                                // The last one is for small files.
                                context.getMaxConcurrentTasks() - 1)
                        : null;
        if (ordered) {
            // Threads that were terminated may not have put back what they had taken.
            inOrder.forget();
        }
    }

    @OnStopped
    public void onStopped() {
        if (inOrder != null) {
            inOrder.forget();
        }
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session)
            throws ProcessException {
        final FilesInOrder order = inOrder;
        if (order == null) {
            final FlowFile file = session.get();
            if (file != null) {
                importFile(context, session, new TakenFile(file));
            }
            return;
        }
        try (TakenFile taken =
                order.take(
                        context,
                        session,
                        file -> Deliveries.appId(context, file),
                        file -> usersScan(context, file),
                        () -> !isScheduled())) {
            if (taken != null) {
                importFile(context, session, taken);
            }
        }
    }

    private void importFile(
            final ProcessContext context, final ProcessSession session, final TakenFile taken) {
        final FlowFile file = taken.file();
        final UserStore store =
                context.getProperty(USER_STORE).asControllerService(UserStore.class);
        final Delivery delivery = Deliveries.of(context, file);
        try {
            final FileImport fileImport;
            try {
                fileImport = fileImport(context, file, store);
            } catch (IllegalArgumentException setting) {
                refuse(context, session, taken, store, delivery, setting.getMessage(), setting);
                return;
            }
            run(context, session, taken, store, delivery, fileImport);
        } catch (StoreException failed) {
            if (failed.retryable()) {
                retry(context, session, file, delivery, failed);
            } else {
                refuse(context, session, taken, store, delivery, failed.getMessage(), failed);
            }
        } catch (IOException failed) {
            retry(context, session, file, delivery, failed);
        } catch (ProcessException | FlowFileAccessException framework) {
            // NiFi's own trouble, such as a full disk: NiFi rolls the session back and hands the
            // file out again.
            throw framework;
        } catch (RuntimeException bug) {
            // The same rows would fail again and again: route the file to where somebody sees it.
            refuse(context, session, taken, store, delivery, bug.toString(), bug);
        }
    }

    /**
     * How a file is imported.
     *
     * @throws IllegalArgumentException when a property evaluates to something unusable; the message
     *     names it
     */
    private FileImport fileImport(
            final ProcessContext context, final FlowFile file, final UserStore store) {
        final LayoutSettings layout = LayoutProperties.settings(context, file);
        return new FileImport(
                store,
                ReaderProperty.rowFormat(context, file, getLogger()),
                Layouts.of(layout),
                ImportSettings.ofBatchRows(context.getProperty(BATCH_SIZE).asInteger())
                        .withMaxConcurrentBatches(
                                context.getProperty(CONCURRENT_BATCHES).asInteger())
                        .withMaxFileBytes(layout.limits().fileBytes())
                        .withSorting(SortProperties.settings(context)));
    }

    /**
     * How it is found out which users a file is about.
     *
     * @throws IllegalArgumentException as {@link #fileImport} does
     */
    private UsersScan usersScan(final ProcessContext context, final FlowFile file) {
        final LayoutSettings layout = LayoutProperties.settings(context, file);
        return new UsersScan(
                ReaderProperty.rowFormat(context, file, getLogger()),
                Layouts.of(layout),
                layout.limits().fileBytes());
    }

    private void run(
            final ProcessContext context,
            final ProcessSession session,
            final TakenFile taken,
            final UserStore store,
            final Delivery delivery,
            final FileImport fileImport)
            throws StoreException, IOException {
        final FlowFile file = taken.file();
        final long started = System.nanoTime();
        final ImportOutcome outcome =
                fileImport.run(delivery, () -> session.read(file), progress(session, taken));
        switch (outcome) {
            case ImportOutcome.Done done -> {
                rejectedRows(session, file, store, done.job());
                final FlowFile imported =
                        session.putAllAttributes(
                                // Left by an earlier try that was interrupted.
                                session.removeAttribute(file, ImportAttributes.ERROR),
                                ImportAttributes.of(done.job()));
                session.getProvenanceReporter()
                        .send(
                                imported,
                                store.location(),
                                JobSummary.sentence(done.job()),
                                (System.nanoTime() - started) / 1_000_000);
                JobEnd.tell(done.job(), session, imported, getLogger());
                ImportCounters.addPart(session);
                session.transfer(imported, SUCCESS);
                taken.end();
            }
            case ImportOutcome.Failed failed -> fail(session, taken, failed.job());
            case ImportOutcome.Cancelled cancelled ->
                    handBack(context, session, taken, store, delivery, fileImport, cancelled);
            // Back into the queue unchanged: the import goes on when the processor is started
            // again.
            case ImportOutcome.Stopped stopped -> session.rollback();
        }
    }

    /** Ends the job: another try would come to the same. */
    private void refuse(
            final ProcessContext context,
            final ProcessSession session,
            final TakenFile taken,
            final UserStore store,
            final Delivery delivery,
            final String reason,
            final Exception cause) {
        final FlowFile file = taken.file();
        final NewJob job = delivery.job();
        try {
            // It may have failed before it was opened.
            store.open(job, delivery.part());
            final String error = job.fileName() + ": " + reason;
            fail(session, taken, store.fail(job.id(), error, delivery.flowFileId()));
        } catch (StoreException unnoted) {
            cause.addSuppressed(unnoted);
            getLogger()
                    .error(
                            "Import {} of {} failed, and the store could not record that: {}",
                            job.id(),
                            file,
                            unnoted.getMessage(),
                            cause);
            final FlowFile untold = session.putAttribute(file, ImportAttributes.ERROR, reason);
            if (unnoted.retryable()) {
                RetryRoute.take(context, session, untold, RETRY);
            } else {
                // Nor could it after another try: route the file to where somebody sees it.
                session.transfer(untold, FAILURE);
                taken.end();
            }
        }
    }

    private void retry(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile file,
            final Delivery delivery,
            final Exception failed) {
        getLogger()
                .warn(
                        "Import {} of {} was interrupted; the next try continues it: {}",
                        delivery.job().id(),
                        file,
                        failed.getMessage(),
                        failed);
        final FlowFile waiting =
                session.putAttribute(file, ImportAttributes.ERROR, failed.getMessage());
        RetryRoute.take(context, session, waiting, RETRY);
    }

    /** Of a cancelled import: what is left of it, and what came of it until then. */
    private void handBack(
            final ProcessContext context,
            final ProcessSession session,
            final TakenFile taken,
            final UserStore store,
            final Delivery delivery,
            final FileImport fileImport,
            final ImportOutcome.Cancelled cancelled)
            throws StoreException, IOException {
        final FlowFile file = taken.file();
        final Optional<FlowFile> left =
                context.isAutoTerminated(UNPROCESSED)
                        ? Optional.empty()
                        : new UnprocessedRows(session, file, delivery, getLogger())
                                .of(fileImport, cancelled);
        try {
            rejectedRows(session, file, store, cancelled.job());
        } catch (final StoreException | IOException cutOff) {
            left.ifPresent(session::remove);
            throw cutOff;
        }
        left.ifPresent(rows -> session.transfer(rows, UNPROCESSED));
        fail(session, taken, cancelled.job());
    }

    private void fail(final ProcessSession session, final TakenFile taken, final JobStatus job) {
        final FlowFile failed = session.putAllAttributes(taken.file(), ImportAttributes.of(job));
        JobEnd.tell(job, session, failed, getLogger());
        session.transfer(failed, FAILURE);
        taken.end();
    }

    /** Of a job that this file has ended. */
    private static void rejectedRows(
            final ProcessSession session,
            final FlowFile file,
            final UserStore store,
            final JobStatus job)
            throws StoreException, IOException {
        if (job.isEndedBy(ImportIds.flowFileId(file)) && job.counts().get(Count.REJECTED) > 0) {
            session.transfer(
                    PartFlowFiles.asNewFile(session, RejectedRows.of(session, file, store, job)),
                    REJECTED_ROWS);
        }
    }

    private ImportProgress progress(final ProcessSession session, final TakenFile taken) {
        final FlowFile file = taken.file();
        return new ImportProgress() {
            @Override
            public void applied(final Counts batch) {
                ImportCounters.add(session, batch);
            }

            @Override
            public void standsAt(final PartProgress present) {
                present.order()
                        .flatMap(KeyOrder::last)
                        .map(KeyPlace::key)
                        .ifPresent(taken::reached);
            }

            @Override
            public void batchByBatch(final String reason) {
                getLogger().info("{} is now written batch by batch: {}", file, reason);
            }

            @Override
            public void inFileOrder(final String reason) {
                getLogger()
                        .warn(
                                "{} is not sorted and is applied in file order, which takes longer: {}",
                                file,
                                reason);
            }

            @Override
            public boolean stopRequested() {
                return !isScheduled();
            }
        };
    }
}
