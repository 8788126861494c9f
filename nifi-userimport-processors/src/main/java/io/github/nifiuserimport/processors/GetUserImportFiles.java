// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.folder.ClaimedFile;
import io.github.nifiuserimport.folder.FileVersion;
import io.github.nifiuserimport.folder.IgnoredNames;
import io.github.nifiuserimport.folder.Inbox;
import io.github.nifiuserimport.folder.InboxSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.TriggerSerially;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.configuration.DefaultSchedule;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.Validator;
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
import org.apache.nifi.scheduling.SchedulingStrategy;

@Tags({"user", "import", "csv", "file", "folder", "directory", "inbox", "ingest", "source"})
@InputRequirement(Requirement.INPUT_FORBIDDEN)
@TriggerSerially
@DefaultSchedule(strategy = SchedulingStrategy.TIMER_DRIVEN, period = "250 ms")
@CapabilityDescription(
        """
        Takes the files that are dropped into a folder: each version of each file once, and only when
        it is complete. A file is taken after nobody has written to it for a while. It is moved aside
        before it is read, and read again if it changes in the meantime. NiFi may be killed at any
        moment: a file that is then read again has the same userimport.id, so that PutUserImport
        applies it once.
        """)
@UseCase(
        description = "Import CSV files of users that are dropped into a folder.",
        keywords = {"folder", "csv", "inbox"},
        configuration =
                """
                Set "Input Directory" to a folder that NiFi may write to, and connect "success" to
                PutUserImport. In a cluster whose nodes share the folder, schedule this processor on
                the primary node only.
                """)
@WritesAttributes({
    @WritesAttribute(
            attribute = ImportAttributes.ID,
            description =
                    "ID of the import job for PutUserImport: always the same for the same version of"
                            + " the same file"),
    @WritesAttribute(attribute = "filename", description = "The file's name"),
    @WritesAttribute(attribute = "path", description = "./"),
    @WritesAttribute(
            attribute = "absolute.path",
            description = "The folder the file was dropped into, with a slash at the end"),
    @WritesAttribute(attribute = "file.size", description = "The file's size in bytes"),
    @WritesAttribute(
            attribute = "file.lastModifiedTime",
            description = "When the file was last written to, such as 2026-11-28T09:15:00+0100")
})
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.PutUserImport",
            "io.github.nifiuserimport.processors.PartitionUserImport"
        })
public class GetUserImportFiles extends AbstractProcessor implements VerifiableProcessor {

    static final PropertyDescriptor INPUT_DIRECTORY =
            new PropertyDescriptor.Builder()
                    .name("Input Directory")
                    .description(
                            """
                            The folder that files are dropped into. It has to exist, and NiFi has to be
                            allowed to write to it: before a file is read, it is moved into the hidden
                            folder .claimed inside this folder, where it is deleted some time later.
                            Other folders inside it are left alone.
                            """)
                    .required(true)
                    .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                    .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
                    .build();

    static final PropertyDescriptor IGNORED_FILES =
            new PropertyDescriptor.Builder()
                    .name("Ignored Files")
                    .description(
                            """
                            Names of files that are left alone, separated by commas, with * and ? as
                            wildcards: names that programs use until a file is finished, and marker
                            files. Files whose name begins with a dot are always left alone.
                            """)
                    .required(false)
                    .defaultValue(IgnoredNames.DEFAULTS)
                    .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                    .addValidator(Validator.VALID)
                    .build();

