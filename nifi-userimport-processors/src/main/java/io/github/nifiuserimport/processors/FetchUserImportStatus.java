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
import java.io.IOException;
import java.io.OutputStream;
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

@Tags({"user", "import", "status", "job", "http", "leanplum", "dashly"})
@InputRequirement(Requirement.INPUT_REQUIRED)
@CapabilityDescription(
        """
        Tells the status of an import job: as attributes, and as the reply to an HTTP request, in
        Leanplum's or Dashly's format, as JSON, as a web page with charts and the first errors, or as
        the file of rejected rows. Every FlowFile that is a request gets a reply with status and headers,
        even if there is no such job or the store is unavailable.
        """)
@UseCase(
        description = "Answer HTTP requests for the status of imports.",
        keywords = {"http", "api", "status", "getMultiResults", "web page"},
        configuration =
                """
                Put it between AuthorizeUserImport and HandleHttpResponse, and set "User Store". Route
                "success", "not found" and "failure" all to HandleHttpResponse, which has
                "HTTP Status Code" = ${userimport.reply.status}, a dynamic property Content-Type =
                ${mime.type}, and "Attributes to add to the HTTP Response (Regex)" =
                WWW-Authenticate|Retry-After|Cache-Control|Content-Disposition|Content-Security-Policy|X-Content-Type-Options|Allow
                """)
