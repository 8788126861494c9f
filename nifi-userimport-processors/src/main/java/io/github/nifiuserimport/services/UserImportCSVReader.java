// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import io.github.nifiuserimport.csv.CellRules;
import io.github.nifiuserimport.csv.CsvCells;
import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.record.CsvRecordReader;
import io.github.nifiuserimport.record.CsvTypes;
import io.github.nifiuserimport.row.Delimiter;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.HeaderMapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;

@Tags({"csv", "user", "import", "record", "reader", "dotted", "nested", "delimited", "rfc4180"})
@CapabilityDescription(
        "Reads CSV files of users. Dotted column names become nested records: userAttributes.address.city"
                + " is a field of a record in a record. Each cell gets the type that it looks like,"
                + " without being changed: 00123 stays text, 1.10 keeps its zero, [Jimmy, Sara] is a"
                + " list. Cells may contain lists and JSON objects. A file that is not UTF-8, has an"
                + " ambiguous header or an unclosed quote is refused, with line and column; so is a"
                + " row with too few or too many cells.")
@SeeAlso(
        classNames = {
            "io.github.nifiuserimport.processors.PutUserImport",
            "io.github.nifiuserimport.processors.ValidateUserImport",
            "io.github.nifiuserimport.processors.PartitionUserImport"
        })
public class UserImportCSVReader extends AbstractControllerService implements CsvFormatService {

    public static final PropertyDescriptor DELIMITER =
            new PropertyDescriptor.Builder()
                    .name("Delimiter")
                    .description(
                            "What separates cells: Detect, Comma, Semicolon, Pipe, Tab or Space, or the"
                                    + " character itself (\\t for a tab). Detect finds it in the"
                                    + " header and the first rows of each file; an expression without"
                                    + " a value means Detect.")
                    .required(true)
                    .defaultValue("Detect")
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(UserImportCSVReader::validateDelimiter)
                    .build();

    public static final PropertyDescriptor VALUE_TYPES =
            new PropertyDescriptor.Builder()
                    .name("Value Types")
                    .description("Whether cells get the type that they look like.")
                    .required(true)
                    .allowableValues(ValueTypesOption.class)
                    .defaultValue(ValueTypesOption.TYPED)
                    .build();

    public static final PropertyDescriptor TEXT_COLUMNS =
            new PropertyDescriptor.Builder()
                    .name("Text Columns")
                    .description(
                            "Columns whose cells are always text, such as telephone numbers or article"
                                    + " codes: their names in the header, separated by commas.")
                    .required(false)
                    .dependsOn(VALUE_TYPES, ValueTypesOption.TYPED)
                    .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                    .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
                    .build();

    public static final PropertyDescriptor EMPTY_CELLS =
            new PropertyDescriptor.Builder()
                    .name("Empty Cells")
                    .description("What an empty cell means.")
                    .required(true)
                    .allowableValues(EmptyCellsOption.class)
                    .defaultValue(EmptyCellsOption.NOT_GIVEN)
                    .build();

    public static final PropertyDescriptor QUOTED_EMPTY_CELLS =
            new PropertyDescriptor.Builder()
                    .name("Quoted Empty Cells")
                    .description(
                            "What an empty cell in quotes means. Many programs quote every cell, even"
                                    + " if it has no value.")
                    .required(true)
                    .allowableValues(QuotedEmptyCellsOption.class)
                    .defaultValue(QuotedEmptyCellsOption.AS_WITHOUT_QUOTES)
                    .build();

    public static final PropertyDescriptor NULL_STRINGS =
            new PropertyDescriptor.Builder()
                    .name("Null Strings")
                    .description(
                            "Texts that mean the same as an empty cell, separated by commas, such as"
                                    + " \\N, NULL, None, NaN. Only a whole cell without quotes counts,"
                                    + " in the same upper and lower case.")
                    .required(false)
                    .defaultValue(CellRules.DEFAULT_NULL_STRING)
                    .addValidator(Validator.VALID)
                    .build();

    public static final PropertyDescriptor TRIM_CELLS =
            new PropertyDescriptor.Builder()
                    .name("Trim Cells")
                    .description(
                            "Whether spaces and tabs around cells, quotes and column names are removed."
                                    + " Text within quotes is not changed.")
                    .required(true)
                    .allowableValues("true", "false")
                    .defaultValue("true")
                    .build();

    public static final PropertyDescriptor LISTS_AND_OBJECTS =
            new PropertyDescriptor.Builder()
                    .name("Lists And Objects")
                    .description(
                            "What lists, objects and nested columns become for NiFi's own record"
                                    + " processors. It makes no difference to PutUserImport and the"
                                    + " other processors of user imports.")
                    .required(true)
                    .allowableValues(ListsAndObjectsOption.class)
                    .defaultValue(ListsAndObjectsOption.NESTED)
                    .build();

    public static final PropertyDescriptor MAX_COLUMNS =
            new PropertyDescriptor.Builder()
                    .name("Maximum Columns")
                    .description("A file with more columns is refused.")
                    .required(true)
                    .defaultValue(String.valueOf(CsvFormat.DEFAULT_MAX_COLUMNS))
                    .addValidator(
                            StandardValidators.createLongValidator(
                                    1, CsvFormat.HIGHEST_MAX_COLUMNS, true))
                    .build();

