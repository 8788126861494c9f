// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.ImportApi;
import io.github.nifiuserimport.api.ImportPolicy;
import io.github.nifiuserimport.api.ImportRequest;
import io.github.nifiuserimport.api.SentFile;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.RegisteredJob;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.services.UserStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
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

@Tags({"user", "import", "job", "start", "gcs", "leanplum", "dashly"})
@InputRequirement(Requirement.INPUT_REQUIRED)
@CapabilityDescription(
        """
        Starts an import that a flow asks for by attributes, with the arguments of Leanplum's multi or
        Dashly's users/import: checks every argument, registers the job as PENDING, and sends on what
        is to be imported: the name of an object in an allowed bucket, or the file that is the
        FlowFile's content. For requests by HTTP, ListenUserImports does all that.
        """)
@UseCase(
        description = "Import an object of Google Cloud Storage that a message names.",
        keywords = {"leanplum", "multi", "gcs", "message", "queue"},
        configuration =
                """
                Set "User Store", and "Allowed Buckets" to the buckets that files may come from. Set
                the attributes userimport.argument.gcsBucket and userimport.argument.file. Route
                "accepted" to InvokeHTTP with a GoogleAccessTokenProvider, whose Additional Details have
                the address, its "No Retry", "Retry" and "Failure" to FailUserImport, and its
                "Response" to PutUserImport with "Action" set to From Attribute.
                """)
@UseCase(
        description =
                "Import a file as Dashly's users/import would, with a job from the beginning.",
        keywords = {"dashly", "file", "tags"},
        configuration =
                """
                Set "API" to Dashly, and "User Store". Set the attributes userimport.argument.* such as
                userimport.argument.tags. Route "accepted" to PutUserImport with "Layout" = Dashly and a
                UserImportCSVReader whose "Delimiter" is ${userimport.delimiter}.
                """)
@ReadsAttribute(attribute = "userimport.argument.*", description = "The arguments")
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
    @WritesAttribute(
            attribute = "filename",
            description = "The object's name without folders (Leanplum)"),
    @WritesAttribute(attribute = "mime.type", description = "text/csv (Dashly)"),
    @WritesAttribute(
            attribute = ImportAttributes.ERROR,
            description = "On failure: why no import was started")
})
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.ListenUserImports",
            "io.github.nifiuserimport.processors.FailUserImport",
            "io.github.nifiuserimport.processors.PutUserImport"
        })
public class StartUserImport extends AbstractProcessor implements VerifiableProcessor {

    static final PropertyDescriptor USER_STORE = ImportProperties.USER_STORE;

    static final PropertyDescriptor API =
            new PropertyDescriptor.Builder()
                    .name("API")
                    .description("Whose arguments the attributes have.")
                    .required(true)
                    .allowableValues(ApiOption.class)
                    .defaultValue(ApiOption.LEANPLUM)
                    .build();

