// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.apache.nifi.processor.util.StandardValidators.NON_BLANK_VALIDATOR;

import io.github.nifiuserimport.api.AccessKeys;
import io.github.nifiuserimport.api.ImportPolicy;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.server.ImportServer;
import io.github.nifiuserimport.server.ServerFaults;
import io.github.nifiuserimport.server.ServerLimits;
import io.github.nifiuserimport.server.ServerSettings;
import io.github.nifiuserimport.services.UserStore;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.nifi.annotation.behavior.DynamicProperty;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.SupportsSensitiveDynamicProperties;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.configuration.DefaultSchedule;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnShutdown;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.annotation.lifecycle.OnUnscheduled;
import org.apache.nifi.annotation.notification.OnPrimaryNodeStateChange;
import org.apache.nifi.annotation.notification.PrimaryNodeState;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.AbstractSessionFactoryProcessor;
import org.apache.nifi.processor.DataUnit;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSessionFactory;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.scheduling.ExecutionNode;
import org.apache.nifi.scheduling.SchedulingStrategy;
import org.apache.nifi.ssl.SSLContextProvider;

@Tags({
    "user",
    "import",
    "http",
    "https",
    "listen",
    "api",
    "upload",
    "csv",
    "leanplum",
    "dashly",
    "status"
})
@InputRequirement(Requirement.INPUT_FORBIDDEN)
@DefaultSchedule(strategy = SchedulingStrategy.TIMER_DRIVEN, period = "1 sec")
@SupportsSensitiveDynamicProperties
@CapabilityDescription(
        """
        An HTTP server for imports of users. It speaks Leanplum's API (/api with action=multi and
        action=getMultiResults) and Dashly's (POST /users/import), shows how imports go (/imports, in
        a browser or as data) and what they have changed of a user (/users/ID/history), cancels and
        undoes imports (by buttons on their pages, DELETE /imports/ID and POST /imports/ID/undo), and
        emits a FlowFile for each import that it has taken: the file itself, checked, or the name of
        an object in a bucket. With dry_run=true a request is answered with what the import would
        change, and imports nothing. Keys are checked before a file is read; without a key nobody
        gets in.
        """)
@UseCase(
        description = "Answer as Leanplum's and Dashly's hosted products do, on one port.",
        keywords = {"http", "api", "multi", "getMultiResults", "users/import"},
        configuration =
                """
                Set "User Store", and "Key" to the app's key, best as a sensitive parameter. Route
                "import" to PutUserImport with "Layout" and "Limits" = Dashly. For Leanplum's calls
                set "Allowed Buckets", and route "fetch" to what fetches objects (InvokeHTTP,
                FetchGCSObject, FetchUserImportFile) and from there to PutUserImport with
                "Layout" = Leanplum and "Action" = From Attribute. Route "undo" to UndoUserImport.
                """)
@UseCase(
        description = "Show, cancel and undo imports that come from elsewhere, such as a folder.",
        keywords = {"status", "page", "monitoring", "prometheus", "cancel", "undo"},
        configuration =
                """
                Set "User Store" and "Key", or "Read-Only Key" if nobody is to cancel or undo any.
                Terminate "import" and "fetch": requests to import are refused then. Route "undo" to
                UndoUserImport.
                """)
@DynamicProperty(
        name = "An app's id, or read-only.APP",
        value = "The keys of that app, one on each line",
        description =
                "The keys of another app, or those by which it can only be read. The property has to"
                        + " be sensitive")