    public static final PropertyDescriptor MAX_ROW_LENGTH =
            new PropertyDescriptor.Builder()
                    .name("Maximum Row Length")
                    .description(
                            "How many characters a row may have. A longer row of several cells is"
                                    + " rejected. If a single cell is longer, the file is refused:"
                                    + " usually a quote was never closed.")
                    .required(true)
                    .defaultValue(String.valueOf(CsvFormat.DEFAULT_MAX_ROW_LENGTH))
                    .addValidator(
                            StandardValidators.createLongValidator(
                                    1, CsvFormat.HIGHEST_MAX_ROW_LENGTH, true))
                    .build();

    private static final List<PropertyDescriptor> PROPERTIES =
            List.of(
                    DELIMITER,
                    VALUE_TYPES,
                    TEXT_COLUMNS,
                    EMPTY_CELLS,
                    QUOTED_EMPTY_CELLS,
                    NULL_STRINGS,
                    TRIM_CELLS,
                    LISTS_AND_OBJECTS,
                    MAX_COLUMNS,
                    MAX_ROW_LENGTH);

    private volatile PropertyValue delimiter;
    private volatile PropertyValue textColumns;
    private volatile CsvFormat settings;
    private volatile boolean jsonText;

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    @OnEnabled
    public void onEnabled(final ConfigurationContext context) {
        delimiter = context.getProperty(DELIMITER);
        textColumns = context.getProperty(TEXT_COLUMNS);
        jsonText =
                context.getProperty(LISTS_AND_OBJECTS).asAllowableValue(ListsAndObjectsOption.class)
                        == ListsAndObjectsOption.JSON_TEXT;
        settings =
                CsvFormat.builder()
                        .typed(
                                context.getProperty(VALUE_TYPES)
                                                .asAllowableValue(ValueTypesOption.class)
                                        == ValueTypesOption.TYPED)
                        .rules(rules(context))
                        .maxColumns(context.getProperty(MAX_COLUMNS).asInteger())
                        .maxRowLength(context.getProperty(MAX_ROW_LENGTH).asInteger())
                        .build();
    }

    @Override
    public RecordReader createRecordReader(
            final Map<String, String> variables,
            final InputStream in,
            final long inputLength,
            final ComponentLog logger)
            throws MalformedRecordException, IOException {
        try {
            final CsvFormat format = rowFormat(variables);
            return format.typed()
                    ? readTyped(format, in, jsonText, logger)
                    : readText(format, in, jsonText);
        } catch (final IllegalArgumentException | FileFault e) {
            throw new MalformedRecordException(e.getMessage(), e);
        }
    }

    @Override
    public CsvFormat rowFormat(final Map<String, String> attributes) {
        final Map<String, String> given = attributes == null ? Map.of() : attributes;
        final String columns = textColumns.evaluateAttributeExpressions(given).getValue();
        try {
            return PartAttribute.apply(settings, given).toBuilder()
                    .delimiter(
                            Delimiter.parse(
                                    delimiter.evaluateAttributeExpressions(given).getValue()))
                    .textColumns(columns == null ? Set.of() : names(columns))
                    .build();
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(DELIMITER.getName() + ": " + e.getMessage(), e);
        }
    }

    private static CellRules rules(final ConfigurationContext context) {
        final String nullStrings = context.getProperty(NULL_STRINGS).getValue();
        return CsvFormat.defaults()
                .rules()
                .withEmptyCells(
                        context.getProperty(EMPTY_CELLS)
                                .asAllowableValue(EmptyCellsOption.class)
                                .meaning())
                .withEmptyStrings(
                        context.getProperty(QUOTED_EMPTY_CELLS)
                                        .asAllowableValue(QuotedEmptyCellsOption.class)
                                == QuotedEmptyCellsOption.EMPTY_STRING)
                .withNullStrings(nullStrings == null ? Set.of() : names(nullStrings))
                .withTrimmed(context.getProperty(TRIM_CELLS).asBoolean());
    }

    private static RecordReader readTyped(
            final CsvFormat format,
            final InputStream in,
            final boolean jsonText,
            final ComponentLog logger)
            throws IOException, FileFault {
        final RereadableContent content =
                RereadableContent.of(in, Path.of(System.getProperty("java.io.tmpdir")));
        try {
            final CsvTypes types;
            final CsvCells cells = format.cells(content.first(), HeaderMapping.DOTTED);
            try (cells) {
                types = CsvTypes.find(cells, jsonText);
                if (cells.firstRepeat() > 0) {
                    logger.warn(
                            "Line {} repeats the header and is ignored, and so are other repetitions of it",
                            cells.firstRepeat());
                }
            }
            return new CsvRecordReader(types, cells.again(content.second()));
        } catch (final IOException | FileFault | RuntimeException e) {
            content.close();
            throw e;
        }
    }

    private static RecordReader readText(
            final CsvFormat format, final InputStream in, final boolean jsonText)
            throws IOException, FileFault {
        final CsvCells cells = format.cells(in, HeaderMapping.DOTTED);
        return new CsvRecordReader(CsvTypes.text(cells.header(), jsonText), cells);
    }

    private static Set<String> names(final String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static ValidationResult validateDelimiter(
            final String subject, final String input, final ValidationContext context) {
        final ValidationResult.Builder result =
                new ValidationResult.Builder().subject(subject).input(input);
        if (context.isExpressionLanguageSupported(subject)
                && context.isExpressionLanguagePresent(input)) {
            return result.valid(true).build();
        }
        try {
            Delimiter.parse(input);
            return result.valid(true).build();
        } catch (final IllegalArgumentException e) {
            return result.valid(false).explanation(e.getMessage()).build();
        }
    }
}
