// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.OwnFormat;
import io.github.nifiuserimport.api.StatusAnswer;
import io.github.nifiuserimport.api.StatusRequest;
import io.github.nifiuserimport.api.StatusService;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.page.ImportLinks;
import io.github.nifiuserimport.services.UserStore;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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

@Tags({"user", "import", "history", "audit", "change", "profile"})
@InputRequirement(Requirement.INPUT_REQUIRED)
@CapabilityDescription(
        """
        Tells what was changed of a user, the latest change first: when, by which import, and what each
        field was before and after. Goes back as far as "Keep History For" of the User Store, 100
        changes at a time. Who asks by HTTP is answered by ListenUserImports.
        """)
@UseCase(
        description = "Find out which import gave a user a value.",
        keywords = {"audit", "support", "before", "after"},
        configuration =
                """
                Set "User Store". The FlowFile names the user by userimport.user, and the app by
                userimport.app if it is another than "default".
                """)
@ReadsAttributes({
    @ReadsAttribute(
            attribute = ImportAttributes.USER,
            description = "The user, in the default value of User"),
    @ReadsAttribute(
            attribute = ImportAttributes.APP,
            description = "The app whose user it is, in the default value of App ID")
})
@WritesAttributes({
    @WritesAttribute(
            attribute = ImportAttributes.OLDER_BEFORE,
            description =
                    "What to set Before to for the changes before these; absent if there are none"),
    @WritesAttribute(
            attribute = ImportAttributes.ERROR,
            description = "Why the history is not known"),
    @WritesAttribute(attribute = "mime.type", description = "Media type of the content")
})
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.ListenUserImports",
            "io.github.nifiuserimport.processors.FetchUserImportStatus",
            "io.github.nifiuserimport.services.PostgreSQLUserStore"
        })
public class FetchUserHistory extends AbstractProcessor {

    static final PropertyDescriptor USER_STORE = ImportProperties.USER_STORE;

    static final PropertyDescriptor USER =
            new PropertyDescriptor.Builder()
                    .name("User")
                    .description(
                            """
                            ID of the user. If nobody has this ID, it is taken for an e-mail address;
                            of several users with one, the one who was active last is meant.
                            """)
                    .required(true)
                    .defaultValue("${userimport.user}")
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
                    .build();

    static final PropertyDescriptor APP_ID =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.APP_ID)
                    .description("The app whose user it is.")
                    .build();

    static final PropertyDescriptor BEFORE =
            new PropertyDescriptor.Builder()
                    .name("Before")
                    .description(
                            """
                            Only changes made before this time, such as 2026-11-28T09:30:00Z. If empty,
                            the latest.
                            """)
                    .required(false)
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
                    .build();

    static final PropertyDescriptor REPLY =
            new PropertyDescriptor.Builder()
                    .name("Reply")
                    .description("What the FlowFile's content becomes.")
                    .required(true)
                    .allowableValues(HistoryReplyOption.class)
                    .defaultValue(HistoryReplyOption.JSON)
                    .build();

    static final Relationship SUCCESS =
            new Relationship.Builder()
                    .name("success")
                    .description("FlowFiles with the history of a user")
                    .build();

    static final Relationship NOT_FOUND =
            new Relationship.Builder()
                    .name("not found")
                    .description(
                            "FlowFiles that name a user who is not known, or a time that is none;"
                                    + " userimport.error says so, and so does the content")
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
            List.of(USER_STORE, USER, APP_ID, BEFORE, REPLY);

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
        final StatusService service =
                new StatusService(
                        context.getProperty(USER_STORE).asControllerService(UserStore.class),
                        value(context, APP_ID, file),
                        ImportLinks.absolute(null, null, null),
                        Clock.systemUTC());
        final StatusRequest request = request(context, file);
        // Left by an earlier look.
        file =
                session.removeAllAttributes(
                        file, Set.of(ImportAttributes.ERROR, ImportAttributes.OLDER_BEFORE));
        try {
            answer(session, file, service.answer(request));
        } catch (final StoreException failed) {
            fail(context, session, file, failed);
        }
    }

    private static StatusRequest request(final ProcessContext context, final FlowFile file) {
        final OwnFormat format =
                context.getProperty(REPLY).asAllowableValue(HistoryReplyOption.class).format();
        final String user = value(context, USER, file);
        if (user == null) {
            return new StatusRequest.Faulty("No user is named", format);
        }
        final String before = value(context, BEFORE, file);
        try {
            return new StatusRequest.History(
                    user, Optional.ofNullable(before).map(Instant::parse), format);
        } catch (final DateTimeParseException noTime) {
            return new StatusRequest.Faulty(
                    "Before is no time such as 2026-11-28T09:30:00Z: " + before, format);
        }
    }

    private static String value(
            final ProcessContext context, final PropertyDescriptor property, final FlowFile file) {
        final String value =
                context.getProperty(property).evaluateAttributeExpressions(file).getValue();
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static void answer(
            final ProcessSession session, final FlowFile file, final StatusAnswer answer)
            throws StoreException {
        final FlowFile written = Replies.write(session, file, answer.reply());
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(CoreAttributes.MIME_TYPE.key(), answer.reply().mimeType());
        final Relationship to =
                switch (answer) {
                    case StatusAnswer.OfUser of -> {
                        if (of.history().older() != null) {
                            attributes.put(
                                    ImportAttributes.OLDER_BEFORE, of.history().older().toString());
                        }
                        yield SUCCESS;
                    }
                    case StatusAnswer.NotFound not -> {
                        attributes.put(ImportAttributes.ERROR, not.reason());
                        yield NOT_FOUND;
                    }
                    case StatusAnswer.OfJob never -> throw new IllegalStateException("not asked");
                    case StatusAnswer.OfList never -> throw new IllegalStateException("not asked");
                };
        session.transfer(session.putAllAttributes(written, attributes), to);
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
            session.transfer(later);
            return;
        }
        session.transfer(
                session.putAttribute(later, ImportAttributes.ERROR, failed.getMessage()), FAILURE);
    }
}
