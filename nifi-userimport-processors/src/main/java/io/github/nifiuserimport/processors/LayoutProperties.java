// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.KeyRules;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.Limits;
import io.github.nifiuserimport.layout.PlaceholderKeys;
import io.github.nifiuserimport.layout.dashly.TagNames;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.text.Text;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.DataUnit;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.util.StandardValidators;

/**
 * The properties that say what a file's columns mean, for every processor that reads one. A
 * processor adds {@link #all()} to its own properties, {@link #mapping(String)} for its dynamic
 * ones, and asks for a FlowFile's {@link #layout(ProcessContext, FlowFile)}.
 */
public final class LayoutProperties {

    public static final PropertyDescriptor LAYOUT =
            new PropertyDescriptor.Builder()
                    .name("Layout")
                    .description("Whose columns the file has.")
                    .required(true)
                    .allowableValues(LayoutOption.class)
                    .defaultValue(LayoutOption.DETECT)
                    .build();

    public static final PropertyDescriptor ACTION =
            new PropertyDescriptor.Builder()
                    .name("Action")
                    .description(
                            """
                            What the rows of a file in Leanplum's columns do. Where one action is
                            named here or in the attribute, and the file has an action column, it is
                            that of the rows whose cell is empty.
                            """)
                    .required(true)
                    .allowableValues(ImportAction.class)
                    .defaultValue(ImportAction.DETECT)
                    .dependsOn(LAYOUT, LayoutOption.DETECT, LayoutOption.LEANPLUM)
                    .build();

    public static final PropertyDescriptor IMPORT_KEY =
            new PropertyDescriptor.Builder()
                    .name("Import Key")
                    .description(
                            """
                            What users are found by in a file in Dashly's columns: $user_id or
                            $email. Of several users with one e-mail address, the one who was active
                            last is meant.
                            """)
                    .required(true)
                    .defaultValue("${userimport.key:replaceEmpty('$user_id')}")
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(LayoutProperties::validateImportKey)
                    .dependsOn(LAYOUT, LayoutOption.DETECT, LayoutOption.DASHLY)
                    .build();

    public static final PropertyDescriptor TAGS =
            new PropertyDescriptor.Builder()
                    .name("Tags")
                    .description(
                            """
                            Tags that every user of a file in Dashly's columns gets: names separated
                            by commas, each as a JSON string or plain, or a JSON array of them.
                            """)
                    .required(false)
                    .defaultValue("${userimport.tags}")
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(LayoutProperties::validateTags)
                    .dependsOn(LAYOUT, LayoutOption.DETECT, LayoutOption.DASHLY)
                    .build();

    public static final PropertyDescriptor CREATE_DISPOSITION =
            new PropertyDescriptor.Builder()
                    .name("Create Disposition")
                    .description(
                            """
                            What happens to a row whose user is not known. A createDisposition column
                            in Leanplum's columns overrides it row by row.
                            """)
                    .required(true)
                    .allowableValues(CreateDispositionOption.class)
                    .defaultValue(CreateDispositionOption.CREATE_IF_NEEDED)
                    .build();

    public static final PropertyDescriptor UNMAPPED_COLUMNS =
            new PropertyDescriptor.Builder()
                    .name("Unmapped Columns")
                    .description(
                            """
                            What happens to columns that are neither mapped by a dynamic property nor
                            known to the layout. Dashly's layout knows every column: there, Ignore
                            passes over those that are not mapped and do not begin with $.
                            """)
                    .required(true)
                    .allowableValues(UnmappedColumnsOption.class)
                    .defaultValue(UnmappedColumnsOption.ERROR)
                    .build();

    public static final PropertyDescriptor NESTED_OBJECTS =
            new PropertyDescriptor.Builder()
                    .name("Nested Objects")
                    .description(
                            """
                            What a file that names part of an object, such as
                            userAttributes.address.city, does to the object's other fields.
                            """)
                    .required(true)
                    .allowableValues(NestedObjectsOption.class)
                    .defaultValue(NestedObjectsOption.MERGE)
                    .build();

    public static final PropertyDescriptor CHECK_NAMES =
            new PropertyDescriptor.Builder()
                    .name("Check Names")
                    .description(
                            """
                            Whether names of attributes, events, states and parameters in Leanplum's
                            columns must follow its rules: under 140 characters, not a number, not
                            starting with a dot or a dash, not ending in a slash, without comma, pipe,
                            double quote, tab and line break.
                            """)
                    .required(true)
                    .allowableValues("true", "false")
                    .defaultValue("true")
                    .dependsOn(LAYOUT, LayoutOption.DETECT, LayoutOption.LEANPLUM)
                    .build();

