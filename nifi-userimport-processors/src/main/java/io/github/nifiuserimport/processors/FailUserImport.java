// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.services.UserStore;
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
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
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
        Marks an import job as FAILED and records the reason. For jobs that ListenUserImports or
        StartUserImport registered and whose file then cannot be fetched, and for files that would have
        no job because they cannot be fetched. A job that has already ended, or was cancelled, stays as
        it is.
        """)
@UseCase(
        description = "Tell clients who ask about a job that its file could not be fetched.",
        keywords = {"gcs", "fetch", "failure"},
        configuration =
                """
                Set "User Store". Route to this processor whatever InvokeHTTP, FetchFile or another
                processor before PutUserImport cannot fetch, and route "retry"
                back to it.
                """)
@UseCase(
        description = "Have a job for each object of a bucket, even if it cannot be fetched.",
        keywords = {"gcs", "s3", "list", "fetch", "failure"},
        configuration =
                """
                Set "User Store", set "Import ID" to the same value as in PutUserImport, and "Unknown
                Import" to Register It. The FlowFile's filename becomes the job's file name.
                """)
@ReadsAttributes({
    @ReadsAttribute(attribute = ImportAttributes.ID, description = ImportAttributes.ID_DESC),
    @ReadsAttribute(
            attribute = ImportAttributes.ERROR,
            description = "Why the import failed, if a processor before has said so"),
    @ReadsAttribute(
            attribute = "invokehttp.*",
            description = "Why InvokeHTTP could not fetch the file: status, response or exception"),
    @ReadsAttribute(attribute = ImportAttributes.APP, description = ImportAttributes.APP_READ_DESC),
    @ReadsAttribute(
            attribute = "filename",
            description = "The job's file name, if an unknown import is registered"),
    @ReadsAttribute(
            attribute = ImportAttributes.OBJECT,
            description =
                    "The name of the file in the default value of Reason; without it, filename")
})
@WritesAttributes({
    @WritesAttribute(attribute = ImportAttributes.STATE, description = "FAILED"),
    @WritesAttribute(attribute = ImportAttributes.APP, description = ImportAttributes.APP_DESC),
    @WritesAttribute(
            attribute = ImportAttributes.ERROR,
            description = "Why the import failed; on failure: why the job could not be marked"),
    @WritesAttribute(
            attribute = "userimport.*",
            description =
                    "The job as PutUserImport writes it, with counts of 0 if it had not started")
})
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.ListenUserImports",
            "io.github.nifiuserimport.processors.StartUserImport",
            "io.github.nifiuserimport.processors.PutUserImport"
        })
public class FailUserImport extends AbstractProcessor implements VerifiableProcessor {

    static final PropertyDescriptor USER_STORE = ImportProperties.USER_STORE;

    static final PropertyDescriptor IMPORT_ID =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.IMPORT_ID)
                    .description("ID of the job that failed.")
                    .required(true)
                    .build();

    static final PropertyDescriptor REASON =
            new PropertyDescriptor.Builder()
                    .name("Reason")
                    .description(
                            """
                            Why the import failed, for those who ask about it. By default the value of
                            userimport.error, if a processor before has set it; or why InvokeHTTP could
                            not fetch the file, which is userimport.error to this property; otherwise
                            that the file could not be read.
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

    static final PropertyDescriptor UNKNOWN_IMPORT =
            new PropertyDescriptor.Builder()
                    .name("Unknown Import")
                    .description(
                            "What to do if there is no job with that ID, because nothing has"
                                    + " registered it.")
                    .required(true)
                    .allowableValues(UnknownImportOption.class)
                    .defaultValue(UnknownImportOption.FAILURE)
                    .build();

    static final PropertyDescriptor APP_ID =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.APP_ID)
                    .description("The app of an import that this processor registers.")
                    .dependsOn(UNKNOWN_IMPORT, UnknownImportOption.REGISTER)
                    .build();

    static final Relationship SUCCESS =
            new Relationship.Builder()
                    .name("success")
                    .description("FlowFiles whose job is marked failed, or had ended before")
                    .build();

    static final Relationship SUMMARY = JobEnd.SUMMARY;

    static final Relationship RETRY =
            new Relationship.Builder()
                    .name("retry")
                    .description(
                            "FlowFiles whose job could not be marked, because the store is"
                                    + " unavailable: route it to this processor. If it is"
                                    + " terminated, they stay in the incoming queue")
                    .build();

    static final Relationship FAILURE =
            new Relationship.Builder()
                    .name("failure")
                    .description("FlowFiles without a known job; userimport.error says why")
                    .build();

    private static final List<PropertyDescriptor> PROPERTIES =
            List.of(USER_STORE, IMPORT_ID, REASON, UNKNOWN_IMPORT, APP_ID);

    private static final Set<Relationship> RELATIONSHIPS =
            Relationships.inOrder(SUCCESS, SUMMARY, RETRY, FAILURE);

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
        final String flowFileId = ImportIds.flowFileId(file);
        try {
            if (context.getProperty(UNKNOWN_IMPORT).asAllowableValue(UnknownImportOption.class)
                    == UnknownImportOption.REGISTER) {
                store.register(unfetched(context, file, id), flowFileId);
            }
            final JobStatus job = store.fail(id, reason(context, file), flowFileId);
            final FlowFile failed = session.putAllAttributes(file, ImportAttributes.of(job));
            JobEnd.tell(job, session, failed, getLogger());
            session.transfer(failed, SUCCESS);
        } catch (final StoreException away) {
            if (away.retryable()) {
                getLogger()
                        .warn(
                                "Import {} will be marked failed later: {}",
                                id,
                                away.getMessage(),
                                away);
                // userimport.error stays as it is: the reason may be made of it.
                RetryRoute.take(context, session, file, RETRY);
            } else {
                fail(session, file, away.getMessage());
            }
        }
    }

    private static String reason(final ProcessContext context, final FlowFile file) {
        final Optional<String> fetch =
                file.getAttribute(ImportAttributes.ERROR) == null
                        ? HttpFetchFault.of(file)
                        : Optional.empty();
        return context.getProperty(REASON)
                .evaluateAttributeExpressions(
                        file,
                        fetch.map(fault -> Map.of(ImportAttributes.ERROR, fault)).orElse(Map.of()))
                .getValue();
    }

    /** A job whose file was never fetched. */
    private static NewJob unfetched(
            final ProcessContext context, final FlowFile file, final String id) {
        return new NewJob(
                id,
                context.getProperty(APP_ID).evaluateAttributeExpressions(file).getValue(),
                null,
                file.getAttribute(CoreAttributes.FILENAME.key()),
                -1,
                1);
    }

    private void fail(final ProcessSession session, final FlowFile file, final String error) {
        getLogger().error("{}: {}", file, error);
        session.transfer(session.putAttribute(file, ImportAttributes.ERROR, error), FAILURE);
    }
}