@WritesAttributes({
    @WritesAttribute(attribute = ImportAttributes.ID, description = ImportAttributes.ID_DESC),
    @WritesAttribute(attribute = ImportAttributes.APP, description = "The app whose key it is"),
    @WritesAttribute(attribute = ImportAttributes.API, description = "leanplum or dashly"),
    @WritesAttribute(attribute = ImportAttributes.STATE, description = "PENDING"),
    @WritesAttribute(
            attribute = ImportAttributes.ACTION,
            description = "On fetch: " + ImportAttributes.ACTION_DESC),
    @WritesAttribute(attribute = ImportAttributes.BUCKET, description = "On fetch: the bucket"),
    @WritesAttribute(attribute = "gcs.bucket", description = "On fetch: the bucket"),
    @WritesAttribute(attribute = ImportAttributes.OBJECT, description = "On fetch: the object"),
    @WritesAttribute(
            attribute = ImportAttributes.KEY,
            description = "On import: what users are found by, $user_id or $email"),
    @WritesAttribute(
            attribute = ImportAttributes.TAGS,
            description = "On import: tags for every user"),
    @WritesAttribute(
            attribute = ImportAttributes.DELIMITER,
            description = "On import: what stands between cells, for a reader's Delimiter"),
    @WritesAttribute(
            attribute = ImportAttributes.UNDOES,
            description = "On undo: ID of the import to undo"),
    @WritesAttribute(attribute = "filename", description = "The file's, or the object's last part"),
    @WritesAttribute(attribute = "mime.type", description = "On import: text/csv")
})
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.PutUserImport",
            "io.github.nifiuserimport.processors.UndoUserImport",
            "io.github.nifiuserimport.processors.FetchUserHistory",
            "io.github.nifiuserimport.processors.FetchUserImportFile",
            "io.github.nifiuserimport.processors.PruneUserImports"
        })