    public static final PropertyDescriptor NEW_USER_ID =
            new PropertyDescriptor.Builder()
                    .name("New User Id")
                    .description(
                            """
                            What a row with newUserId does where the user that it names by userId, or
                            by a device, has an id. A user who is known by a device alone becomes
                            the user of the new id either way.
                            """)
                    .required(true)
                    .allowableValues(NewUserIdOption.class)
                    .defaultValue(NewUserIdOption.SWITCH_USER)
                    .dependsOn(LAYOUT, LayoutOption.DETECT, LayoutOption.LEANPLUM)
                    .build();

    public static final PropertyDescriptor PLACEHOLDER_KEYS =
            new PropertyDescriptor.Builder()
                    .name("Placeholder Keys")
                    .description(
                            """
                            Texts that stand for no user or device, separated by commas; letter case
                            does not matter. A row that has one as a key is rejected, since all such
                            rows would become one user. In newUserId, those that say that there is no
                            value (null, None, NaN and the like) are no new id, and as an e-mail
                            address that is no key they are ignored, with a warning.
                            """)
                    .required(false)
                    .defaultValue(String.join(",", PlaceholderKeys.defaultTexts()))
                    .addValidator(Validator.VALID)
                    .build();

    public static final PropertyDescriptor CHECK_KEYS =
            new PropertyDescriptor.Builder()
                    .name("Check Keys")
                    .description(
                            """
                            Whether a row is rejected whose key is one that a spreadsheet or a program
                            has changed: with an exponent (1.23457E+17) or decimals (1001.0), or
                            behind an apostrophe ('1001).
                            """)
                    .required(true)
                    .allowableValues("true", "false")
                    .defaultValue("true")
                    .build();

    public static final PropertyDescriptor LIMITS =
            new PropertyDescriptor.Builder()
                    .name("Limits")
                    .description(
                            """
                            How much files and values may hold. A Maximum property that is set takes
                            the place of the one here.
                            """)
                    .required(true)
                    .allowableValues(LimitsOption.class)
                    .defaultValue(LimitsOption.NONE)
                    .build();

    public static final PropertyDescriptor MAX_FILE_SIZE =
            new PropertyDescriptor.Builder()
                    .name("Maximum File Size")
                    .description(
                            "A larger file is refused before it is read, a gzip as soon as more comes"
                                    + " out of it: 100 MB, 30000000 B.")
                    .required(false)
                    .addValidator(StandardValidators.DATA_SIZE_VALIDATOR)
                    .build();

    public static final PropertyDescriptor MAX_COLUMNS =
            maximum("Maximum Columns", "A file whose header has more columns is refused.");

    public static final PropertyDescriptor MAX_TEXT_LENGTH =
            maximum(
                    "Maximum Text Length",
                    "A row with a text of more characters, on its own or in a list, is rejected.");

    public static final PropertyDescriptor MAX_LIST_ITEMS =
            maximum("Maximum List Items", "A row with a list of more items is rejected.");

    public static final PropertyDescriptor MAX_EVENT_PARAMETERS =
            maximum(
                    "Maximum Event Parameters",
                    "A file whose header has more params columns is refused. Leanplum takes 50.");

    private LayoutProperties() {}

