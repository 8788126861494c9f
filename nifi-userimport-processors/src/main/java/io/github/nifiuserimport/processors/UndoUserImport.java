// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.NewUndo;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.UndoRefused;
import io.github.nifiuserimport.job.run.ImportOutcome;
import io.github.nifiuserimport.job.run.ImportProgress;
import io.github.nifiuserimport.job.undo.ImportUndo;
import io.github.nifiuserimport.services.UserStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
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

@Tags({"user", "import", "undo", "revert", "rollback", "history", "profile"})
@InputRequirement(Requirement.INPUT_REQUIRED)
@CapabilityDescription(
        """
        Takes back what an import has changed, exactly once. Each field of a user goes back to what it
        was before the import, unless something else has changed it since: that stays, and is listed.
        What was added to a number is taken off it, and what was put into a set is taken out, also
        where another import has added something since. Users, devices and events that the import made
        go; users whom it merged into others come back. An undo is an import job of its own: one that
        was interrupted by a crash or a restart goes on where it was, and it can itself be undone.
        Imports can be undone for as long as "Keep History For" of the User Store says.
        """)
@UseCase(
        description = "Undo an import.",
        keywords = {"revert", "rollback", "take back"},
        configuration =
                """
                Set "User Store". The FlowFile names the import by userimport.undoes, as FlowFiles from
                "undo" of ListenUserImports do, and the app by userimport.app if it is another than
                "default". Route "retry" back to this processor, and "rejected rows" to where somebody
                looks at what has stayed as it is.
                """)
@ReadsAttributes({
    @ReadsAttribute(
            attribute = ImportAttributes.UNDOES,
            description = "ID of the import to undo, in the default value of Import to Undo"),
    @ReadsAttribute(attribute = ImportAttributes.ID, description = ImportAttributes.ID_READ_DESC),
    @ReadsAttribute(attribute = ImportAttributes.APP, description = ImportAttributes.APP_READ_DESC)
})
@WritesAttributes({
    @WritesAttribute(
            attribute = ImportAttributes.UNDOES,
            description = "ID of the import that was undone"),
    @WritesAttribute(
            attribute = ImportAttributes.ID,
            description = "ID of the undo, which is a job of its own"),
    @WritesAttribute(attribute = ImportAttributes.STATE, description = ImportAttributes.STATE_DESC),
    @WritesAttribute(attribute = ImportAttributes.APP, description = ImportAttributes.APP_DESC),
    @WritesAttribute(attribute = ImportAttributes.ACTION, description = "undo"),
    @WritesAttribute(
            attribute = ImportAttributes.ROWS,
            description = "Changes looked at: of users, devices, events and suppressed addresses"),
    @WritesAttribute(
            attribute = ImportAttributes.ROWS_APPLIED,
            description = "Changes taken back whole"),
    @WritesAttribute(
            attribute = ImportAttributes.ROWS_REJECTED,
            description =
                    "Changes of which something stays, as something else has changed it since"),
    @WritesAttribute(
            attribute = ImportAttributes.USERS_CREATED,
            description = "Users who came back"),
    @WritesAttribute(
            attribute = ImportAttributes.USERS_UPDATED,
            description = "Users who were put back to what they were"),
    @WritesAttribute(
            attribute = ImportAttributes.USERS_DELETED,
            description = "Users whom the import had made"),
    @WritesAttribute(
            attribute = ImportAttributes.DEVICES_CHANGED,
            description = "Devices that went, came back, or were put back to what they were"),
    @WritesAttribute(
            attribute = ImportAttributes.PERCENT,
            description = ImportAttributes.PERCENT_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.ERROR,
            description = "Why the import is not undone"),
    @WritesAttribute(
            attribute = ImportAttributes.REJECTED_FROM,
            description = "On rejected rows: ID of the undo"),
    @WritesAttribute(
            attribute = "filename",
            description = "On rejected rows and summary: that of the import with another ending"),
    @WritesAttribute(
            attribute = "mime.type",
            description = "On rejected rows and summary: the type of their content")
})
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.PutUserImport",
            "io.github.nifiuserimport.processors.ListenUserImports",
            "io.github.nifiuserimport.processors.FetchUserHistory"
        })
