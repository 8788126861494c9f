// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.value.Scalars;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.type.ArrayDataType;

/**
 * Text whose type a reader has guessed, as XMLReader does by the rules of CSVReader, but has handed
 * over as the text it is. Nobody has said that 00123 is the number 123, so it is typed as a cell of
 * CSV is.
 */
final class InferredText {

    private static final String PACKAGE = "org.apache.nifi.xml.";

    private InferredText() {}

    /** Whether a reader hands over text of guessed types. */
    static boolean isOf(final RecordReader records, final RecordSchema schema) {
        // NiFi hands out a proxy of it, which passes on the call; the name of its class is no help.
        return String.valueOf(records).startsWith(PACKAGE) && isInferred(schema);
    }

    /** Whether nobody wrote that schema: one that was written has a text, or a name by which. */
    static boolean isInferred(final RecordSchema schema) {
        return schema.getSchemaText().isEmpty()
                && schema.getIdentifier().getIdentifier().isEmpty()
                && schema.getIdentifier().getName().isEmpty();
    }

    /** Whether a value is text, or a list of texts, whose type is a guess at it. */
    static boolean isGuess(final Object value, final DataType type) {
        return switch (value) {
            case String text -> isGuessed(type);
            case Object[] array -> isGuessed(element(type));
            case List<?> list -> isGuessed(element(type));
            case null, default -> false;
        };
    }

    /** What such a value is by itself. */
    static Object typed(final Object value) {
        return switch (value) {
            case String text -> Objects.requireNonNullElse(Scalars.find(text), text);
            case Object[] array -> Arrays.stream(array).map(InferredText::typed).toArray();
            case List<?> list -> list.stream().map(InferredText::typed).toArray();
            case null, default -> value;
        };
    }

    private static DataType element(final DataType type) {
        return type instanceof ArrayDataType array ? array.getElementType() : null;
    }

    private static boolean isGuessed(final DataType type) {
        return type != null
                && switch (type.getFieldType()) {
                    case BOOLEAN, BYTE, SHORT, INT, LONG, BIGINT, FLOAT, DOUBLE, DECIMAL -> true;
                    default -> false;
                };
    }
}