public class ListenUserImports extends AbstractSessionFactoryProcessor
        implements VerifiableProcessor {

    /** Before an app's id, the name of the property with the keys that only read. */
    static final String READ_ONLY = "read-only.";

    static final PropertyDescriptor USER_STORE = ImportProperties.USER_STORE;

    static final PropertyDescriptor PORT =
            new PropertyDescriptor.Builder()
                    .name("Listening Port")
                    .description("The port for requests.")
                    .required(true)
                    .defaultValue("9090")
                    .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                    .addValidator(StandardValidators.PORT_VALIDATOR)
                    .build();

    static final PropertyDescriptor HOST =
            new PropertyDescriptor.Builder()
                    .name("Hostname")
                    .description(
                            """
                            The name or address to listen on. By default only this machine can send
                            requests; 0.0.0.0 is for all networks: set an SSL Context Service then,
                            or put an HTTPS proxy in front.
                            """)
                    .required(true)
                    .defaultValue("127.0.0.1")
                    .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                    .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
                    .build();

    static final PropertyDescriptor SSL =
            new PropertyDescriptor.Builder()
                    .name("SSL Context Service")
                    .description(
                            "For HTTPS, and HTTP/2 with clients that speak it. Without it, plain HTTP.")
                    .required(false)
                    .identifiesControllerService(SSLContextProvider.class)
                    .build();

    static final PropertyDescriptor APP_ID =
            new PropertyDescriptor.Builder()
                    .name("App ID")
                    .description("The app whose keys are in Key and Read-Only Key.")
                    .required(true)
                    .defaultValue("default")
                    .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                    .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
                    .build();

    static final PropertyDescriptor KEY =
            new PropertyDescriptor.Builder()
                    .name("Key")
                    .description(
                            """
                            The app's key: Leanplum's clientKey, Dashly's token. Several, one on each
                            line, while clients change from one to the next. It also cancels imports.
                            For more apps add a sensitive property each, named by the app's id.
                            Without a key, nobody gets in.
                            """)
                    .required(false)
                    .sensitive(true)
                    .addValidator(Validator.VALID)
                    .build();

    static final PropertyDescriptor READ_KEY =
            new PropertyDescriptor.Builder()
                    .name("Read-Only Key")
                    .description(
                            """
                            A key of the app that only asks how imports go: for pages, status,
                            downloads and metrics. For more apps add a sensitive property
                            read-only.APP each.
                            """)
                    .required(false)
                    .sensitive(true)
                    .addValidator(Validator.VALID)
                    .build();

    static final PropertyDescriptor RECORD_READER =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ReaderProperty.RECORD_READER)
                    .description(
                            """
                            Reads files that come with requests, to check them: the same as that of
                            PutUserImport behind "import", or the client is told something else than
                            what happens. Without one, CSV in UTF-8 with a detected delimiter.
                            """)
                    .build();

    static final PropertyDescriptor ALLOWED_BUCKETS =
            new PropertyDescriptor.Builder()
                    .name("Allowed Buckets")
                    .description(
                            """
                            Where Leanplum's requests may import from: names of buckets separated by
                            commas, or BUCKET/folder for what is below a folder. Others are refused
                            with 403, so that nobody reads what only the flow's account may. * allows
                            every bucket. When empty, every bucket is refused.
                            """)
                    .required(false)
                    .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
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
                    .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                    .addValidator(Validator.VALID)
                    .build();

    static final PropertyDescriptor PUBLIC_URL =
            new PropertyDescriptor.Builder()
                    .name("Public URL")
                    .description(
                            """
                            The address under which clients reach this server, for links in JSON, such
                            as https://imports.example.com. If empty, links go by the request. Links
                            in pages are relative and do not need it.
                            """)
                    .required(false)
                    .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                    .addValidator(StandardValidators.URL_VALIDATOR)
                    .build();

    static final PropertyDescriptor TRUST_PROXY =
            new PropertyDescriptor.Builder()
                    .name("Trust Proxy Headers")
                    .description(
                            """
                            Whether the headers X-Forwarded-For, X-Forwarded-Proto and
                            X-Forwarded-Host say who asks, and under which address. Set it to true
                            behind a proxy that sets them, or adds to them, and only there: anybody
                            can send them. Of several values the last is taken, which is the proxy's.
                            """)
                    .required(true)
                    .allowableValues("true", "false")
                    .defaultValue("false")
                    .build();

    static final PropertyDescriptor MAX_FILE_SIZE =
            size(
                    "Maximum File Size",
                    "30000000 B",
                    "A larger file that comes with a request is refused with 413, and so is a gzip"
                            + " as soon as its content exceeds the limit.");

    static final PropertyDescriptor MAX_HEADER_SIZE =
            size(
                    "Maximum Header Size",
                    "16 KB",
                    "How long a request's address and headers may be together.");

    static final PropertyDescriptor MAX_REQUESTS =
            new PropertyDescriptor.Builder()
                    .name("Maximum Requests")
                    .description(
                            """
                            How many requests may be on their way or being answered at once. More are
                            answered 503 with Retry-After.
                            """)
                    .required(true)
                    .defaultValue("1000")
                    .addValidator(StandardValidators.createLongValidator(1, 100_000, true))
                    .build();

    static final PropertyDescriptor IDLE_TIMEOUT =
            ImportProperties.period("Idle Timeout", "30 sec")
                    .description("How long a request may go without a byte.")
                    .build();

    static final PropertyDescriptor REQUEST_TIMEOUT =
            ImportProperties.period("Request Timeout", "10 min")
                    .description(
                            """
                            How long a request may take to come in whole, and a dry run to be answered. A
                            request that has not shown a key has 5 seconds.
                            """)
                    .build();

    static final PropertyDescriptor MAX_WRONG_KEYS =
            new PropertyDescriptor.Builder()
                    .name("Maximum Wrong Keys")
                    .description(
                            """
                            How many wrong keys an address may send within a minute. After that it is
                            answered 429 for the rest of the minute.
                            """)
                    .required(true)
                    .defaultValue("20")
                    .addValidator(StandardValidators.createLongValidator(1, 1_000_000, true))
                    .build();

    static final Relationship IMPORT =
            new Relationship.Builder()
                    .name("import")
                    .description(
                            "Files that came with a request: checked, their job registered, the client"
                                    + " answered")
                    .build();

    static final Relationship FETCH =
            new Relationship.Builder()
                    .name("fetch")
                    .description(
                            "Objects that a request names, without content: userimport.bucket and"
                                    + " userimport.object say what is to be fetched and imported")
                    .build();

    static final Relationship UNDO =
            new Relationship.Builder()
                    .name("undo")
                    .description(
                            "Imports that somebody wants undone, without content: userimport.undoes"
                                    + " says which, for UndoUserImport. If it is not connected, such"
                                    + " requests are refused")
                    // Flows that were drawn before it was there stay valid.
                    .autoTerminateDefault(true)
                    .build();

    private static final List<PropertyDescriptor> PROPERTIES =
            List.of(
                    USER_STORE,
                    PORT,
                    HOST,
                    SSL,
                    APP_ID,
                    KEY,
                    READ_KEY,
                    RECORD_READER,
                    ALLOWED_BUCKETS,
                    BUCKET_FOLDER,
                    PUBLIC_URL,
                    TRUST_PROXY,
                    MAX_FILE_SIZE,
                    MAX_HEADER_SIZE,
                    MAX_REQUESTS,
                    IDLE_TIMEOUT,
                    REQUEST_TIMEOUT,
                    MAX_WRONG_KEYS);

    private static final Set<Relationship> RELATIONSHIPS =
            Relationships.inOrder(IMPORT, FETCH, UNDO);

    private volatile boolean onPrimaryNode;
    private volatile FlowFileReceiver receiver;
    private volatile ImportServer server;

    private static PropertyDescriptor size(
            final String name, final String byDefault, final String description) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description)
                .required(true)
                .defaultValue(byDefault)
                .addValidator(StandardValidators.DATA_SIZE_VALIDATOR)
                .build();
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    @Override
    protected PropertyDescriptor getSupportedDynamicPropertyDescriptor(final String name) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(
                        name.startsWith(READ_ONLY)
                                ? "The keys that only read of the app "
                                        + name.substring(READ_ONLY.length())
                                : "The keys of the app " + name)
                .dynamic(true)
                .addValidator(NON_BLANK_VALIDATOR)
                .build();
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext context) {
        final List<ValidationResult> faults = new ArrayList<>();
        for (final PropertyDescriptor property : context.getProperties().keySet()) {
            if (property.isDynamic() && !property.isSensitive()) {
                faults.add(
                        fault(
                                property.getName(),
                                "a key has to be secret: remove the property, and add it again with"
                                        + " Sensitive Value set to Yes"));
            }
        }
        // A token alone has to tell whose it is, and what it may.
        final Set<String> seen = new HashSet<>();
        for (final AccessKeys.Key key : keys(context, context.getProperties().keySet())) {
            if (!seen.add(key.secret())) {
                faults.add(
                        fault(
                                key.app(),
                                "a key of this app is also that of another app, or of another"
                                        + " property; give each its own"));
            }
        }
        return faults;
    }

    private static ValidationResult fault(final String subject, final String explanation) {
        return new ValidationResult.Builder()
                .subject(subject)
                .valid(false)
                .explanation(explanation)
                .build();
    }

    private static List<AccessKeys.Key> keys(
            final PropertyContext context, final Set<PropertyDescriptor> properties) {
        final String app = value(context, APP_ID);
        final List<AccessKeys.Key> keys = new ArrayList<>();
        add(keys, app, context.getProperty(KEY), AccessKeys.Level.WRITE);
        add(keys, app, context.getProperty(READ_KEY), AccessKeys.Level.READ);
        for (final PropertyDescriptor property : properties) {
            if (property.isDynamic()) {
                final boolean reads = property.getName().startsWith(READ_ONLY);
                add(
                        keys,
                        reads
                                ? property.getName().substring(READ_ONLY.length())
                                : property.getName(),
                        context.getProperty(property),
                        reads ? AccessKeys.Level.READ : AccessKeys.Level.WRITE);
            }
        }
        return keys;
    }

    private static void add(
            final List<AccessKeys.Key> keys,
            final String app,
            final PropertyValue lines,
            final AccessKeys.Level level) {
        if (lines.getValue() != null) {
            lines.getValue()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(line -> keys.add(new AccessKeys.Key(app, line, level)));
        }
    }

    private static String value(final PropertyContext context, final PropertyDescriptor property) {
        final String value =
                context.getProperty(property).evaluateAttributeExpressions().getValue();
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Begins to listen, unless only the primary node is to. */
    @OnScheduled
    public void begin(final ProcessContext context) throws IOException {
        if (keys(context, context.getProperties().keySet()).isEmpty()) {
            getLogger().warn("No key is set, so every request is refused: set Key");
        }
        onPrimaryNode = context.getExecutionNode() == ExecutionNode.PRIMARY;
        receiver = new FlowFileReceiver(context, getLogger(), IMPORT, FETCH, UNDO);
        if (!onPrimaryNode) {
            listen(context);
        }
    }

    private synchronized void listen(final ProcessContext context) throws IOException {
        if (server != null) {
            return;
        }
        final ServerSettings settings =
                settings(context, new AccessKeys(keys(context, context.getProperties().keySet())));
        try {
            server =
                    ImportServer.start(
                            settings,
                            context.getProperty(USER_STORE).asControllerService(UserStore.class),
                            receiver,
                            new LoggedFaults(getLogger()));
        } catch (final IOException taken) {
            throw new IOException(
                    Text.format(
                            "Cannot listen on %s, port %d: %s",
                            settings.host(), settings.port(), taken.getMessage()),
                    taken);
        }
        getLogger().info("Imports are taken at http://{}:{}", settings.host(), server.port());
    }

    private static ServerSettings settings(final ProcessContext context, final AccessKeys keys) {
        final SSLContextProvider tls =
                context.getProperty(SSL).asControllerService(SSLContextProvider.class);
        return new ServerSettings(
                value(context, HOST),
                context.getProperty(PORT).evaluateAttributeExpressions().asInteger(),
                Optional.ofNullable(tls).map(SSLContextProvider::createContext),
                context.getProperty(TRUST_PROXY).asBoolean(),
                value(context, PUBLIC_URL),
                Arrays.stream(ApiOption.values()).map(ApiOption::api).toList(),
                keys,
                ImportPolicy.of(
                        value(context, ALLOWED_BUCKETS),
                        value(context, BUCKET_FOLDER),
                        context.getProperty(MAX_FILE_SIZE).asDataSize(DataUnit.B).longValue()),
                new ServerLimits(
                        context.getProperty(MAX_HEADER_SIZE).asDataSize(DataUnit.B).intValue(),
                        context.getProperty(MAX_REQUESTS).asInteger(),
                        ImportProperties.duration(context, IDLE_TIMEOUT),
                        ImportProperties.duration(context, REQUEST_TIMEOUT),
                        context.getProperty(MAX_WRONG_KEYS).asInteger()));
    }

    /** Ends what is being answered, and listens no longer. */
    @OnUnscheduled
    @OnStopped
    @OnShutdown
    public synchronized void close() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    /** Another node takes over, which may be one on the same machine. */
    @OnPrimaryNodeStateChange
    public void changePrimaryNode(final PrimaryNodeState state) {
        if (onPrimaryNode && state == PrimaryNodeState.PRIMARY_NODE_REVOKED) {
            close();
        }
    }

    /**
     * Requests come to the server by themselves; what it needs of NiFi is a way to sessions. NiFi
     * schedules the processor on every node but triggers it only where it is to run.
     */
    @Override
    public void onTrigger(final ProcessContext context, final ProcessSessionFactory sessions)
            throws ProcessException {
        receiver.use(sessions);
        try {
            listen(context);
        } catch (final IOException e) {
            throw new ProcessException(e.getMessage(), e);
        } finally {
            context.yield();
        }
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context,
            final ComponentLog verificationLogger,
            final Map<String, String> attributes) {
        return List.of(
                port(context),
                store(context),
                keysSet(context),
                NeededRoute.verify(context, IMPORT, "requests that bring a file are refused"),
                NeededRoute.verify(context, FETCH, "requests for objects are refused"));
    }

    private static ConfigVerificationResult port(final ProcessContext context) {
        final String step = "Listen on the port";
        final int port = context.getProperty(PORT).evaluateAttributeExpressions().asInteger();
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(value(context, HOST), port));
            return VerificationResult.of(step, Outcome.SUCCESSFUL, "Port " + port + " is free");
        } catch (final IOException taken) {
            return VerificationResult.of(
                    step,
                    Outcome.FAILED,
                    Text.format(
                            "Port %d of %s cannot be listened on: %s",
                            port, value(context, HOST), taken.getMessage()));
        }
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

    private static ConfigVerificationResult keysSet(final ProcessContext context) {
        final List<AccessKeys.Key> keys = keys(context, context.getProperties().keySet());
        final long writing =
                keys.stream().filter(key -> key.level() == AccessKeys.Level.WRITE).count();
        return VerificationResult.of(
                "Look for keys",
                keys.isEmpty() ? Outcome.FAILED : Outcome.SUCCESSFUL,
                keys.isEmpty()
                        ? "No key is set, so every request is refused: set Key"
                        : Text.format(
                                "%d keys that write, %d that only read",
                                writing, keys.size() - writing));
    }

    /** Faults of ours become bulletins; what strangers send does not. */
    private record LoggedFaults(ComponentLog log) implements ServerFaults {

        @Override
        public void passing(final String what, final Exception cause) {
            log.warn("{}: {}", what, cause.getMessage(), cause);
        }

        @Override
        public void lasting(final String what, final Exception cause) {
            log.error("{}: {}", what, cause.getMessage(), cause);
        }
    }
}
