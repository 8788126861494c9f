// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.job.split.FilePartition;
import io.github.nifiuserimport.job.split.PartitionOutcome;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.services.CsvFormatService;
import io.github.nifiuserimport.services.PartAttribute;
import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.nifi.annotation.behavior.DynamicProperty;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.InputRequirement.Requirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.MultiProcessorUseCase;
import org.apache.nifi.annotation.documentation.ProcessorConfiguration;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.flowfile.attributes.FragmentAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;

@Tags({"user", "import", "csv", "split", "partition", "parallel", "cluster", "leanplum", "dashly"})
@InputRequirement(Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@CapabilityDescription(
        """
        Splits a CSV file of users into parts that PutUserImport applies side by side, on one node or
        on all nodes of a cluster. All rows of a user are in one part, in file order, as the bytes they
        were. The parts are one import job, and errors name the lines of the whole file. The whole file
        is checked first; one with a fault is not split, and a file whose rows could get into each
        other's way is sent as one part.
        """)
@UseCase(
        description = "Import large CSV files of users faster.",
        keywords = {"csv", "split", "parallel", "cluster"},
        configuration =
                """
                Set "Parts" to the number of tasks that apply them, all nodes together, and the
                properties that PutUserImport has too to the same values as there. Drop "original".
                """)
@UseCase(
        description = "Split large files only.",
        keywords = {"csv", "split", "size"},
        configuration =
                """
                Set "Parts" to ${fileSize:lt(10000000):ifElse(1, 4)}: a file below 10 MB is one part.
                """)
@MultiProcessorUseCase(
        description = "Import a CSV file of users over all nodes of a cluster.",
        keywords = {"csv", "parallel", "cluster", "load balance"},
        configurations = {
            @ProcessorConfiguration(
                    processorClass = PartitionUserImport.class,
                    configuration =
                            """
                            Set "Parts" to the number of nodes times the concurrent tasks of
                            PutUserImport, or some times that. Connect "parts" to PutUserImport, and set
                            that connection's Load Balance Strategy to "Round robin". Route "failure"
                            to where files wait, and terminate "original".
                            """),
            @ProcessorConfiguration(
                    processorClass = PutUserImport.class,
                    configuration =
                            """
                            Set Concurrent Tasks to as many as the node has cores for it, "Concurrent
                            Batches" to 1, since parts are written at once already, and "User Store"
                            to a PostgreSQLUserStore whose pool has a connection for each task.
                            Leave "Import ID" at its default. Route "retry" back to this processor. The
                            job finishes, and its summary comes, with its last part.
                            """)
        })
@DynamicProperty(
        name = "A column of the file",
        value = "A column of the layout",
        description =
                "Maps a column that the layout does not know, so that the file needs no editing:"
                        + " \"E-mail address\" to $email, \"First name\" to userAttributes.firstName")
@ReadsAttributes({
    @ReadsAttribute(
            attribute = ImportAttributes.ACTION,
            description = "What the rows do, where Action is \"From Attribute\"."),
    @ReadsAttribute(
            attribute = ImportAttributes.KEY,
            description = "What users are found by in Dashly's columns, by default of Import Key."),
    @ReadsAttribute(
            attribute = ImportAttributes.TAGS,
            description = "Tags that users get in Dashly's columns, by default of Tags."),
    @ReadsAttribute(
            attribute = ImportAttributes.ID,
            description = "Id of the import job. Without it the FlowFile's UUID is the job's id."),
    @ReadsAttribute(attribute = "filename", description = "Named in userimport.error"),
    @ReadsAttribute(
            attribute = "fragment.index",
            description = "With userimport.id: that the FlowFile is a part already")
})
@WritesAttributes({
    @WritesAttribute(attribute = ImportAttributes.ID, description = "Id of the import job"),
    @WritesAttribute(
            attribute = "fragment.identifier",
            description = "On parts and original: the id of the import job"),
    @WritesAttribute(attribute = "fragment.index", description = "On parts: which it is, from 0"),
    @WritesAttribute(
            attribute = "fragment.count",
            description =
                    "On parts and original: how many parts there are, none of them without rows"),
    @WritesAttribute(
            attribute = "segment.original.filename",
            description = "On parts: the file's name, which is also in filename"),
    @WritesAttribute(
            attribute = ImportAttributes.FILE_SIZE,
            description = "On parts of a split file: how many bytes the whole file has"),
    @WritesAttribute(
            attribute = ImportAttributes.SPLIT,
            description =
                    "On parts of a split file: how its rows were told apart, such as 4 by userId"),
    @WritesAttribute(
            attribute = PartAttribute.LINE_COLUMN,
            description =
                    "On parts of a split file: the name of their first column, which has the lines on"
                            + " which rows start in the whole file"),
    @WritesAttribute(
            attribute = ImportAttributes.ERROR,
            description = "On failure: why the file cannot be imported")
})
@SeeAlso({PutUserImport.class, ParseUserImport.class})
public class PartitionUserImport extends AbstractProcessor implements VerifiableProcessor {

    private static final int MOST_PARTS = 100;

    static final PropertyDescriptor CSV_READER =
            new PropertyDescriptor.Builder()
                    .name("CSV Reader")
                    .description(
                            """
                            Says how the file is written: the UserImportCSVReader that PutUserImport
                            has. Without one the file is read as CSV in UTF-8 with dotted headers, the
                            delimiter detected. Files in other formats cannot be split.
                            """)
                    .identifiesControllerService(CsvFormatService.class)
                    .required(false)
                    .build();

    static final PropertyDescriptor PARTS =
            new PropertyDescriptor.Builder()
                    .name("Parts")
                    .description(
                            """
                            Into how many parts a file is split, from 1 to 100. There are fewer where
                            a part would have no rows. Each takes an open file while it is written.
                            """)
                    .required(true)
                    .defaultValue("2")
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(StandardValidators.createLongValidator(1, MOST_PARTS, true))
                    .build();

    static final PropertyDescriptor IMPORT_ID =
            new PropertyDescriptor.Builder()
                    .name("Import ID")
                    .description(
                            """
                            Id of the import job, which all parts get. When empty, the FlowFile's UUID
                            is taken.
                            """)
                    .required(false)
                    .defaultValue("${userimport.id}")
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
                    .build();

    private static final List<PropertyDescriptor> PROPERTIES =
            Stream.of(List.of(CSV_READER, PARTS), LayoutProperties.all(), List.of(IMPORT_ID))
                    .flatMap(List::stream)
                    .toList();

    static final Relationship PARTS_OUT =
            new Relationship.Builder()
                    .name("parts")
                    .description("The parts of the file: route it to PutUserImport")
                    .build();

    static final Relationship ORIGINAL =
            new Relationship.Builder()
                    .name("original")
                    .description("The file as it came, once its parts are sent")
                    .build();

    static final Relationship FAILURE =
            new Relationship.Builder()
                    .name("failure")
                    .description(
                            "Files that cannot be imported, of which no part is sent;"
                                    + " userimport.error says why")
                    .build();

    private static final Set<Relationship> RELATIONSHIPS =
            Relationships.inOrder(PARTS_OUT, ORIGINAL, FAILURE);

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    @Override
    protected PropertyDescriptor getSupportedDynamicPropertyDescriptor(final String name) {
        return LayoutProperties.mapping(name);
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
        return List.of(NeededRoute.verify(context, PARTS_OUT, "nothing of a file is imported"));
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session)
            throws ProcessException {
        final FlowFile file = session.get();
        if (file == null) {
            return;
        }
        final PartFlowFiles parts =
                new PartFlowFiles(session, file, ImportIds.importId(context, IMPORT_ID, file));
        try {
            send(session, file, parts, partition(context, session, file, parts));
        } catch (final IllegalArgumentException setting) {
            getLogger().error("{} cannot be split: {}", file, setting.getMessage(), setting);
            fail(session, file, parts, setting.getMessage());
        } catch (final IOException unreadable) {
            throw new ProcessException("The file cannot be split", unreadable);
        } catch (final ProcessException | FlowFileAccessException framework) {
            // NiFi's own trouble, such as a full disk: it delivers the file again.
            throw framework;
        } catch (final RuntimeException bug) {
            // The same file would fail again, for ever: it goes where somebody sees it.
            getLogger().error("{} cannot be split", file, bug);
            fail(session, file, parts, "it cannot be split: " + bug);
        }
    }

    private PartitionOutcome partition(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile file,
            final PartFlowFiles parts)
            throws IOException {
        refusePart(file);
        final LayoutSettings layout = LayoutProperties.settings(context, file);
        return new FilePartition(
                        format(context, file),
                        Layouts.of(layout),
                        layout.limits().fileBytes(),
                        parts(context, file))
                .run(() -> session.read(file), file.getSize(), parts);
    }

    private void send(
            final ProcessSession session,
            final FlowFile file,
            final PartFlowFiles parts,
            final PartitionOutcome outcome) {
        final List<FlowFile> sent;
        switch (outcome) {
            case PartitionOutcome.Split split -> sent = parts.all(split.how());
            case PartitionOutcome.Whole whole -> {
                getLogger().info("{} is sent as one part: {}", file, whole.reason());
                sent = parts.whole();
            }
            case PartitionOutcome.Refused refused -> {
                getLogger().error("{} cannot be imported: {}", file, refused.fault().getMessage());
                fail(session, file, parts, refused.fault().getMessage());
                return;
            }
        }
        session.transfer(sent, PARTS_OUT);
        session.transfer(parts.original(sent.size()), ORIGINAL);
    }

    private static void fail(
            final ProcessSession session,
            final FlowFile file,
            final PartFlowFiles parts,
            final String reason) {
        parts.remove();
        session.transfer(
                session.putAttribute(
                        file,
                        ImportAttributes.ERROR,
                        file.getAttribute(CoreAttributes.FILENAME.key()) + ", " + reason),
                FAILURE);
    }

    /** Split once more, its parts would take each other for what is applied already. */
    private static void refusePart(final FlowFile file) {
        final String index = file.getAttribute(FragmentAttributes.FRAGMENT_INDEX.key());
        if (index != null && file.getAttribute(ImportAttributes.ID) != null) {
            throw new IllegalArgumentException(
                    Text.format(
                            "the FlowFile is part %s of import %s and cannot be split once more;"
                                    + " route parts to PutUserImport",
                            index, file.getAttribute(ImportAttributes.ID)));
        }
    }

    private static CsvFormat format(final ProcessContext context, final FlowFile file) {
        final CsvFormatService reader =
                context.getProperty(CSV_READER).asControllerService(CsvFormatService.class);
        final CsvFormat format =
                reader == null ? CsvFormat.defaults() : reader.rowFormat(file.getAttributes());
        // Inherited by files that come of a part, such as its rejected rows.
        return format.toBuilder().lineColumn(false).build();
    }

    private static int parts(final ProcessContext context, final FlowFile file) {
        final String text =
                context.getProperty(PARTS).evaluateAttributeExpressions(file).getValue();
        try {
            final int parts = Integer.parseInt(text.strip());
            if (parts >= 1 && parts <= MOST_PARTS) {
                return parts;
            }
        } catch (final NumberFormatException notANumber) {
            // Answered below, as a number out of range is.
        }
        throw new IllegalArgumentException(
                Text.format(
                        "%s is \"%s\"; it has to be a whole number from 1 to %d",
                        PARTS.getName(), text, MOST_PARTS));
    }
}