    static final PropertyDescriptor SETTLE_TIME =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.SETTLE_TIME)
                    .description(
                            """
                            How long a file's size and modification time have to stay the same before
                            it is taken. Increase it if programs pause for longer at the end of a line
                            while NiFi cannot see that the file is open: because they write to a
                            network share from another machine, or reopen the file for each piece.
                            """)
                    .build();

    static final PropertyDescriptor UNFINISHED_FILE_TIME =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.UNFINISHED_FILE_TIME)
                    .description(
                            """
                            The same for a file that looks unfinished: it does not end with a line
                            break, is a gzip without its end, or is empty, and was not moved into the
                            folder after it was written. A file that was read is kept in .claimed for
                            the same time: if its writer goes on after all, the whole file is taken
                            again.
                            """)
                    .build();

    static final Relationship SUCCESS =
            new Relationship.Builder()
                    .name("success")
                    .description("Files taken from the folder")
                    .build();

    private static final List<PropertyDescriptor> PROPERTIES =
            List.of(INPUT_DIRECTORY, IGNORED_FILES, SETTLE_TIME, UNFINISHED_FILE_TIME);

    private static final Set<Relationship> RELATIONSHIPS = Relationships.inOrder(SUCCESS);

    /** Per run, so that files wait in the folder, and other processors have their turn. */
    private static final int MAX_FILES_PER_RUN = 100;

    /** The format in which ListFile writes times. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    private volatile Inbox inbox;
    private volatile String trouble;

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    /** Starts to observe the folder anew, with the settings of now. */
    @OnScheduled
    public void open(final ProcessContext context) {
        final InboxSettings settings =
                new InboxSettings(
                        directory(context),
                        IgnoredNames.of(value(context, IGNORED_FILES)),
                        ImportProperties.duration(context, SETTLE_TIME),
                        ImportProperties.duration(context, UNFINISHED_FILE_TIME));
        inbox =
                new Inbox(
                        settings,
                        System::nanoTime,
                        (file, reason) -> getLogger().warn("{} {}", file, reason));
        trouble = null;
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session)
            throws ProcessException {
        final List<ClaimedFile> files;
        try {
            files = inbox.look();
            trouble = null;
        } catch (final IOException e) {
            tellOnce("Cannot list the files in " + directory(context) + ": " + e);
            context.yield();
            return;
        }
        int taken = 0;
        for (final ClaimedFile file : files) {
            if (!isScheduled()
                    || taken == MAX_FILES_PER_RUN
                    || context.getAvailableRelationships().isEmpty()) {
                return;
            }
            take(file, session, directory(context));
            taken++;
        }
    }

    private void take(final ClaimedFile found, final ProcessSession session, final Path directory) {
        final ClaimedFile file;
        try {
            final Optional<ClaimedFile> claimed = inbox.claim(found);
            if (claimed.isEmpty()) {
                return;
            }
            file = claimed.get();
        } catch (final IOException e) {
            tellOnce(found.path() + " stays in the folder, because it cannot be moved: " + e);
            return;
        }
        final FlowFile content = read(file, session);
        if (content == null) {
            return;
        }
        final FlowFile named = session.putAllAttributes(content, attributes(file, directory));
        session.getProvenanceReporter().receive(named, file.path().toUri().toString());
        session.transfer(named, SUCCESS);
        session.commitAsync(
                () -> {
                    getLogger().info("Took {} as import {}", file.path(), file.id());
                    keepAsRead(file);
                });
    }

    /** Returns null if the file has changed since it was found: it waits for another turn. */
    private FlowFile read(final ClaimedFile file, final ProcessSession session) {
        FlowFile content = session.create();
        boolean whole = false;
        try (InputStream in = Files.newInputStream(file.path())) {
            content = session.importFrom(in, content);
            whole = content.getSize() == file.version().size() && inbox.isUnchanged(file);
        } catch (final IOException e) {
            tellOnce(file.path() + " waits, because it cannot be read: " + e);
        }
        if (!whole) {
            session.remove(content);
            session.commitAsync();
            return null;
        }
        return content;
    }

    private void keepAsRead(final ClaimedFile file) {
        try {
            inbox.keepAsRead(file);
        } catch (final IOException e) {
            // The file is read again, as the same import.
            tellOnce(file.path() + " was read, but that could not be recorded: " + e);
        }
    }

    /** The same trouble recurs several times a second: it is logged until there is another. */
    private void tellOnce(final String text) {
        if (!text.equals(trouble)) {
            trouble = text;
            getLogger().warn(text);
        }
    }

    private static Map<String, String> attributes(final ClaimedFile file, final Path directory) {
        final FileVersion version = file.version();
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(CoreAttributes.FILENAME.key(), file.name());
        attributes.put(CoreAttributes.PATH.key(), "./");
        attributes.put(CoreAttributes.ABSOLUTE_PATH.key(), directory + "/");
        attributes.put("file.size", Long.toString(version.size()));
        attributes.put("file.lastModifiedTime", TIME.format(version.modified().toInstant()));
        attributes.put(ImportAttributes.ID, file.id());
        return attributes;
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context,
            final ComponentLog logger,
            final Map<String, String> attributes) {
        final Path directory = directory(context);
        final List<ConfigVerificationResult> results = new ArrayList<>();
        results.add(
                VerificationResult.of(
                        "Find the folder",
                        Files.isDirectory(directory) ? Outcome.SUCCESSFUL : Outcome.FAILED,
                        Files.isDirectory(directory)
                                ? directory + " exists."
                                : directory
                                        + " is not a folder that NiFi can see. Create it, and let the"
                                        + " user that NiFi runs as write to it."));
        if (Files.isDirectory(directory)) {
            results.add(verifyMoving(directory));
        } else {
            results.add(
                    VerificationResult.of(
                            "Move files within the folder",
                            Outcome.SKIPPED,
                            "There is no such folder."));
        }
        return results;
    }

    private static ConfigVerificationResult verifyMoving(final Path directory) {
        final String step = "Move files within the folder";
        try {
            final Path folder = Files.createTempDirectory(directory, ".verify");
            final Path file = Files.createTempFile(directory, ".verify", "");
            Files.move(file, folder.resolve("file"), StandardCopyOption.ATOMIC_MOVE);
            Files.delete(folder.resolve("file"));
            Files.delete(folder);
            return VerificationResult.of(
                    step, Outcome.SUCCESSFUL, "NiFi can move and delete files in it.");
        } catch (final IOException e) {
            return VerificationResult.of(
                    step,
                    Outcome.FAILED,
                    "NiFi has to move and delete files in "
                            + directory
                            + " and cannot: "
                            + e
                            + ". Let the user that NiFi runs as write to it.");
        }
    }

    private static Path directory(final ProcessContext context) {
        return Path.of(value(context, INPUT_DIRECTORY)).toAbsolutePath();
    }

    private static String value(final ProcessContext context, final PropertyDescriptor property) {
        final String value =
                context.getProperty(property).evaluateAttributeExpressions().getValue();
        return value == null ? "" : value;
    }
}
