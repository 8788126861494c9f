// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.folder.FileVersion;
import io.github.nifiuserimport.folder.SettledFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.configuration.DefaultSchedule;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.FlowFileFilter.FlowFileFilterResult;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.scheduling.SchedulingStrategy;

@Tags({"user", "import", "csv", "file", "folder", "bucket", "fetch", "read"})
@InputRequirement(Requirement.INPUT_REQUIRED)
@DefaultSchedule(strategy = SchedulingStrategy.TIMER_DRIVEN, period = "100 ms")
@CapabilityDescription(
        """
        Reads the file that a request names as soon as nobody writes to it any more, and leaves it
        where it is. Until then, the FlowFile waits in the incoming queue, and others pass it. A file
        that changes while it is read is read again.
        """)
@UseCase(
        description = "Import files from folders that take the place of buckets.",
        keywords = {"folder", "bucket", "api"},
        configuration =
                """
                Set "File" to the path of the object that a request names, such as
                /data/buckets/${userimport.bucket}/${userimport.object}. Connect "success" to
                PutUserImport and "failure" to FailUserImport.
                """)
@ReadsAttribute(
        attribute = ImportAttributes.OBJECT,
        description = "The name of the file in userimport.error; without it, filename")
@WritesAttribute(
        attribute = ImportAttributes.ERROR,
        description = "On failure: why the file could not be read, without the path")
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.ListenUserImports",
            "io.github.nifiuserimport.processors.StartUserImport",
            "io.github.nifiuserimport.processors.FailUserImport",
            "io.github.nifiuserimport.processors.GetUserImportFiles"
        })
public class FetchUserImportFile extends AbstractProcessor implements VerifiableProcessor {

    static final PropertyDescriptor FILE =
            new PropertyDescriptor.Builder()
                    .name("File")
                    .description("The file to read.")
                    .required(true)
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
                    .build();

    static final PropertyDescriptor SETTLE_TIME =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.SETTLE_TIME)
                    .description(
                            """
                            How long the file's size and modification time have to stay the same
                            before it is read. A file older than Unfinished File Time is read at once.
                            """)
                    .build();

    static final PropertyDescriptor UNFINISHED_FILE_TIME = ImportProperties.UNFINISHED_FILE_TIME;

    static final Relationship SUCCESS =
            new Relationship.Builder()
                    .name("success")
                    .description("FlowFiles with the content of the file")
                    .build();

    static final Relationship FAILURE =
            new Relationship.Builder()
                    .name("failure")
                    .description("FlowFiles whose file cannot be read; userimport.error says why")
                    .build();

    private static final List<PropertyDescriptor> PROPERTIES =
            List.of(FILE, SETTLE_TIME, UNFINISHED_FILE_TIME);

    private static final Set<Relationship> RELATIONSHIPS = Relationships.inOrder(SUCCESS, FAILURE);

    /** Per run, so that other processors have their turn. */
    private static final int MAX_FILES_PER_RUN = 100;

    private volatile SettledFiles files;

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    /** Starts to observe files anew, with the settings of now. */
    @OnScheduled
    public void observe(final ProcessContext context) {
        files =
                new SettledFiles(
                        ImportProperties.duration(context, SETTLE_TIME),
                        ImportProperties.duration(context, UNFINISHED_FILE_TIME),
                        System::nanoTime,
                        Clock.systemUTC());
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session)
            throws ProcessException {
        for (int i = 0; i < MAX_FILES_PER_RUN && isScheduled(); i++) {
            // FlowFiles whose file is not settled stay in the queue, and others pass them.
            final List<FlowFile> due =
                    session.get(
                            flowFile ->
                                    isDue(context, flowFile)
                                            ? FlowFileFilterResult.ACCEPT_AND_TERMINATE
                                            : FlowFileFilterResult.REJECT_AND_CONTINUE);
            if (due.isEmpty()) {
                return;
            }
            fetch(due.getFirst(), context, session);
            session.commitAsync();
        }
    }

    private boolean isDue(final ProcessContext context, final FlowFile flowFile) {
        try {
            return files.settled(file(context, flowFile)).isPresent();
        } catch (final IOException | InvalidPathException | SecurityException fails) {
            return true;
        }
    }

    private void fetch(
            final FlowFile flowFile, final ProcessContext context, final ProcessSession session) {
        try {
            final Path file = file(context, flowFile);
            final Optional<FileVersion> version = files.settled(file);
            if (version.isEmpty()) {
                session.rollback();
                return;
            }
            final FlowFile content;
            try (InputStream in = Files.newInputStream(file)) {
                content = session.importFrom(in, flowFile);
            }
            if (content.getSize() != version.get().size()
                    || !files.isUnchanged(file, version.get())) {
                getLogger().info("{} changed while it was read and is read again", file);
                session.rollback();
                return;
            }
            files.forget(file);
            session.getProvenanceReporter().fetch(content, file.toUri().toString());
            session.transfer(content, SUCCESS);
        } catch (final IOException | InvalidPathException | SecurityException e) {
            fail(flowFile, e, session);
        }
    }

    private static void fail(
            final FlowFile flowFile, final Exception cause, final ProcessSession session) {
        final String object = flowFile.getAttribute(ImportAttributes.OBJECT);
        final String name = object == null ? flowFile.getAttribute("filename") : object;
        final FlowFile failed =
                session.putAttribute(
                        flowFile,
                        ImportAttributes.ERROR,
                        "The file could not be read: " + name + ": " + reason(cause));
        session.transfer(failed, FAILURE);
    }

    /** Without a path of this machine, as clients see it who ask over HTTP. */
    private static String reason(final Exception cause) {
        return switch (cause) {
            case NoSuchFileException none -> "there is no such file";
            case AccessDeniedException denied -> "this service is not allowed to read it";
            case FileSystemException other ->
                    other.getReason() == null ? "the file system refused it" : other.getReason();
            case InvalidPathException bad -> "a file cannot have that name";
            case SecurityException denied -> "this service is not allowed to read it";
            default -> cause.getMessage();
        };
    }

    /**
     * {@inheritDoc}
     *
     * <p>Reads the first byte of the file that the given attributes name.
     */
    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context,
            final ComponentLog verificationLogger,
            final Map<String, String> attributes) {
        final String step = "Read the file";
        final PropertyValue path = context.getProperty(FILE);
        if (attributes.isEmpty() && path.isExpressionLanguagePresent()) {
            return List.of(
                    VerificationResult.of(
                            step,
                            Outcome.SKIPPED,
                            "File depends on attributes. To read a file now, give their values,"
                                    + " such as userimport.bucket and userimport.object"));
        }
        final String file = path.evaluateAttributeExpressions(attributes).getValue();
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            in.read();
            return List.of(VerificationResult.of(step, Outcome.SUCCESSFUL, file + " can be read"));
        } catch (final IOException | InvalidPathException | SecurityException e) {
            return List.of(
                    VerificationResult.of(
                            step,
                            Outcome.FAILED,
                            file
                                    + " cannot be read: "
                                    + reason(e)
                                    + ". Correct File, or let the user that NiFi runs as read it"));
        }
    }

    private static Path file(final ProcessContext context, final FlowFile flowFile) {
        return Path.of(context.getProperty(FILE).evaluateAttributeExpressions(flowFile).getValue());
    }
}
