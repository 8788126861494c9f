// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.api.StatusAnswer;
import io.github.nifiuserimport.api.StatusRequest;
import io.github.nifiuserimport.api.StatusService;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.page.ImportLinks;
import io.github.nifiuserimport.services.UserStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;

@Tags({"user", "import", "status", "job", "report", "leanplum", "dashly"})
@InputRequirement(Requirement.INPUT_REQUIRED)
@CapabilityDescription(
        """
        Tells the status of an import job: as attributes and, if wanted, as the FlowFile's content, in
        Leanplum's or Dashly's format, as JSON, as a web page with charts and the first errors, or as
        the file of rejected rows. Who asks by HTTP is answered by ListenUserImports.
        """)
@UseCase(
        description = "Wait for an import, or route by its outcome.",
        keywords = {"wait", "route", "attributes"},
        configuration =
                """
                Set "User Store". The FlowFile names the job by userimport.id.
                Route "success" to a RouteOnAttribute that tests ${userimport.state}.
                """)
@UseCase(
        description = "Send rejected rows, or a page about an import, by mail or to a folder.",
        keywords = {"report", "rejected rows", "mail"},
        configuration =
                """
                Set "User Store", and "Reply" to Rejected Rows or HTML. The FlowFile names the job by
                userimport.id, as those on PutUserImport's "summary" do.
                """)
@ReadsAttributes({
    @ReadsAttribute(
            attribute = ImportAttributes.ID,
            description = "ID of the import job, in the default value of Import ID"),
    @ReadsAttribute(
            attribute = ImportAttributes.APP,
            description = "The app whose jobs are told of, in the default value of App ID")
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
            description = "Why the import failed, or why its status is not known"),
    @WritesAttribute(attribute = "mime.type", description = "Media type of the content"),
    @WritesAttribute(
            attribute = "filename",
            description = "With rejected rows and responses: a name for the file")
})
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.ListenUserImports",
            "io.github.nifiuserimport.processors.PutUserImport",
            "io.github.nifiuserimport.services.PostgreSQLUserStore"
        })
public class FetchUserImportStatus extends AbstractProcessor {

    static final PropertyDescriptor USER_STORE = ImportProperties.USER_STORE;

    static final PropertyDescriptor REPLY =
            new PropertyDescriptor.Builder()
                    .name("Reply")
                    .description("What the FlowFile's content becomes.")
                    .required(true)
                    .allowableValues(StatusReplyOption.class)
                    .defaultValue(StatusReplyOption.NONE)
                    .build();

    static final PropertyDescriptor IMPORT_ID =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.IMPORT_ID)
                    .description("ID of the import job.")
                    .build();

    static final PropertyDescriptor APP_ID =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.APP_ID)
                    .description(
                            """
                            The app whose jobs are told of; those of other apps are "not found". If
                            empty, jobs of every app are told of, and the list is that of the app
                            "default".
                            """)
                    .required(false)
                    .defaultValue("${userimport.app}")
                    .build();

    static final PropertyDescriptor PUBLIC_URL =
            new PropertyDescriptor.Builder()
                    .name("Public URL")
                    .description(
                            """
                            The address under which ListenUserImports is reached, for links in JSON,
                            such as https://imports.example.com. If empty, links begin with /imports.
                            """)
                    .required(false)
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(StandardValidators.URL_VALIDATOR)
                    .build();

    static final Relationship SUCCESS =
            new Relationship.Builder()
                    .name("success")
                    .description("FlowFiles with the status of a job, or with a list of jobs")
                    .build();

    static final Relationship NOT_FOUND =
            new Relationship.Builder()
                    .name("not found")
                    .description(
                            "FlowFiles that ask for something that does not exist; userimport.error"
                                    + " says so, and so does the content unless Reply is None")
                    .build();

    static final Relationship FAILURE =
            new Relationship.Builder()
                    .name("failure")
                    .description(
                            "FlowFiles as they came, while the store is unavailable;"
                                    + " userimport.error says why. If this relationship is"
                                    + " terminated, they stay in the incoming queue")
                    .build();

    private static final List<PropertyDescriptor> PROPERTIES =
            List.of(USER_STORE, REPLY, IMPORT_ID, APP_ID, PUBLIC_URL);

    private static final Set<Relationship> RELATIONSHIPS =
            Relationships.inOrder(SUCCESS, NOT_FOUND, FAILURE);

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session)
            throws ProcessException {
        FlowFile file = session.get();
        if (file == null) {
            return;
        }
        final String id = value(context, IMPORT_ID, file);
        final StatusService service =
                new StatusService(
                        context.getProperty(USER_STORE).asControllerService(UserStore.class),
                        value(context, APP_ID, file),
                        ImportLinks.absolute(value(context, PUBLIC_URL, file), null, null),
                        Clock.systemUTC());
        final Optional<StatusRequest> request =
                context.getProperty(REPLY).asAllowableValue(StatusReplyOption.class).request(id);
        // Left by an earlier look.
        file = session.removeAttribute(file, ImportAttributes.ERROR);
        try {
            if (request.isPresent()) {
                answer(session, file, service.answer(request.get()));
            } else {
                tell(session, file, id, service.job(id));
            }
        } catch (final StoreException failed) {
            fail(context, session, file, failed);
        }
    }

    private void fail(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile file,
            final StoreException failed) {
        getLogger().warn("{} cannot be answered: {}", file, failed.getMessage(), failed);
        // May be routed back to here, where it is not to spin.
        final FlowFile later = session.penalize(file);
        if (failed.retryable() && context.isAutoTerminated(FAILURE)) {
            // A file may wait here for its own import, and is asked about again.
            session.transfer(later);
            return;
        }
        session.transfer(
                session.putAttribute(later, ImportAttributes.ERROR, failed.getMessage()), FAILURE);
    }

    private static String value(
            final ProcessContext context, final PropertyDescriptor property, final FlowFile file) {
        final String value =
                context.getProperty(property).evaluateAttributeExpressions(file).getValue();
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Attributes alone. */
    private static void tell(
            final ProcessSession session,
            final FlowFile file,
            final String id,
            final Optional<JobStatus> job) {
        if (job.isPresent()) {
            session.transfer(
                    session.putAllAttributes(file, ImportAttributes.of(job.get())), SUCCESS);
            return;
        }
        final String reason = id == null ? "No import is named" : "No import " + id + " is known";
        session.transfer(session.putAttribute(file, ImportAttributes.ERROR, reason), NOT_FOUND);
    }

    private static void answer(
            final ProcessSession session, final FlowFile file, final StatusAnswer answer)
            throws StoreException {
        final HttpReply reply = answer.reply();
        final FlowFile written = Replies.write(session, file, reply);
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(CoreAttributes.MIME_TYPE.key(), reply.mimeType());
        if (reply.fileName() != null) {
            attributes.put(CoreAttributes.FILENAME.key(), reply.fileName());
        }
        switch (answer) {
            case StatusAnswer.OfJob of -> attributes.putAll(ImportAttributes.of(of.job()));
            case StatusAnswer.OfList of -> {}
            case StatusAnswer.OfUser never -> throw new IllegalStateException("not asked for");
            case StatusAnswer.NotFound not -> attributes.put(ImportAttributes.ERROR, not.reason());
        }
        session.transfer(
                session.putAllAttributes(written, attributes),
                answer instanceof StatusAnswer.NotFound ? NOT_FOUND : SUCCESS);
    }
}
