// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.AllowedBuckets;
import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.BucketFolder;
import io.github.nifiuserimport.api.FileName;
import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.api.ImportApi;
import io.github.nifiuserimport.api.ImportPolicy;
import io.github.nifiuserimport.api.ImportRequest;
import io.github.nifiuserimport.api.JobIds;
import io.github.nifiuserimport.api.SentFile;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.RegisteredJob;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.processors.RequestQueue.Taken;
import io.github.nifiuserimport.services.UserStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
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
import org.apache.nifi.components.Validator;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.DataUnit;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;

@Tags({"user", "import", "http", "job", "start", "upload", "gcs", "leanplum", "dashly"})
@InputRequirement(Requirement.INPUT_REQUIRED)
@CapabilityDescription(
        """
        Turns a request for an import into a job: checks every argument of Leanplum's multi or
        Dashly's users/import, registers the job as PENDING, and sends on what is to be imported: the
        name of an object in an allowed bucket, or the file that came with the request. A request
        that is refused is answered in the API's own words. A FlowFile that is no HTTP request starts
        an import by its attributes.
        """)
@UseCase(
        description = "Answer Leanplum's action=multi: import a file from Google Cloud Storage.",
        keywords = {"http", "leanplum", "multi", "gcs"},
        configuration =
                """
                Set "User Store", and "Allowed Buckets" to the buckets that files may come from.
                Route "authorized" of AuthorizeUserImport here, "response" to HandleHttpResponse, and
                "accepted" to InvokeHTTP with a GoogleAccessTokenProvider, whose Additional Details have
                the address, its "No Retry", "Retry" and "Failure" to FailUserImport, and its
                "Response" to PutUserImport with "Action" set to From Attribute.
                """)
@UseCase(
        description = "Answer Dashly's POST /users/import: import the file that is sent.",
        keywords = {"http", "dashly", "upload"},
        configuration =
                """
                Set "API" to Dashly, and "User Store". Route "response" to HandleHttpResponse, and
                "accepted" to ParseUserImport with "Report Format" set to Dashly: its report is the
                reply. Both it and PutUserImport get a UserImportCSVReader whose "Delimiter" is
                ${userimport.delimiter}.
                """)
@ReadsAttributes({
    @ReadsAttribute(
            attribute = ImportAttributes.API,
            description = "leanplum or dashly, of AuthorizeUserImport; by default of API"),
    @ReadsAttribute(
            attribute = "userimport.argument.*",
            description = "The arguments, of a request that is gathered or that is none"),
    @ReadsAttribute(
            attribute = ImportAttributes.REQUEST_FILES,
            description = "How many files the request had"),
    @ReadsAttribute(
            attribute = ImportAttributes.REQUEST_FAULT,
            description = "Why the request could not be read"),
    @ReadsAttribute(attribute = "http.context.identifier", description = "Which request it is"),
    @ReadsAttribute(
            attribute = "http.headers.Idempotency-Key",
            description = "A request with the key of an earlier one starts no second import"),
    @ReadsAttribute(
            attribute = "http.*",
            description = "Requests that come without AuthorizeUserImport; mime.type too")
})
@WritesAttributes({
    @WritesAttribute(attribute = ImportAttributes.ID, description = "Id of the job"),
    @WritesAttribute(attribute = ImportAttributes.APP, description = "The app it is for"),
    @WritesAttribute(attribute = ImportAttributes.STATE, description = "PENDING"),
    @WritesAttribute(
            attribute = ImportAttributes.ACTION,
            description = "What the rows do; not there when each row says it itself (Leanplum)"),
    @WritesAttribute(
            attribute = ImportAttributes.BUCKET,
            description = "The bucket of the file, also as gcs.bucket (Leanplum)"),
    @WritesAttribute(
            attribute = ImportAttributes.OBJECT,
            description = "The object's name in it (Leanplum)"),
    @WritesAttribute(
            attribute = ImportAttributes.KEY,
            description = "What users are found by, $user_id or $email (Dashly)"),
    @WritesAttribute(attribute = ImportAttributes.TAGS, description = "Tags, as given (Dashly)"),
    @WritesAttribute(
            attribute = ImportAttributes.DELIMITER,
            description = "comma, semicolon, pipe, tab, space or detect (Dashly)"),
    @WritesAttribute(attribute = "filename", description = "The file's name without folders"),
    @WritesAttribute(
            attribute = ImportAttributes.REPLY_STATUS,
            description = "On response: the HTTP status"),
    @WritesAttribute(
            attribute = "Retry-After",
            description = "On response: the header, where the status is 503 or 409"),
    @WritesAttribute(
            attribute = "Allow",
            description = "On response: the header, where the status is 405"),
    @WritesAttribute(attribute = "Cache-Control", description = "On response: the header"),
    @WritesAttribute(attribute = "X-Content-Type-Options", description = "On response: the header"),
    @WritesAttribute(
            attribute = ImportAttributes.ERROR,
            description = "On failure: why no import was started")
})
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.AuthorizeUserImport",
            "io.github.nifiuserimport.processors.FailUserImport",
            "io.github.nifiuserimport.processors.ParseUserImport",
            "io.github.nifiuserimport.processors.PutUserImport"
        })