    private static PropertyDescriptor maximum(final String name, final String description) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description)
                .required(false)
                .addValidator(StandardValidators.createLongValidator(1, Integer.MAX_VALUE, true))
                .build();
    }

    /** The properties, in the order in which they are shown. */
    public static List<PropertyDescriptor> all() {
        return List.of(
                LAYOUT,
                ACTION,
                IMPORT_KEY,
                TAGS,
                CREATE_DISPOSITION,
                UNMAPPED_COLUMNS,
                NESTED_OBJECTS,
                CHECK_NAMES,
                NEW_USER_ID,
                PLACEHOLDER_KEYS,
                CHECK_KEYS,
                LIMITS,
                MAX_FILE_SIZE,
                MAX_COLUMNS,
                MAX_TEXT_LENGTH,
                MAX_LIST_ITEMS,
                MAX_EVENT_PARAMETERS);
    }

    /** The dynamic property that maps a column of the file, whose name it has. */
    public static PropertyDescriptor mapping(final String column) {
        return new PropertyDescriptor.Builder()
                .name(column)
                .description("The column of the layout that this column of the file stands for")
                .dynamic(true)
                .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
                .build();
    }

    /**
     * The layout of a FlowFile.
     *
     * @throws IllegalArgumentException when a property evaluates to something unusable; the message
     *     names it
     */
    public static Layout layout(final ProcessContext context, final FlowFile file) {
        return Layouts.of(settings(context, file));
    }

    /**
     * All that is set for a FlowFile.
     *
     * @throws IllegalArgumentException as {@link #layout} does
     */
    public static LayoutSettings settings(final ProcessContext context, final FlowFile file) {
        return new LayoutSettings(
                context.getProperty(LAYOUT).asAllowableValue(LayoutOption.class).dialect(),
                context.getProperty(ACTION).asAllowableValue(ImportAction.class).choice(file),
                context.getProperty(CREATE_DISPOSITION)
                        .asAllowableValue(CreateDispositionOption.class)
                        .createDisposition(),
                importKey(evaluated(context, IMPORT_KEY, file)),
                tags(evaluated(context, TAGS, file)),
                mapping(context),
                context.getProperty(UNMAPPED_COLUMNS)
                        .asAllowableValue(UnmappedColumnsOption.class)
                        .unmappedColumns(),
                context.getProperty(NESTED_OBJECTS)
                        .asAllowableValue(NestedObjectsOption.class)
                        .nestedObjects(),
                limits(context),
                context.getProperty(CHECK_NAMES).asBoolean(),
                new KeyRules(
                        placeholders(context.getProperty(PLACEHOLDER_KEYS).getValue()),
                        context.getProperty(CHECK_KEYS).asBoolean()),
                context.getProperty(NEW_USER_ID).asAllowableValue(NewUserIdOption.class)
                        == NewUserIdOption.RENAME_USER);
    }

    /** The limits that are set, which are the same for every FlowFile. */
    public static Limits limits(final ProcessContext context) {
        Limits limits = context.getProperty(LIMITS).asAllowableValue(LimitsOption.class).limits();
        if (context.getProperty(MAX_FILE_SIZE).isSet()) {
            limits =
                    limits.withFileBytes(
                            context.getProperty(MAX_FILE_SIZE).asDataSize(DataUnit.B).longValue());
        }
        if (context.getProperty(MAX_COLUMNS).isSet()) {
            limits = limits.withColumns(context.getProperty(MAX_COLUMNS).asInteger());
        }
        if (context.getProperty(MAX_TEXT_LENGTH).isSet()) {
            limits = limits.withStringLength(context.getProperty(MAX_TEXT_LENGTH).asInteger());
        }
        if (context.getProperty(MAX_LIST_ITEMS).isSet()) {
            limits = limits.withListItems(context.getProperty(MAX_LIST_ITEMS).asInteger());
        }
        if (context.getProperty(MAX_EVENT_PARAMETERS).isSet()) {
            limits =
                    limits.withEventParameters(
                            context.getProperty(MAX_EVENT_PARAMETERS).asInteger());
        }
        return limits;
    }

    private static String evaluated(
            final ProcessContext context, final PropertyDescriptor property, final FlowFile file) {
        return context.getProperty(property).evaluateAttributeExpressions(file).getValue();
    }

    private static Map<String, String> mapping(final ProcessContext context) {
        final Map<String, String> mapping = new HashMap<>();
        context.getProperties()
                .forEach(
                        (property, column) -> {
                            if (property.isDynamic() && column != null) {
                                mapping.put(property.getName(), column.strip());
                            }
                        });
        return mapping;
    }

    private static PlaceholderKeys placeholders(final String texts) {
        return PlaceholderKeys.of(
                texts == null
                        ? List.of()
                        : Arrays.stream(texts.split(",")).map(String::strip).toList());
    }

    private static ImportKey importKey(final String name) {
        if (name == null || name.isBlank()) {
            return ImportKey.USER_ID;
        }
        return ImportKey.named(name.strip())
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        Text.format(
                                                "%s is \"%s\"; it has to be $user_id or $email",
                                                IMPORT_KEY.getName(), name)));
    }

    private static List<String> tags(final String names) {
        try {
            return TagNames.parse(names);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(TAGS.getName() + ": " + e.getMessage(), e);
        }
    }

    private static ValidationResult validateImportKey(
            final String subject, final String input, final ValidationContext context) {
        return validated(subject, input, context, LayoutProperties::importKey);
    }

    private static ValidationResult validateTags(
            final String subject, final String input, final ValidationContext context) {
        return validated(subject, input, context, LayoutProperties::tags);
    }

    private interface Parser {
        Object parse(String text);
    }

    private static ValidationResult validated(
            final String subject,
            final String input,
            final ValidationContext context,
            final Parser parser) {
        final ValidationResult.Builder result =
                new ValidationResult.Builder().subject(subject).input(input);
        if (context.isExpressionLanguagePresent(input)) {
            return result.valid(true).build();
        }
        try {
            parser.parse(input);
            return result.valid(true).build();
        } catch (final IllegalArgumentException e) {
            return result.valid(false).explanation(e.getMessage()).build();
        }
    }
}