@UseCase(
        description = "Wait for an import, or route by its outcome.",
        keywords = {"wait", "route", "attributes"},
        configuration =
                """
                Set "User Store", and "Reply" to None. The FlowFile names the job by userimport.id.
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
            description = "The app whose jobs are told of, in the default value of App ID"),
    @ReadsAttribute(
            attribute = "http.request.uri",
            description = "What is asked for, if Reply is \"From Request\""),
    @ReadsAttribute(
            attribute = "http.headers.Accept",
            description = "Whether a page or JSON is wanted, if there are both"),
    @ReadsAttribute(
            attribute = "http.headers.Host",
            description = "The host in the links of JSON, without a Public URL"),
    @ReadsAttribute(
            attribute = ImportAttributes.ARGUMENT + "jobId",
            description = "The job that Leanplum's getMultiResults asks for")
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
            attribute = ImportAttributes.EVENTS_TRACKED,
            description = ImportAttributes.EVENTS_TRACKED_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.PERCENT,
            description = ImportAttributes.PERCENT_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.ERROR,
            description = "Why the import failed, or why its status is not known"),
    @WritesAttribute(
            attribute = ImportAttributes.REPLY_STATUS,
            description = "HTTP status of the reply"),
    @WritesAttribute(attribute = "mime.type", description = "Media type of the reply"),
    @WritesAttribute(
            attribute = "filename",
            description = "With rejected rows and responses: a name for the file"),
    @WritesAttribute(attribute = "Cache-Control", description = "Header of the reply"),
    @WritesAttribute(attribute = "X-Content-Type-Options", description = "Header of the reply"),
    @WritesAttribute(
            attribute = "Content-Security-Policy",
            description = "Header of a page: only its own style is allowed"),
    @WritesAttribute(
            attribute = "Content-Disposition",
            description = "Header of rejected rows and responses"),
    @WritesAttribute(
            attribute = "Retry-After",
            description = "Header while the store is unavailable: seconds")
})
@SeeAlso(
        classNames = {
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
                    .defaultValue(StatusReplyOption.FROM_REQUEST)
                    .build();

    static final PropertyDescriptor IMPORT_ID =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.IMPORT_ID)
                    .description(
                            """
                            ID of the import job. An HTTP request names the job itself, in its path or
                            in the argument jobId.
                            """)
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
                            The address under which clients reach the API, for links in JSON, such as
                            https://imports.example.com. If empty, links begin with http and the
                            request's Host. Behind a trusted proxy, set it to
                            ${http.headers.X-Forwarded-Proto}://${http.headers.Host}. Links in pages
                            are relative and do not need it.
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
                            "FlowFiles that ask for something that does not exist; the reply says so"
                                    + " and has the status 404 (400 in Leanplum's API)")
                    .build();

    static final Relationship FAILURE =
            new Relationship.Builder()
                    .name("failure")
                    .description(
                            "FlowFiles that could not be answered, because the store is unavailable;"
                                    + " the reply has the status 503 and says when to ask again. If"
                                    + " Reply is None and this relationship is terminated, they stay"
                                    + " in the incoming queue")
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
                        ImportLinks.absolute(
                                value(context, PUBLIC_URL, file),
                                "http",
                                HttpAttributes.header(file, "Host")),
                        Clock.systemUTC());
        final Optional<StatusRequest> request =
                context.getProperty(REPLY)
                        .asAllowableValue(StatusReplyOption.class)
                        .request(file, id);
        // Left by an earlier look.
        file = session.removeAttribute(file, ImportAttributes.ERROR);
        try {
            if (request.isPresent()) {
                answer(session, file, service.answer(request.get()));
            } else {
                tell(session, file, id, service.job(id));
            }
        } catch (StoreException away) {
            getLogger().warn("{} cannot be answered: {}", file, away.getMessage(), away);
            if (away.retryable() && request.isEmpty() && context.isAutoTerminated(FAILURE)) {
                // A file may wait here for its own import, and is asked about again.
                session.transfer(session.penalize(file));
                return;
            }
            fail(session, file, request, away.getMessage(), away.retryable());
        } catch (IOException unwritable) {
            throw new ProcessException("The reply cannot be written", unwritable);
        } catch (ProcessException framework) {
            throw framework;
        } catch (RuntimeException bug) {
            // It would come again with the same request, and somebody waits for the reply.
            getLogger().error("{} cannot be answered", file, bug);
            fail(session, file, request, bug.toString(), false);
        }
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
            throws StoreException, IOException {
        final FlowFile replied = write(session, file, answer.reply());
        switch (answer) {
            case StatusAnswer.OfJob of ->
                    session.transfer(
                            session.putAllAttributes(replied, ImportAttributes.of(of.job())),
                            SUCCESS);
            case StatusAnswer.OfList of -> session.transfer(replied, SUCCESS);
            case StatusAnswer.NotFound not ->
                    session.transfer(
                            session.putAttribute(replied, ImportAttributes.ERROR, not.reason()),
                            NOT_FOUND);
        }
    }

    private static void fail(
            final ProcessSession session,
            final FlowFile file,
            final Optional<StatusRequest> request,
            final String reason,
            final boolean retryable) {
        final FlowFile failed = session.putAttribute(file, ImportAttributes.ERROR, reason);
        if (request.isEmpty()) {
            // May be routed back to here, where it is not to spin.
            session.transfer(session.penalize(failed), FAILURE);
            return;
        }
        final HttpReply reply =
                retryable
                        ? StatusService.unavailable(request.get().format())
                        : StatusService.broken(request.get().format());
        try {
            session.transfer(write(session, failed, reply), FAILURE);
        } catch (StoreException | IOException unwritable) {
            throw new ProcessException("The reply cannot be written", unwritable);
        }
    }

    private static FlowFile write(
            final ProcessSession session, final FlowFile file, final HttpReply reply)
            throws StoreException, IOException {
        try (OutputStream output = session.write(file)) {
            reply.body().write(output);
        }
        final Map<String, String> attributes = new LinkedHashMap<>(reply.headers());
        attributes.put(ImportAttributes.REPLY_STATUS, Integer.toString(reply.status()));
        attributes.put(CoreAttributes.MIME_TYPE.key(), reply.mimeType());
        if (reply.fileName() != null) {
            attributes.put(CoreAttributes.FILENAME.key(), reply.fileName());
        }
        return session.putAllAttributes(file, attributes);
    }
}
