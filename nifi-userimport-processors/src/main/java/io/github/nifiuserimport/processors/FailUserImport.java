// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.services.UserStore;
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
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;

@Tags({"user", "import", "job", "fail", "error"})
@InputRequirement(Requirement.INPUT_REQUIRED)
@CapabilityDescription(
        """
        Marks an import job as FAILED, with a reason. For jobs that StartUserImport registered and
        whose file cannot be fetched. A job that has ended already stays as it is.
        """)
@UseCase(
        description = "Tell those who ask for a job that its file could not be fetched.",
        keywords = {"gcs", "fetch", "failure"},
        configuration =
                """
                Set "User Store". Route "failure" of FetchGCSObject, or of another processor between
                StartUserImport and PutUserImport, here, and "retry" back to this processor.
                """)
@ReadsAttributes({
    @ReadsAttribute(attribute = ImportAttributes.ID, description = "Id of the job"),
    @ReadsAttribute(
            attribute = ImportAttributes.ERROR,
            description = "Why it failed, where it is known"),
    @ReadsAttribute(
            attribute = ImportAttributes.OBJECT,
            description = "What could not be read, by default of Reason; else filename")
})
@WritesAttributes({
    @WritesAttribute(attribute = ImportAttributes.STATE, description = "FAILED"),
    @WritesAttribute(attribute = ImportAttributes.APP, description = "The app it was for"),
    @WritesAttribute(
            attribute = ImportAttributes.ERROR,
            description = "Why it failed; on failure: why it could not be marked"),
    @WritesAttribute(
            attribute = "userimport.*",
            description = "The job as PutUserImport writes it: its counts, all 0 before it started")
})
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.StartUserImport",
            "io.github.nifiuserimport.processors.PutUserImport"
        })
public class FailUserImport extends AbstractProcessor implements VerifiableProcessor {

    static final PropertyDescriptor USER_STORE = StartUserImport.USER_STORE;

    static final PropertyDescriptor IMPORT_ID =
            new PropertyDescriptor.Builder()
                    .name("Import ID")
                    .description("Id of the job that failed.")
                    .required(true)
                    .defaultValue("${userimport.id}")
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
                    .build();

    static final PropertyDescriptor REASON =
            new PropertyDescriptor.Builder()
                    .name("Reason")
                    .description(
                            """
                            Why it failed, for the people who ask. By default userimport.error where
                            a processor left it, else that the file could not be read.
                            """)
                    .required(true)
                    .defaultValue(
                            "${userimport.error:replaceEmpty(${userimport.object"
                                    + ":replaceEmpty(${filename})"
                                    + ":prepend('The file could not be read: ')"
                                    + ":append('. It may not exist, or not be readable by this"
                                    + " service')})}")
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
                    .build();

    static final Relationship SUCCESS =
            new Relationship.Builder()
                    .name("success")
                    .description("FlowFiles whose job has ended")
                    .build();

    static final Relationship SUMMARY = PutUserImport.SUMMARY;

    static final Relationship RETRY =
            new Relationship.Builder()
                    .name("retry")
                    .description(
                            "FlowFiles whose job could not be marked, since the store is away:"
                                    + " route it to this processor. Where it is terminated, they"
                                    + " are kept in the incoming queue")
                    .build();

    static final Relationship FAILURE =
            new Relationship.Builder()
                    .name("failure")
                    .description("FlowFiles of no known job; userimport.error says why")
                    .build();

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(USER_STORE, IMPORT_ID, REASON);
    }

    @Override
    public Set<Relationship> getRelationships() {
        return Set.of(SUCCESS, SUMMARY, RETRY, FAILURE);
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context,
            final ComponentLog verificationLogger,
            final Map<String, String> attributes) {
        return List.of(RetryRoute.verify(context, RETRY));
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session)
            throws ProcessException {
        final FlowFile file = session.get();
        if (file == null) {
            return;
        }
        final String id =
                context.getProperty(IMPORT_ID).evaluateAttributeExpressions(file).getValue();
        if (id == null || id.isBlank()) {
            fail(session, file, "The FlowFile names no import; set userimport.id");
            return;
        }
        final UserStore store =
                context.getProperty(USER_STORE).asControllerService(UserStore.class);
        final String delivery = ImportIds.delivery(file);
        try {
            final JobStatus job =
                    store.fail(
                            id,
                            context.getProperty(REASON)
                                    .evaluateAttributeExpressions(file)
                                    .getValue(),
                            delivery);
            final FlowFile failed = session.putAllAttributes(file, ImportAttributes.of(job));
            if (job.isEndedBy(delivery)) {
                JobEnd.tell(job, session, failed, SUMMARY, getLogger());
            }
            session.transfer(failed, SUCCESS);
        } catch (final StoreException away) {
            if (away.retryable()) {
                getLogger()
                        .warn("Import {} is marked failed later: {}", id, away.getMessage(), away);
                // The reason stays: userimport.error may be what it is made of.
                RetryRoute.take(context, session, file, RETRY);
            } else {
                fail(session, file, away.getMessage());
            }
        }
    }

    private void fail(final ProcessSession session, final FlowFile file, final String error) {
        getLogger().error("{}: {}", file, error);
        session.transfer(session.putAttribute(file, ImportAttributes.ERROR, error), FAILURE);
    }
}