public class UndoUserImport extends AbstractProcessor implements VerifiableProcessor {

    static final PropertyDescriptor USER_STORE = ImportProperties.USER_STORE;

    static final PropertyDescriptor UNDOES =
            new PropertyDescriptor.Builder()
                    .name("Import to Undo")
                    .description("ID of the import job to undo. An undo can be undone too.")
                    .required(true)
                    .defaultValue("${userimport.undoes}")
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
                    .build();

    static final PropertyDescriptor APP_ID =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.APP_ID)
                    .description(
                            "The app whose import it is. An import of another app is not undone.")
                    .build();

    static final PropertyDescriptor IMPORT_ID =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.IMPORT_ID)
                    .description(
                            """
                            ID of the undo, which is a job of its own. If empty, or that of the import
                            to undo, the FlowFile's UUID is used.
                            """)
                    .build();

    static final Relationship SUCCESS =
            new Relationship.Builder()
                    .name("success")
                    .description("FlowFiles whose import is undone, but for what is listed")
                    .build();

    static final Relationship REJECTED_ROWS =
            new Relationship.Builder()
                    .name("rejected rows")
                    .description(
                            "What stays as it is, because something else has changed it since: a CSV"
                                    + " file of user, field, value before the import, value now, and"
                                    + " the import that changed it")
                    .build();

    static final Relationship SUMMARY = JobEnd.SUMMARY;

    static final Relationship RETRY =
            new Relationship.Builder()
                    .name("retry")
                    .description(
                            "FlowFiles whose undo was interrupted (the database is unavailable, a"
                                    + " deadlock) and goes on when they come back. Route it to this"
                                    + " processor. If it is terminated, they stay in the incoming"
                                    + " queue")
                    .build();

    static final Relationship FAILURE =
            new Relationship.Builder()
                    .name("failure")
                    .description(
                            "FlowFiles whose import cannot be undone; userimport.error says why")
                    .build();

    private static final List<PropertyDescriptor> PROPERTIES =
            List.of(USER_STORE, UNDOES, APP_ID, IMPORT_ID);

    private static final Set<Relationship> RELATIONSHIPS =
            Relationships.inOrder(SUCCESS, REJECTED_ROWS, SUMMARY, RETRY, FAILURE);

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
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
        return List.of(store(context), RetryRoute.verify(context, RETRY));
    }

    private static ConfigVerificationResult store(final ProcessContext context) {
        final String step = "Ask the user store";
        final UserStore store =
                context.getProperty(USER_STORE).asControllerService(UserStore.class);
        try {
            store.status("");
            return VerificationResult.of(step, Outcome.SUCCESSFUL, store.location() + " answers");
        } catch (final StoreException away) {
            return VerificationResult.of(step, Outcome.FAILED, away.getMessage());
        }
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
        final NewUndo undo = undo(context, file);
        try {
            if (undo.undoes() == null) {
                refuse(session, file, "No import is named; set userimport.undoes to its ID");
                return;
            }
            store.registerUndo(undo, ImportIds.flowFileId(file), () -> {});
            run(session, file, store, undo);
        } catch (final UndoRefused refused) {
            refuse(session, file, refused.getMessage());
        } catch (final StoreException failed) {
            if (failed.retryable()) {
                retry(context, session, file, undo, failed);
            } else {
                fail(session, file, store, undo, failed.getMessage(), failed);
            }
        } catch (final IOException failed) {
            retry(context, session, file, undo, failed);
        } catch (final ProcessException | FlowFileAccessException framework) {
            throw framework;
        } catch (final RuntimeException bug) {
            fail(session, file, store, undo, bug.toString(), bug);
        }
    }

    private static NewUndo undo(final ProcessContext context, final FlowFile file) {
        final String undoes = value(context, UNDOES, file);
        final String id = ImportIds.importId(context, file);
        return new NewUndo(
                id.equals(undoes) ? ImportIds.flowFileId(file) : id,
                value(context, APP_ID, file),
                undoes);
    }

    private static String value(
            final ProcessContext context, final PropertyDescriptor property, final FlowFile file) {
        final String value =
                context.getProperty(property).evaluateAttributeExpressions(file).getValue();
        return value == null || value.isBlank() ? null : value.strip();
    }

    private void run(
            final ProcessSession session,
            final FlowFile file,
            final UserStore store,
            final NewUndo undo)
            throws StoreException, IOException {
        final ImportOutcome outcome =
                new ImportUndo(store, store)
                        .run(undo.id(), ImportIds.flowFileId(file), progress(session));
        if (outcome instanceof ImportOutcome.Stopped) {
            // Back into the queue: it goes on when the processor is started again.
            session.rollback();
            return;
        }
        final JobStatus job = store.status(undo.id()).orElseThrow();
        if (job.isEndedBy(ImportIds.flowFileId(file)) && job.counts().get(Count.REJECTED) > 0) {
            session.transfer(
                    session.putAttribute(
                            RejectedRows.of(session, file, store, job),
                            ImportAttributes.UNDOES,
                            undo.undoes()),
                    REJECTED_ROWS);
        }
        final FlowFile undone = withJob(session, file, undo, job);
        JobEnd.tell(job, session, undone, getLogger());
        session.transfer(undone, outcome instanceof ImportOutcome.Done ? SUCCESS : FAILURE);
    }

    private static FlowFile withJob(
            final ProcessSession session,
            final FlowFile file,
            final NewUndo undo,
            final JobStatus job) {
        // Left by an earlier try that was interrupted.
        final FlowFile clean = session.removeAttribute(file, ImportAttributes.ERROR);
        final FlowFile of = session.putAllAttributes(clean, ImportAttributes.of(job));
        return session.putAttribute(of, ImportAttributes.UNDOES, undo.undoes());
    }

    private ImportProgress progress(final ProcessSession session) {
        return new ImportProgress() {
            @Override
            public void applied(final Counts step) {
                ImportCounters.add(session, step);
            }

            @Override
            public boolean stopRequested() {
                return !isScheduled();
            }
        };
    }

    /** Nothing was undone, and there is no job. */
    private void refuse(final ProcessSession session, final FlowFile file, final String reason) {
        getLogger().error("{} is not undone: {}", file, reason);
        session.transfer(session.putAttribute(file, ImportAttributes.ERROR, reason), FAILURE);
    }

    /** Ends the undo: another try would come to the same. */
    private void fail(
            final ProcessSession session,
            final FlowFile file,
            final UserStore store,
            final NewUndo undo,
            final String reason,
            final Exception cause) {
        try {
            final JobStatus job = store.fail(undo.id(), reason, ImportIds.flowFileId(file));
            final FlowFile failed = withJob(session, file, undo, job);
            JobEnd.tell(job, session, failed, getLogger());
            session.transfer(failed, FAILURE);
        } catch (final StoreException unnoted) {
            cause.addSuppressed(unnoted);
            getLogger()
                    .error(
                            "Undo {} of import {} failed, and the store could not record that: {}",
                            undo.id(),
                            undo.undoes(),
                            unnoted.getMessage(),
                            cause);
            session.transfer(session.putAttribute(file, ImportAttributes.ERROR, reason), FAILURE);
        }
    }

    private void retry(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile file,
            final NewUndo undo,
            final Exception failed) {
        getLogger()
                .warn(
                        "Undo {} of import {} was interrupted; the next try continues it: {}",
                        undo.id(),
                        undo.undoes(),
                        failed.getMessage(),
                        failed);
        RetryRoute.take(
                context,
                session,
                session.putAttribute(file, ImportAttributes.ERROR, failed.getMessage()),
                RETRY);
    }
}
