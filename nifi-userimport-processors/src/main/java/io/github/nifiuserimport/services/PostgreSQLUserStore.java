// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import io.github.nifiuserimport.job.HandOver;
import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.JobTotals;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.NewUndo;
import io.github.nifiuserimport.job.OpenedPart;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.Pruned;
import io.github.nifiuserimport.job.RegisteredJob;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.RowResults;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.UndoRefused;
import io.github.nifiuserimport.job.history.UserHistory;
import io.github.nifiuserimport.job.order.FileOrder;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.job.run.ChangeSink;
import io.github.nifiuserimport.job.run.DryRunSession;
import io.github.nifiuserimport.job.run.PreparedBatch;
import io.github.nifiuserimport.store.PostgreSQLImportStore;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnDisabled;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.controller.VerifiableControllerService;
import org.apache.nifi.dbcp.DBCPService;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;

@Tags({"user", "import", "profile", "store", "postgresql", "postgres", "database"})
@CapabilityDescription(
        """
        Keeps user profiles, devices, import jobs and the record of which rows were applied in
        PostgreSQL 13 or later, over any database connection pool. Creates its schema when it is
        enabled, or as soon as the database is available, and updates the schema after an upgrade. All
        it needs is a database and a user who may create a schema in it.
        """)
@SeeAlso(classNames = "io.github.nifiuserimport.services.PostgreSQLConnectionPool")
public class PostgreSQLUserStore extends AbstractControllerService
        implements UserStore, VerifiableControllerService {

    static final PropertyDescriptor CONNECTION_POOL =
            new PropertyDescriptor.Builder()
                    .name("Database Connection Pooling Service")
                    .description(
                            "The service that provides connections to the PostgreSQL database.")
                    .identifiesControllerService(DBCPService.class)
                    .required(true)
                    .build();

    static final PropertyDescriptor SCHEMA =
            new PropertyDescriptor.Builder()
                    .name("Schema")
                    .description(
                            """
                            The PostgreSQL schema with the tables. It is created if it does not exist.
                            Two stores with different schemas are independent of each other.
                            """)
                    .required(true)
                    .defaultValue("userimport")
                    .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                    .addValidator(schemaNameValidator())
                    .build();

    static final PropertyDescriptor KEEP_HISTORY_FOR =
            new PropertyDescriptor.Builder()
                    .name("Keep History For")
                    .description(
                            """
                            How long it is kept what users, their devices and their events were before
                            each change, and which import made it. PruneUserImports removes what is
                            older. With 0 days, imports keep nothing of it: a user then has no history.
                            """)
                    .required(true)
                    .defaultValue("30 days")
                    .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                    .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
                    .build();

    private final FileOrder fileOrder = new FileOrder();

    private volatile PostgreSQLImportStore store;

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(CONNECTION_POOL, SCHEMA, KEEP_HISTORY_FOR);
    }

    @OnEnabled
    public void onEnabled(final ConfigurationContext context) {
        final PostgreSQLImportStore opened = open(context);
        try {
            opened.migrate();
        } catch (StoreException notYet) {
            // The flow has to start without the database, too: files wait in front of the
            // processor, and the first call that reaches the database prepares the schema.
            getLogger()
                    .warn(
                            "{} Imports wait until this succeeds; it is tried again with each of them.",
                            sentence(notYet.getMessage()),
                            notYet);
        }
        store = opened;
    }

    @OnDisabled
    public void onDisabled() {
        store = null;
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ConfigurationContext context,
            final ComponentLog verificationLogger,
            final Map<String, String> variables) {
        final ConfigVerificationResult.Builder result =
                new ConfigVerificationResult.Builder().verificationStepName("Prepare the schema");
        final String schema = schemaName(context).name();
        try {
            open(context).migrate();
            return List.of(
                    result.outcome(Outcome.SUCCESSFUL)
                            .explanation("The schema " + schema + " exists and is up to date")
                            .build());
        } catch (StoreException failed) {
            verificationLogger.error("Schema {} cannot be prepared", schema, failed);
            return List.of(result.outcome(Outcome.FAILED).explanation(explanation(failed)).build());
        }
    }

    /** The store does not know the address of the database; the pool may. */
    private static String explanation(final StoreException failed) {
        return failed.getCause() instanceof ProcessException pool && pool.getMessage() != null
                ? sentence(failed.getMessage()) + " The connection pool says: " + pool.getMessage()
                : failed.getMessage();
    }

    /** Something may follow: the message ends as a sentence does. */
    private static String sentence(final String message) {
        return message.matches("(?s).*[.?!]") ? message : message + ".";
    }

    @Override
    public RegisteredJob register(final NewJob job, final String flowFileId) throws StoreException {
        return store.register(job, flowFileId);
    }

    @Override
    public RegisteredJob register(
            final NewJob job, final String flowFileId, final HandOver handOver)
            throws StoreException {
        return store.register(job, flowFileId, handOver);
    }

    @Override
    public RegisteredJob registerFailed(
            final NewJob job, final String reason, final String flowFileId) throws StoreException {
        return store.registerFailed(job, reason, flowFileId);
    }

    @Override
    public OpenedPart open(final NewJob job, final PartId part) throws StoreException {
        return store.open(job, part);
    }

    @Override
    public PartProgress counted(
            final PartId part, final long rows, final Optional<String> keyColumn)
            throws StoreException {
        return store.counted(part, rows, keyColumn);
    }

    @Override
    public Function<Batch, PreparedBatch> preparation() {
        return store.preparation();
    }

    @Override
    public DryRunSession dryRun(
            final String appId, final ChangeSink changes, final boolean comesOnce)
            throws StoreException {
        return store.dryRun(appId, changes, comesOnce);
    }

    @Override
    public JobStatus fail(final String jobId, final String reason, final String flowFileId)
            throws StoreException {
        return store.fail(jobId, reason, flowFileId);
    }

    @Override
    public JobStatus cancel(final String jobId, final String reason) throws StoreException {
        return store.cancel(jobId, reason);
    }

    @Override
    public JobStatus tellCancelled(final String jobId, final String flowFileId)
            throws StoreException {
        return store.tellCancelled(jobId, flowFileId);
    }

    @Override
    public Optional<JobStatus> status(final String jobId) throws StoreException {
        return store.status(jobId);
    }

    @Override
    public List<JobStatus> latest(final String appId, final int max) throws StoreException {
        return store.latest(appId, max);
    }

    @Override
    public JobTotals totals(final Collection<String> appIds) throws StoreException {
        return store.totals(appIds);
    }

    @Override
    public JobFindings findings(final String jobId, final int max) throws StoreException {
        return store.findings(jobId, max);
    }

    @Override
    public void rowResults(final String jobId, final RowResults results) throws StoreException {
        store.rowResults(jobId, results);
    }

    @Override
    public void rejectedRows(final String jobId, final Consumer<RejectedRow> consumer)
            throws StoreException {
        store.rejectedRows(jobId, consumer);
    }

    @Override
    public Pruned pruneRows(final Instant endedBefore) throws StoreException {
        return store.pruneRows(endedBefore);
    }

    @Override
    public Pruned pruneJobs(final Instant endedBefore) throws StoreException {
        return store.pruneJobs(endedBefore);
    }

    @Override
    public Optional<UserHistory> history(
            final String appId, final String user, final Optional<Instant> before, final int max)
            throws StoreException {
        return store.history(appId, user, before, max);
    }

    @Override
    public RegisteredJob registerUndo(
            final NewUndo undo, final String flowFileId, final HandOver handOver)
            throws StoreException, UndoRefused {
        return store.registerUndo(undo, flowFileId, handOver);
    }

    @Override
    public OpenedPart openUndo(final String undoId, final String flowFileId) throws StoreException {
        return store.openUndo(undoId, flowFileId);
    }

    @Override
    public PartProgress undoNext(
            final String undoId, final PartProgress present, final String flowFileId)
            throws StoreException {
        return store.undoNext(undoId, present, flowFileId);
    }

    @Override
    public Pruned pruneHistory() throws StoreException {
        return store.pruneHistory();
    }

    @Override
    public FileOrder fileOrder() {
        return fileOrder;
    }

    @Override
    public String location() {
        return store.location();
    }

    private static PostgreSQLImportStore open(final ConfigurationContext context) {
        final DBCPService pool =
                context.getProperty(CONNECTION_POOL).asControllerService(DBCPService.class);
        return new PostgreSQLImportStore(
                pool::getConnection,
                schemaName(context),
                context.getProperty(KEEP_HISTORY_FOR).evaluateAttributeExpressions().asDuration());
    }

    private static SchemaName schemaName(final ConfigurationContext context) {
        return new SchemaName(
                context.getProperty(SCHEMA).evaluateAttributeExpressions().getValue());
    }

    private static Validator schemaNameValidator() {
        return (subject, input, context) -> {
            final ValidationResult.Builder result =
                    new ValidationResult.Builder().subject(subject).input(input);
            try {
                new SchemaName(
                        context.newPropertyValue(input).evaluateAttributeExpressions().getValue());
                return result.valid(true).build();
            } catch (IllegalArgumentException notAllowed) {
                return result.valid(false).explanation(notAllowed.getMessage()).build();
            }
        };
    }
}
