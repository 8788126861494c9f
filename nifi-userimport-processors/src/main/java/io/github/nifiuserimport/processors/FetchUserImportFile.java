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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.FlowFileFilter.FlowFileFilterResult;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.scheduling.SchedulingStrategy;

@Tags({"user", "import", "csv", "file", "folder", "bucket", "fetch", "read"})
@InputRequirement(Requirement.INPUT_REQUIRED)
@DefaultSchedule(strategy = SchedulingStrategy.TIMER_DRIVEN, period = "100 ms")
@CapabilityDescription(
        """
        Reads a file that a request names, once nobody writes to it any more, and leaves it where it
        is. Until then the FlowFile waits in the incoming queue, and others behind it go on. A file
        that changes while it is read is read again.
        """)
@UseCase(
        description = "Import files out of folders that stand in for buckets.",
        keywords = {"folder", "bucket", "api"},
        configuration =
                """
                Set "File" to where a request's object is, such as
                /data/buckets/${userimport.bucket}/${userimport.object}. Connect "success" to a
                PutUserImport and "failure" to a FailUserImport.
                """)
@ReadsAttribute(
        attribute = ImportAttributes.OBJECT,
        description = "What userimport.error calls the file; else filename")
@WritesAttribute(
        attribute = ImportAttributes.ERROR,
        description = "On failure: why the file could not be read, without its path")
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.StartUserImport",
            "io.github.nifiuserimport.processors.FailUserImport",
            "io.github.nifiuserimport.processors.GetUserImportFiles"
        })
public class FetchUserImportFile extends AbstractProcessor {

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
                    .name("Settle Time")
                    .description(
                            """
                            How long the file has to be seen with the same size and time before it
                            is read. A file older than Unfinished File Time is read at once.
                            """)
                    .required(true)
                    .defaultValue("2 sec")
                    .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                    .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
                    .build();

    static final PropertyDescriptor UNFINISHED_FILE_TIME =
            new PropertyDescriptor.Builder()
                    .name("Unfinished File Time")
                    .description(
                            """
                            The same for a file that looks as if there were more to come: it does not
                            end with a line break, is a gzip without its end, or is empty, and it was
                            not renamed since.
                            """)
                    .required(true)
                    .defaultValue("1 min")
                    .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                    .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
                    .build();

    static final Relationship SUCCESS =
            new Relationship.Builder()
                    .name("success")
                    .description("FlowFiles with the content of their file")
                    .build();

    static final Relationship FAILURE =
            new Relationship.Builder()
                    .name("failure")
                    .description("FlowFiles whose file cannot be read; userimport.error says why")
                    .build();

    private static final Set<Relationship> RELATIONSHIPS = Relationships.inOrder(SUCCESS, FAILURE);

    /** So that other processors have their turn. */
    private static final int MOST_FILES_AT_ONCE = 100;

    private volatile SettledFiles files;

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(FILE, SETTLE_TIME, UNFINISHED_FILE_TIME);
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    /** What was seen of files before counts no more. */
    @OnScheduled
    public void observe(final ProcessContext context) {
        files =
                new SettledFiles(
                        period(context, SETTLE_TIME),
                        period(context, UNFINISHED_FILE_TIME),
                        System::nanoTime,
                        Clock.systemUTC());
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session)
            throws ProcessException {
        for (int i = 0; i < MOST_FILES_AT_ONCE && isScheduled(); i++) {
            // Those that wait stay where they are in the queue, and in nobody's way.
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
                getLogger().info("{} changed while it was read; it is read again", file);
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

    /** Without paths of this machine: whoever asks over HTTP sees it. */
    private static String reason(final Exception cause) {
        return switch (cause) {
            case NoSuchFileException none -> "there is no such file";
            case AccessDeniedException denied -> "this service is not allowed to read it";
            case FileSystemException other ->
                    other.getReason() == null ? "the file system refused it" : other.getReason();
            case InvalidPathException bad -> "its name is none that a file can have";
            case SecurityException denied -> "this service is not allowed to read it";
            default -> cause.getMessage();
        };
    }

    private static Path file(final ProcessContext context, final FlowFile flowFile) {
        return Path.of(context.getProperty(FILE).evaluateAttributeExpressions(flowFile).getValue());
    }

    private static Duration period(
            final ProcessContext context, final PropertyDescriptor property) {
        return Duration.ofMillis(
                context.getProperty(property)
                        .evaluateAttributeExpressions()
                        .asTimePeriod(TimeUnit.MILLISECONDS));
    }
}
