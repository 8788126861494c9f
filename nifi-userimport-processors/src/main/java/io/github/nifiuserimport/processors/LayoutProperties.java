// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.KeyRules;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.Limits;
import io.github.nifiuserimport.layout.PlaceholderKeys;
import io.github.nifiuserimport.layout.dashly.TagNames;
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
 * The properties that say what a file's columns mean, for every processor that reads files. A
 * processor adds {@link #all()} to its own properties, {@link #mapping(String)} for dynamic ones,
 * and asks for the {@link #settings(ProcessContext, FlowFile)} of a FlowFile.
 */
public final class LayoutProperties {

    /** Of the dynamic properties, for annotations. */
    static final String MAPPING_NAME = "A column of the file";

    static final String MAPPING_VALUE = "A column of the layout";
    static final String MAPPING_DESC =
            "Maps a column that the layout does not know, so that the file can stay as it is:"
                    + " \"E-mail address\" to $email, or \"First name\" to userAttributes.firstName";

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
                            What the rows of a file with Leanplum's columns do. If the file has an
                            action column, an action that is set here, or comes with the attribute,
                            applies to the rows in which that cell is empty.
                            """)
                    .required(true)
                    .allowableValues(ActionOption.class)
                    .defaultValue(ActionOption.DETECT)
                    .dependsOn(LAYOUT, LayoutOption.DETECT, LayoutOption.LEANPLUM)
                    .build();

    public static final PropertyDescriptor IMPORT_KEY =
            new PropertyDescriptor.Builder()
                    .name("Import Key")
                    .description(
                            """
                            What users are found by in a file with Dashly's columns: $user_id or
                            $email. If several users have the same e-mail address, the one who was
                            active last is changed.
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
                            Tags for every user of a file with Dashly's columns: names separated by
                            commas, plain or as JSON strings, or a JSON array of names.
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
                            What happens to a row whose user does not exist yet. In files with
                            Leanplum's columns, a createDisposition column overrides it for each row.
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
                            leaves out those that are not mapped and do not begin with $.
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
                            What happens to the other fields of an object if the file names some of
                            its fields only, such as userAttributes.address.city.
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
                            Whether the names of attributes, events, states and parameters in
                            Leanplum's columns must follow Leanplum's rules: fewer than 140
                            characters; not a number; no dot or dash at the start and no slash at
                            the end; no comma, pipe, double quote, tab or line break.
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
                            What a row with newUserId does if the user whom it names, by userId or by
                            a device, already has an ID. A user who is known by a device only gets
                            the new ID in either case.
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
                            Texts that identify no user or device, separated by commas, in upper or
                            lower case. A row with one of them as its key is rejected, because all
                            such rows would become one user. Those that mean "no value" (null, None,
                            NaN and the like) are ignored with a warning in newUserId, and in an
                            e-mail address that is not the key.
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
                            Whether rows are rejected whose key looks as if a spreadsheet or a program
                            had changed it: with an exponent (1.23457E+17), with decimals (1001.0) or
                            after an apostrophe ('1001).
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
                            How large files and values may be. A "Maximum …" property that is set
                            overrides the corresponding limit.
                            """)
                    .required(true)
                    .allowableValues(LimitsOption.class)
                    .defaultValue(LimitsOption.NONE)
                    .build();

    public static final PropertyDescriptor MAX_FILE_SIZE =
            new PropertyDescriptor.Builder()
                    .name("Maximum File Size")
                    .description(
                            "A larger file is refused before it is read, a gzip as soon as its content"
                                    + " exceeds the limit. Examples: 100 MB, 30000000 B.")
                    .required(false)
                    .addValidator(StandardValidators.DATA_SIZE_VALIDATOR)
                    .build();

    public static final PropertyDescriptor MAX_COLUMNS =
            maximum("Maximum Columns", "A file with more columns is refused.");

    public static final PropertyDescriptor MAX_TEXT_LENGTH =
            maximum(
                    "Maximum Text Length",
                    "A row with a longer text, as a value or within a list, is rejected.");

    public static final PropertyDescriptor MAX_LIST_ITEMS =
            maximum("Maximum List Items", "A row with a longer list is rejected.");

    public static final PropertyDescriptor MAX_EVENT_PARAMETERS =
            maximum(
                    "Maximum Event Parameters",
                    "A file with more params columns is refused. Leanplum allows 50.");

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
                .description("The column of the layout that this column of the file is mapped to")
                .dynamic(true)
                .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
                .build();
    }

    /**
     * All that is set for a FlowFile.
     *
     * @throws IllegalArgumentException when a property evaluates to something unusable; the message
     *     names the property
     */
    public static LayoutSettings settings(final ProcessContext context, final FlowFile file) {
        return new LayoutSettings(
                context.getProperty(LAYOUT).asAllowableValue(LayoutOption.class).dialect(),
                context.getProperty(ACTION).asAllowableValue(ActionOption.class).choice(file),
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
