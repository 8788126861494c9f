// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.apache.nifi.processor.util.StandardValidators.NON_BLANK_VALIDATOR;

import io.github.nifiuserimport.api.Access;
import io.github.nifiuserimport.api.AccessKeys;
import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.api.ImportApi;
import io.github.nifiuserimport.processors.RequestQueue.Taken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.nifi.annotation.behavior.DynamicProperty;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsSensitiveDynamicProperties;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;

@Tags({"user", "import", "http", "authorize", "key", "token", "leanplum", "dashly"})
@InputRequirement(Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsSensitiveDynamicProperties
@CapabilityDescription(
        """
        Lets requests with the key of an app through, and answers the others as Leanplum or Dashly
        does. The parts that HandleHttpRequest makes of a multipart request are gathered into one
        FlowFile: the file as content, the arguments as attributes, and nothing of the keys. Without
        a key nobody gets in.
        """)
@UseCase(
        description =
                "Take Leanplum's calls, multi and getMultiResults, from those who have a key.",
        keywords = {"http", "leanplum", "clientKey"},
        configuration =
                """
                Set "Key" to the Development key of the app, best as a sensitive parameter. Route
                "success" of HandleHttpRequest here, and "response" to HandleHttpResponse. Of
                "authorized", route what ${http.request.uri:startsWith('/imports')
                :or(${userimport.argument.action:equals('getMultiResults')})} is true of to
                FetchUserImportStatus, and all else to StartUserImport.
                """)
@UseCase(
        description = "Take Dashly's POST /users/import from those who have a token.",
        keywords = {"http", "dashly", "token", "upload"},
        configuration =
                """
                Set "API" to Dashly and "Key" to the token. Raise "Multipart Request Max Size" of
                HandleHttpRequest to 64 MB. Route as for Leanplum; there is no action, so
                ${http.request.uri:startsWith('/imports')} alone says what is a question.
                """)
@DynamicProperty(
        name = "An app's id",
        value = "The key of that app",
        description = "The key of another app. The property has to be sensitive")
@ReadsAttributes({
    @ReadsAttribute(attribute = "http.context.identifier", description = "Which request it is"),
    @ReadsAttribute(attribute = "http.method", description = "The request's method"),
    @ReadsAttribute(attribute = "http.query.string", description = "Arguments in the address"),
    @ReadsAttribute(
            attribute = "http.headers.*",
            description = "Authorization: Token, or Basic to read; in any letter case; Accept"),
    @ReadsAttribute(attribute = "http.multipart.*", description = "Which part of it, and how many"),
    @ReadsAttribute(attribute = "mime.type", description = "How arguments stand in the body")
})
@WritesAttributes({
    @WritesAttribute(attribute = ImportAttributes.APP, description = "The app whose key it is"),
    @WritesAttribute(attribute = ImportAttributes.API, description = "leanplum or dashly"),
    @WritesAttribute(
            attribute = "userimport.argument.*",
            description = "Each argument of the request, the key left out"),
    @WritesAttribute(
            attribute = ImportAttributes.REQUEST_FILES,
            description = "How many files the request had"),
    @WritesAttribute(
            attribute = ImportAttributes.REQUEST_FAULT,
            description = "Why the request could not be read; StartUserImport answers it"),
    @WritesAttribute(attribute = "filename", description = "The file's, or users.csv"),
    @WritesAttribute(
            attribute = ImportAttributes.REPLY_STATUS,
            description = "On response: the HTTP status"),
    @WritesAttribute(
            attribute = "WWW-Authenticate",
            description = "On response: the header, where the status is 401"),
    @WritesAttribute(attribute = "Cache-Control", description = "On response: the header"),
    @WritesAttribute(attribute = "X-Content-Type-Options", description = "On response: the header")
})
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.StartUserImport",
            "io.github.nifiuserimport.processors.FetchUserImportStatus"
        })
public class AuthorizeUserImport extends AbstractProcessor {

    static final PropertyDescriptor API = RequestProperties.api("");