    static final PropertyDescriptor APP_ID =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.APP_ID)
                    .description(
                            """
                            The app whose users are imported. A FlowFile whose arguments name another
                            app is refused.
                            """)
                    .build();

    static final PropertyDescriptor ALLOWED_BUCKETS =
            new PropertyDescriptor.Builder()
                    .name("Allowed Buckets")
                    .description(
                            """
                            Where objects may come from: names of buckets separated by commas, or
                            BUCKET/folder for what is below a folder. Others are refused, so that
                            nobody reads what only the flow's account may. When empty, every bucket
                            is refused.
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
                            The folder in which each bucket is a folder, where objects are files on
                            this machine. An object from which a link leads out of its bucket's
                            folder is refused.
                            """)
                    .required(false)
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(Validator.VALID)
                    .build();

    static final PropertyDescriptor MAX_FILE_SIZE =
            new PropertyDescriptor.Builder()
                    .name("Maximum File Size")
                    .description("A larger file is refused (Dashly).")
                    .required(true)
                    .defaultValue("30000000 B")
                    .addValidator(StandardValidators.DATA_SIZE_VALIDATOR)
                    .build();

    static final Relationship ACCEPTED =
            new Relationship.Builder()
                    .name("accepted")
                    .description("What is to be imported, one FlowFile for each registered job")
                    .build();

    static final Relationship FAILURE =
            new Relationship.Builder()
                    .name("failure")
                    .description(
                            "FlowFiles that start no import, as they came; userimport.error says why")
                    .build();

    private static final Set<Relationship> RELATIONSHIPS = Relationships.inOrder(ACCEPTED, FAILURE);

    private static final Pattern ARGUMENTS =
            Pattern.compile(Pattern.quote(ImportAttributes.ARGUMENT) + ".*", Pattern.DOTALL);

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(USER_STORE, API, APP_ID, ALLOWED_BUCKETS, BUCKET_FOLDER, MAX_FILE_SIZE);
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
        final FlowFile file = session.get();
        if (file == null) {
            return;
        }
        final String app =
                context.getProperty(APP_ID).evaluateAttributeExpressions(file).getValue();
        final ImportRequest request = request(context, session, file, app);
        if (request instanceof ImportRequest.Refused refused) {
            fail(session, file, refused.error());
            return;
        }
        if (request instanceof ImportRequest.DryRun) {
            fail(
                    session,
                    file,
                    "dry_run: is answered to HTTP requests alone; use ValidateUserImport with a User"
                            + " Store");
            return;
        }
        try {
            register(context, session, file, app, request);
        } catch (final StoreException failed) {
            if (failed.retryable()) {
                getLogger().warn("An import is started later: {}", failed.getMessage(), failed);
                session.rollback(true);
            } else {
                fail(session, file, failed.getMessage());
            }
        }
    }

    private static ImportRequest request(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile file,
            final String app) {
        final ImportApi api = context.getProperty(API).asAllowableValue(ApiOption.class).api();
        final Map<String, String> arguments = arguments(file);
        // A flow has no need to say what goes without saying there.
        api.impliedArguments(app).forEach(arguments::putIfAbsent);
        return api.read(
                new ApiRequest(null, null, arguments, null, null),
                app,
                content(session, file),
                policy(context, file));
    }

    private static Map<String, String> arguments(final FlowFile file) {
        final Map<String, String> arguments = new LinkedHashMap<>();
        file.getAttributes()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith(ImportAttributes.ARGUMENT)) {
                                arguments.put(
                                        name.substring(ImportAttributes.ARGUMENT.length()), value);
                            }
                        });
        return arguments;
    }

    private static SentFile content(final ProcessSession session, final FlowFile file) {
        try (InputStream content = session.read(file)) {
            return new SentFile(
                    1,
                    file.getSize(),
                    new String(content.readNBytes(SentFile.BEGINNING), StandardCharsets.UTF_8));
        } catch (final IOException unreadable) {
            throw new ProcessException("The file cannot be read", unreadable);
        }
    }

    private static ImportPolicy policy(final ProcessContext context, final FlowFile file) {
        return ImportPolicy.of(
                context.getProperty(ALLOWED_BUCKETS).evaluateAttributeExpressions(file).getValue(),
                context.getProperty(BUCKET_FOLDER).evaluateAttributeExpressions(file).getValue(),
                context.getProperty(MAX_FILE_SIZE).asDataSize(DataUnit.B).longValue());
    }

    private void register(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile file,
            final String app,
            final ImportRequest request)
            throws StoreException {
        // The same each time that the FlowFile is delivered, so that its job is registered once.
        final String id = ImportIds.flowFileId(file);
        final String fileName = file.getAttribute(CoreAttributes.FILENAME.key());
        final RegisteredJob registered =
                context.getProperty(USER_STORE)
                        .asControllerService(UserStore.class)
                        .register(
                                request instanceof ImportRequest.FromBucket object
                                        ? new NewJob(
                                                id, app, object.action(), object.object(), -1, 1)
                                        : new NewJob(id, app, null, fileName, file.getSize(), 1),
                                id);
        if (!registered.byThisDelivery()) {
            fail(session, file, "Import " + id + " is another FlowFile's");
            return;
        }
        final FlowFile accepted = session.removeAllAttributes(file, ARGUMENTS);
        session.transfer(
                session.putAllAttributes(accepted, JobRequest.attributes(id, app, request)),
                ACCEPTED);
    }

    private void fail(final ProcessSession session, final FlowFile file, final String error) {
        getLogger().error("{} starts no import: {}", file, error);
        session.transfer(session.putAttribute(file, ImportAttributes.ERROR, error), FAILURE);
    }
}
