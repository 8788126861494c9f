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
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;

@Tags({"user", "import", "csv", "split", "partition", "parallel", "cluster", "leanplum", "dashly"})
@InputRequirement(Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@CapabilityDescription(
        """
        Splits a CSV file of users into parts that PutUserImport applies in parallel, on one node or on
        all nodes of a cluster. All rows of a user are in the same part, in file order and byte by byte
        as they were. The parts are one import job, and errors give line numbers of the whole file. The
        whole file is checked first: one with an error is not split. A file whose rows might affect the
        users of other rows is sent as one part.
        """)
@UseCase(
        description = "Import large CSV files of users faster.",
        keywords = {"csv", "split", "parallel", "cluster"},
        configuration =
                """
                Set "Parts" to the number of tasks that apply them on all nodes together. Set every
                property that PutUserImport has too to the same value as there. Terminate "original".
                """)
@UseCase(
        description = "Split large files only.",
        keywords = {"csv", "split", "size"},
        configuration =
                """
                Set "Parts" to ${fileSize:lt(10000000):ifElse(1, 4)}: files below 10 MB are not split.
                """)
@MultiProcessorUseCase(
        description = "Import a CSV file of users on all nodes of a cluster.",
        keywords = {"csv", "parallel", "cluster", "load balance"},
        configurations = {
            @ProcessorConfiguration(
                    processorClass = PartitionUserImport.class,
                    configuration =
                            """
                            Set "Parts" to the number of nodes times the concurrent tasks of
                            PutUserImport, or a multiple of that. Connect "parts" to PutUserImport, and
                            set that connection's Load Balance Strategy to "Round robin". Route
                            "failure" to where files are kept, and terminate "original".
                            """),
            @ProcessorConfiguration(
                    processorClass = PutUserImport.class,
                    configuration =
                            """
                            Set Concurrent Tasks to the number of cores that the node can spare,
                            "Concurrent Batches" to 1, as parts are already written in parallel, and
                            "User Store" to a PostgreSQLUserStore whose pool has a connection for each
                            task. Leave "Import ID" at its default. Route "retry" back to this
                            processor. The job finishes, and its summary comes, with the last part.
                            """)
        })
@DynamicProperty(
        name = LayoutProperties.MAPPING_NAME,
        value = LayoutProperties.MAPPING_VALUE,
        description = LayoutProperties.MAPPING_DESC)
@ReadsAttributes({
    @ReadsAttribute(
            attribute = ImportAttributes.ACTION,
            description = ImportAttributes.ACTION_READ_DESC),
    @ReadsAttribute(attribute = ImportAttributes.KEY, description = ImportAttributes.KEY_READ_DESC),
    @ReadsAttribute(
            attribute = ImportAttributes.TAGS,
            description = ImportAttributes.TAGS_READ_DESC),
    @ReadsAttribute(attribute = ImportAttributes.ID, description = ImportAttributes.ID_READ_DESC),
    @ReadsAttribute(attribute = "filename", description = "Named in userimport.error"),
    @ReadsAttribute(
            attribute = "fragment.index",
            description = "With userimport.id: tells that the FlowFile already is a part")
})
@WritesAttributes({
    @WritesAttribute(attribute = ImportAttributes.ID, description = ImportAttributes.ID_DESC),
    @WritesAttribute(
            attribute = "fragment.identifier",
            description = "On parts and original: ID of the import job"),
    @WritesAttribute(
            attribute = "fragment.index",
            description = "On parts: the number of the part, from 0"),
    @WritesAttribute(
            attribute = "fragment.count",
            description =
                    "On parts and original: how many parts there are, each with a row at least"),
    @WritesAttribute(
            attribute = "segment.original.filename",
            description = "On parts: the file's name, which filename has too"),
    @WritesAttribute(
            attribute = ImportAttributes.FILE_SIZE,
            description = "On parts of a split file: the size of the whole file in bytes"),
    @WritesAttribute(
            attribute = ImportAttributes.SPLIT,
            description =
                    "On parts of a split file: how the rows were divided, such as 4 ranges of userId"),
    @WritesAttribute(
            attribute = PartAttribute.LINE_COLUMN,
            description =
                    "On parts of a split file: the name of their first column, which holds, for each"
                            + " row, the line on which it starts in the whole file"),
    @WritesAttribute(
            attribute = ImportAttributes.ERROR,
            description = "On failure: why the file cannot be imported")
})
@SeeAlso({PutUserImport.class, ValidateUserImport.class})
public class PartitionUserImport extends AbstractProcessor implements VerifiableProcessor {

    private static final int MAX_PARTS = 100;

    static final PropertyDescriptor CSV_READER =
            new PropertyDescriptor.Builder()
                    .name("CSV Reader")
                    .description(
                            """
                            The UserImportCSVReader that PutUserImport has. Without one, the file is
                            read as CSV in UTF-8 with dotted headers and a detected delimiter. Files in
                            other formats cannot be split.
                            """)
                    .identifiesControllerService(CsvFormatService.class)
                    .required(false)
                    .build();

    static final PropertyDescriptor PARTS =
            new PropertyDescriptor.Builder()
                    .name("Parts")
                    .description(
                            """
                            Into how many parts a file is split, from 1 to 100. There are fewer if a
                            part would have no rows. Each part is an open file while it is written.
                            """)
                    .required(true)
                    .defaultValue("2")
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(StandardValidators.createLongValidator(1, MAX_PARTS, true))
                    .build();

    static final PropertyDescriptor IMPORT_ID =
            new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(ImportProperties.IMPORT_ID)
                    .description(
                            """
                            ID of the import job, which all parts get. If empty, the FlowFile's UUID is
                            used.
                            """)
                    .build();

    private static final List<PropertyDescriptor> PROPERTIES =
            Stream.of(List.of(CSV_READER, PARTS), LayoutProperties.all(), List.of(IMPORT_ID))
                    .flatMap(List::stream)
                    .toList();

    static final Relationship PARTS_OUT =
            new Relationship.Builder()
                    .name("parts")
                    .description("The parts of the file: route them to PutUserImport")
                    .build();

    static final Relationship ORIGINAL =
            new Relationship.Builder()
                    .name("original")
                    .description("The file as it came, if it was split")
                    .build();

    static final Relationship FAILURE =
            new Relationship.Builder()
                    .name("failure")
                    .description(
                            "Files that cannot be imported; no part of them is sent, and"
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
        return List.of(NeededRoute.verify(context, PARTS_OUT, "nothing is imported"));
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session)
            throws ProcessException {
        final FlowFile file = session.get();
        if (file == null) {
            return;
        }
        final PartFlowFiles parts =
                new PartFlowFiles(session, file, ImportIds.importId(context, file));
        try {
            send(session, file, parts, partition(context, session, file, parts));
        } catch (final IOException | RuntimeException failed) {
            fail(session, file, parts, FileFailure.reason(failed, getLogger(), file, "split"));
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

    /** If a part were split again, its parts would be taken for those already applied. */
    private static void refusePart(final FlowFile file) {
        final String index = file.getAttribute(FragmentAttributes.FRAGMENT_INDEX.key());
        if (index != null && file.getAttribute(ImportAttributes.ID) != null) {
            throw new IllegalArgumentException(
                    Text.format(
                            "the FlowFile is part %s of import %s and cannot be split again;"
                                    + " route parts to PutUserImport",
                            index, file.getAttribute(ImportAttributes.ID)));
        }
    }

    private static CsvFormat format(final ProcessContext context, final FlowFile file) {
        final CsvFormatService reader =
                context.getProperty(CSV_READER).asControllerService(CsvFormatService.class);
        final CsvFormat format =
                reader == null ? CsvFormat.defaults() : reader.rowFormat(file.getAttributes());
        // The attribute may be inherited from a part, as by its rejected rows.
        return format.toBuilder().lineColumn(false).build();
    }

    private static int parts(final ProcessContext context, final FlowFile file) {
        final String text =
                context.getProperty(PARTS).evaluateAttributeExpressions(file).getValue();
        try {
            final int parts = Integer.parseInt(text.strip());
            if (parts >= 1 && parts <= MAX_PARTS) {
                return parts;
            }
        } catch (final NumberFormatException notANumber) {
            // Answered below, as a number out of range is.
        }
        throw new IllegalArgumentException(
                Text.format(
                        "%s is \"%s\"; it has to be a whole number from 1 to %d",
                        PARTS.getName(), text, MAX_PARTS));
    }
}