public class StartUserImport extends AbstractProcessor implements VerifiableProcessor {

    static final PropertyDescriptor USER_STORE = ImportProperties.USER_STORE;

    static final PropertyDescriptor API =
            RequestProperties.api(
                    " The attribute userimport.api, which AuthorizeUserImport writes, goes first.");

    static final PropertyDescriptor APP_ID =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.APP_ID)
                    .description(
                            """
                            The app whose users are imported: the one whose key AuthorizeUserImport
                            found. A request that names another app is refused.
                            """)
                    .build();

    static final PropertyDescriptor ALLOWED_BUCKETS =
            new PropertyDescriptor.Builder()
                    .name("Allowed Buckets")
                    .description(
                            """
                            Where Leanplum's requests may import from: names of buckets separated by
                            commas, or BUCKET/folder for what is below a folder. Others are refused
                            with 403, so that nobody reads what only the flow's account may. When
                            empty, every bucket is refused.
                            """)
                    .required(false)
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(Validator.VALID)
                    .build();

    static final PropertyDescriptor BUCKET_FOLDER =
            new PropertyDescriptor.Builder()
                    .name("Bucket Folder")
                    .description(
                            """
                            The folder in which each bucket is a folder, where Leanplum's requests
                            are for files on this machine. An object from which a link leads out of
                            its bucket's folder is refused with 403.
                            """)
                    .required(false)
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(Validator.VALID)
                    .build();

    static final PropertyDescriptor MAX_FILE_SIZE =
            new PropertyDescriptor.Builder()
                    .name("Maximum File Size")
                    .description("A larger file that comes with a request is refused with 413.")
                    .required(true)
                    .defaultValue("30000000 B")
                    .addValidator(StandardValidators.DATA_SIZE_VALIDATOR)
                    .build();

    static final PropertyDescriptor PART_TIMEOUT = RequestProperties.PART_TIMEOUT;

    static final Relationship ACCEPTED =
            new Relationship.Builder()
                    .name("accepted")
                    .description("What is to be imported, one FlowFile for each registered job")
                    .build();

    static final Relationship RESPONSE = RequestProperties.RESPONSE;

    static final Relationship FAILURE =
            new Relationship.Builder()
                    .name("failure")
                    .description(
                            "FlowFiles that start no import and are no request that could be"
                                    + " answered; userimport.error says why")
                    .build();

    private static final Set<Relationship> RELATIONSHIPS =
            Relationships.inOrder(ACCEPTED, RESPONSE, FAILURE);

    private static final String RETRY_AFTER_SECONDS = "10";

    private static final Pattern ARGUMENTS =
            Pattern.compile(Pattern.quote(ImportAttributes.ARGUMENT) + ".*", Pattern.DOTALL);

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(
                USER_STORE,
                API,
                APP_ID,
                ALLOWED_BUCKETS,
                BUCKET_FOLDER,
                MAX_FILE_SIZE,
                PART_TIMEOUT);
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
        return List.of(NeededRoute.verify(context, ACCEPTED, "jobs stay PENDING for ever"));
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session)
            throws ProcessException {
        switch (RequestQueue.take(
                session, context.getProperty(PART_TIMEOUT).asTimePeriod(TimeUnit.MILLISECONDS))) {
            case Taken.Request request -> start(context, session, request.parts());
            case Taken.Incomplete incomplete ->
                    session.transfer(
                            Replies.incomplete(
                                    session,
                                    api(context, incomplete.parts().getFirst()),
                                    incomplete),
                            RESPONSE);
            case Taken.Nothing nothing -> {
                if (nothing.waiting()) {
                    context.yield();
                }
            }
        }
    }

    private static ImportApi api(final ProcessContext context, final FlowFile request) {
        return ApiOption.named(request.getAttribute(ImportAttributes.API))
                .orElseGet(() -> context.getProperty(API).asAllowableValue(ApiOption.class).api());
    }

    private void start(
            final ProcessContext context,
            final ProcessSession session,
            final List<FlowFile> parts) {
        final FlowFile first = parts.getFirst();
        final ImportApi api = api(context, first);
        // Before it is gathered: what is gathered anew has another UUID each time it is delivered.
        final String flowFileId = ImportIds.flowFileId(first);
        final String app =
                context.getProperty(APP_ID).evaluateAttributeExpressions(first).getValue();
        final boolean http = first.getAttribute(HttpAttributes.CONTEXT) != null;
        final FlowFile request =
                http && first.getAttribute(ImportAttributes.API) == null
                        ? RequestGatherer.gather(session, api, parts).file()
                        : first;
        final Call call = new Call(session, api, request, app, flowFileId, http);
        final ImportRequest checked = check(context, call);
        if (checked instanceof ImportRequest.Refused refused) {
            refuse(call, call.api().refused(refused.status(), refused.error()), refused.error());
            return;
        }
        final UserStore store =
                context.getProperty(USER_STORE).asControllerService(UserStore.class);
        try {
            register(call, checked, store);
        } catch (final StoreException failed) {
            handle(call, failed);
        }
    }

    /**
     * A request on its way through.
     *
     * @param flowFileId the request's FlowFile
     * @param http whether somebody waits for a reply
     */
    private record Call(
            ProcessSession session,
            ImportApi api,
            FlowFile request,
            String app,
            String flowFileId,
            boolean http) {}

    private static ImportRequest check(final ProcessContext context, final Call call) {
        final FlowFile request = call.request();
        final String fault = request.getAttribute(ImportAttributes.REQUEST_FAULT);
        if (fault != null) {
            return new ImportRequest.Refused(400, fault);
        }
        return call.api()
                .read(
                        new ApiRequest(
                                call.http() ? request.getAttribute(HttpAttributes.METHOD) : null,
                                request.getAttribute(HttpAttributes.URI),
                                arguments(call),
                                null,
                                null),
                        call.app(),
                        file(call),
                        policy(context, request));
    }

    private static ImportPolicy policy(final ProcessContext context, final FlowFile request) {
        final String folder =
                context.getProperty(BUCKET_FOLDER).evaluateAttributeExpressions(request).getValue();
        return new ImportPolicy(
                AllowedBuckets.parse(
                        context.getProperty(ALLOWED_BUCKETS)
                                .evaluateAttributeExpressions(request)
                                .getValue()),
                Optional.ofNullable(folder)
                        .filter(named -> !named.isBlank())
                        .map(named -> new BucketFolder(Path.of(named))),
                context.getProperty(MAX_FILE_SIZE).asDataSize(DataUnit.B).longValue());
    }

    private static Map<String, String> arguments(final Call call) {
        final Map<String, String> arguments =
                HttpAttributes.below(ImportAttributes.ARGUMENT, call.request());
        if (call.request().getAttribute(ImportAttributes.APP) != null) {
            // Of a browser's login, or of a token.
            arguments.putIfAbsent("appId", call.app());
        }
        if (!call.http()) {
            // A flow has no need to say what goes without saying there.
            call.api().impliedArguments(call.app()).forEach(arguments::putIfAbsent);
        }
        return arguments;
    }

    private static SentFile file(final Call call) {
        final String files = call.request().getAttribute(ImportAttributes.REQUEST_FILES);
        try (InputStream content = call.session().read(call.request())) {
            return new SentFile(
                    files == null ? 1 : Integer.parseInt(files),
                    call.request().getSize(),
                    new String(content.readNBytes(SentFile.BEGINNING), StandardCharsets.UTF_8));
        } catch (final IOException unreadable) {
            throw new ProcessException("The file cannot be read", unreadable);
        }
    }

    private void register(final Call call, final ImportRequest checked, final UserStore store)
            throws StoreException {
        final String action =
                checked instanceof ImportRequest.FromBucket object ? object.action() : null;
        final String name =
                checked instanceof ImportRequest.FromBucket object
                        ? object.object()
                        : call.request().getAttribute(CoreAttributes.FILENAME.key());
        final RegisteredJob registered =
                store.register(
                        new NewJob(
                                jobId(call),
                                call.app(),
                                action,
                                name,
                                checked instanceof ImportRequest.Upload
                                        ? call.request().getSize()
                                        : -1,
                                1),
                        call.flowFileId());
        final JobStatus job = registered.job();
        if (call.http()) {
            final Optional<HttpReply> reply =
                    registered.byThisDelivery()
                            ? call.api().accepted(job.id())
                            : Optional.of(
                                    call.api()
                                            .repeated(job, most -> store.findings(job.id(), most)));
            reply.ifPresent(answer -> respond(call, answer));
        }
        if (registered.byThisDelivery()) {
            accept(call, checked, job);
        } else {
            call.session().remove(call.request());
        }
    }

    private static String jobId(final Call call) {
        final FlowFile request = call.request();
        final String key = HttpAttributes.header(request, HttpAttributes.IDEMPOTENCY_KEY);
        if (key != null && !key.isBlank()) {
            return JobIds.ofIdempotencyKey(call.app(), key.strip());
        }
        return call.http()
                ? JobIds.ofDelivery(request.getAttribute(HttpAttributes.CONTEXT))
                : call.flowFileId();
    }

    private static void accept(final Call call, final ImportRequest checked, final JobStatus job) {
        final ProcessSession session = call.session();
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(ImportAttributes.ID, job.id());
        attributes.put(ImportAttributes.APP, job.appId());
        attributes.put(ImportAttributes.STATE, job.state().name());
        FlowFile accepted = session.removeAllAttributes(call.request(), ARGUMENTS);
        if (call.api().accepted(job.id()).isPresent()) {
            // Nobody is to answer it once more.
            accepted = session.removeAttribute(accepted, HttpAttributes.CONTEXT);
        }
        switch (checked) {
            case ImportRequest.FromBucket object -> {
                if (object.action() != null) {
                    attributes.put(ImportAttributes.ACTION, object.action());
                }
                attributes.put(ImportAttributes.BUCKET, object.bucket());
                attributes.put("gcs.bucket", object.bucket());
                attributes.put(ImportAttributes.OBJECT, object.object());
                attributes.put(
                        CoreAttributes.FILENAME.key(), FileName.of(object.object(), "users.csv"));
            }
            case ImportRequest.Upload upload -> {
                attributes.put(ImportAttributes.KEY, upload.key().column());
                attributes.put(ImportAttributes.TAGS, upload.tags());
                attributes.put(
                        ImportAttributes.DELIMITER,
                        upload.delimiter().name().toLowerCase(Locale.ROOT));
                attributes.put(CoreAttributes.MIME_TYPE.key(), "text/csv");
            }
            case ImportRequest.Refused refused -> throw new IllegalStateException(refused.error());
        }
        session.transfer(session.putAllAttributes(accepted, attributes), ACCEPTED);
    }

    private void handle(final Call call, final StoreException failed) {
        if (!failed.retryable()) {
            getLogger().error("An import cannot be started: {}", failed.getMessage(), failed);
            final String error = "The import cannot be started; try again later";
            refuse(call, call.api().refused(500, error), error);
        } else if (call.http()) {
            // Somebody waits: the request is not kept until the store comes back.
            getLogger().warn("A request is answered 503: {}", failed.getMessage(), failed);
            final String error =
                    "The user store is away; try again in " + RETRY_AFTER_SECONDS + " seconds";
            refuse(
                    call,
                    call.api().refused(503, error).with("Retry-After", RETRY_AFTER_SECONDS),
                    error);
        } else {
            getLogger().warn("An import is started later: {}", failed.getMessage(), failed);
            call.session().rollback(true);
        }
    }

    private static void refuse(final Call call, final HttpReply reply, final String error) {
        if (!call.http()) {
            call.session()
                    .transfer(
                            call.session()
                                    .putAttribute(call.request(), ImportAttributes.ERROR, error),
                            FAILURE);
            return;
        }
        respond(
                call,
                reply.status() == 405
                        ? reply.with("Allow", String.join(", ", call.api().methods()))
                        : reply);
        call.session().remove(call.request());
    }

    private static void respond(final Call call, final HttpReply reply) {
        call.session()
                .transfer(
                        Replies.create(
                                call.session(),
                                call.request().getAttribute(HttpAttributes.CONTEXT),
                                reply),
                        RESPONSE);
    }
}