    static final PropertyDescriptor APP_ID =
            new PropertyDescriptor.Builder()
                    .name("App ID")
                    .description("The app whose key is in Key.")
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
                            The app's key: Leanplum's clientKey, Dashly's token. For more apps add a
                            sensitive property each, named by the app's id. While no key is set,
                            nobody gets in.
                            """)
                    .required(false)
                    .sensitive(true)
                    .addValidator(Validator.VALID)
                    .build();

    static final PropertyDescriptor PART_TIMEOUT = RequestProperties.PART_TIMEOUT;

    static final Relationship AUTHORIZED =
            new Relationship.Builder()
                    .name("authorized")
                    .description("Requests with a valid key, each in one FlowFile without it")
                    .build();

    static final Relationship RESPONSE = RequestProperties.RESPONSE;

    private static final Set<Relationship> RELATIONSHIPS =
            Relationships.inOrder(AUTHORIZED, RESPONSE);

    private volatile AccessKeys keys = new AccessKeys(List.of());

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(API, APP_ID, KEY, PART_TIMEOUT);
    }

    @Override
    protected PropertyDescriptor getSupportedDynamicPropertyDescriptor(final String app) {
        return new PropertyDescriptor.Builder()
                .name(app)
                .description("The key of the app " + app)
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
        final Set<PropertyDescriptor> properties = context.getProperties().keySet();
        final String app = appId(context);
        if (properties.stream().anyMatch(each -> each.isDynamic() && each.getName().equals(app))) {
            faults.add(fault(app, "the key of this app is in Key already; set one of them"));
        }
        // A token alone has to tell whose it is.
        final Set<String> seen = new HashSet<>();
        configured(context, properties)
                .forEach(
                        (name, key) -> {
                            if (key != null && !key.isBlank() && !seen.add(key)) {
                                faults.add(
                                        fault(
                                                name,
                                                "another app has the same key; give each app its own"));
                            }
                        });
        return faults;
    }

    private static ValidationResult fault(final String subject, final String explanation) {
        return new ValidationResult.Builder()
                .subject(subject)
                .valid(false)
                .explanation(explanation)
                .build();
    }

    /** Reads the keys, once for each start. */
    @OnScheduled
    public void readKeys(final ProcessContext context) {
        keys =
                new AccessKeys(
                        configured(context, context.getProperties().keySet()).entrySet().stream()
                                .map(
                                        each ->
                                                new AccessKeys.Key(
                                                        each.getKey(),
                                                        each.getValue(),
                                                        AccessKeys.Level.WRITE))
                                .toList());
        if (keys.isEmpty()) {
            getLogger().warn("No key is set, so every request is refused: set Key");
        }
    }

    /** The keys by the app's id; null where none is set. */
    private static Map<String, String> configured(
            final PropertyContext context, final Set<PropertyDescriptor> properties) {
        final Map<String, String> configured = new LinkedHashMap<>();
        configured.put(appId(context), context.getProperty(KEY).getValue());
        for (final PropertyDescriptor property : properties) {
            if (property.isDynamic()) {
                configured.put(property.getName(), context.getProperty(property).getValue());
            }
        }
        return configured;
    }

    private static String appId(final PropertyContext context) {
        return context.getProperty(APP_ID).evaluateAttributeExpressions().getValue();
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session)
            throws ProcessException {
        final ImportApi api = context.getProperty(API).asAllowableValue(ApiOption.class).api();
        switch (RequestQueue.take(
                session, context.getProperty(PART_TIMEOUT).asTimePeriod(TimeUnit.MILLISECONDS))) {
            case Taken.Request request -> authorize(session, api, request.parts());
            case Taken.Incomplete incomplete ->
                    session.transfer(Replies.incomplete(session, api, incomplete), RESPONSE);
            case Taken.Nothing nothing -> {
                if (nothing.waiting()) {
                    context.yield();
                }
            }
        }
    }

    private void authorize(
            final ProcessSession session, final ImportApi api, final List<FlowFile> parts) {
        final FlowFile first = parts.getFirst();
        final RequestGatherer.Gathered request = RequestGatherer.gather(session, api, parts);
        final ApiRequest asked = HttpAttributes.request(first, request.arguments());
        switch (api.authorize(asked, keys)) {
            case Access.Granted granted ->
                    session.transfer(
                            session.putAttribute(
                                    request.file(), ImportAttributes.APP, granted.app()),
                            AUTHORIZED);
            case Access.Denied denied -> {
                // In a request that cannot be read, the key may just not have been found.
                final HttpReply reply =
                        denied.status() == 400 && request.fault().isPresent()
                                ? api.refused(400, request.fault().get())
                                : denied.reply(api);
                final String context = request.file().getAttribute(HttpAttributes.CONTEXT);
                session.remove(request.file());
                session.transfer(Replies.create(session, context, reply), RESPONSE);
            }
        }
    }
}
