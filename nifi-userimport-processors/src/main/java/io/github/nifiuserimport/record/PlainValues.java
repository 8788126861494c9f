// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.text.Text;
import io.github.nifiuserimport.value.CellFault;
import io.github.nifiuserimport.value.Storable;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.type.ArrayDataType;
import org.apache.nifi.serialization.record.type.MapDataType;
import org.apache.nifi.serialization.record.util.DataTypeUtils;

/**
 * Values of NiFi's records as rows carry them: String, Long, BigInteger, BigDecimal, Boolean, List
 * and Map. No value changes what it says. A number stays the number it is whatever number type the
 * schema names; where a field may have several types, each value keeps its own.
 */
final class PlainValues {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_DIGITS = 1_000;
    private static final String BINARY =
            "holds binary data, which a profile cannot; leave the field out, or give it as text";

    private PlainValues() {}

    /**
     * The plain value.
     *
     * @param value not null
     * @param type as the schema has it, or null when it has none
     * @throws CellFault when there is no such value
     */
    static Object of(final Object value, final DataType type) throws CellFault {
        return of(value, type, 0);
    }

    private static Object of(final Object value, final DataType type, final int depth)
            throws CellFault {
        if (depth > MAX_DEPTH) {
            throw new CellFault(
                    Text.format("is nested more than %d levels deep; nest it less", MAX_DEPTH));
        }
        return switch (value) {
            case String text -> bySchema(Storable.text(text), type);
            case Boolean logical -> isText(type) ? logical.toString() : logical;
            case Number number -> {
                final Object plain = number(number);
                yield isText(type) ? digits(plain) : plain;
            }
            case Character character -> Storable.text(character.toString());
            case Enum<?> constant -> constant.name();
            case UUID uuid -> uuid.toString();
            case Record object -> object(object, depth);
            case Map<?, ?> map -> map(map, type, depth);
            case Collection<?> list -> list(list, type, depth);
            case byte[] binary -> throw new CellFault(BINARY);
            case ByteBuffer binary -> throw new CellFault(BINARY);
            case Object array when array.getClass().isArray() -> list(elements(array), type, depth);
            default -> {
                final String moment = Moments.iso8601(value);
                yield moment == null ? Storable.text(value.toString()) : moment;
            }
        };
    }

    /** Text that the schema calls a number, a time or a truth is that. */
    private static Object bySchema(final String text, final DataType type) throws CellFault {
        if (type == null) {
            return text;
        }
        return switch (type.getFieldType()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG, BIGINT, FLOAT, DOUBLE, DECIMAL -> {
                if (text.isBlank()) {
                    yield text;
                }
                yield of(converted(text, type), null, 0);
            }
            case DATE, TIME, TIMESTAMP -> Moments.iso8601(converted(text, type));
            default -> text;
        };
    }

    private static Object converted(final String text, final DataType type) throws CellFault {
        final Object value;
        try {
            value = DataTypeUtils.convertType(text, type, "");
        } catch (final RuntimeException e) {
            throw noneOf(text, type);
        }
        if (value == null) {
            throw noneOf(text, type);
        }
        return value;
    }

    private static CellFault noneOf(final String text, final DataType type) {
        return new CellFault(
                Text.format(
                        "\"%s\" is not what the schema says, %s",
                        text.length() > 60 ? text.substring(0, 60) + "…" : text,
                        type.getFieldType().getDataType()));
    }

    private static boolean isText(final DataType type) {
        return type != null
                && switch (type.getFieldType()) {
                    case STRING, ENUM, UUID, CHAR -> true;
                    default -> false;
                };
    }

    private static Object number(final Number number) throws CellFault {
        return switch (number) {
            case Long whole -> whole;
            case Integer whole -> whole.longValue();
            case Short whole -> whole.longValue();
            case Byte whole -> whole.longValue();
            case BigInteger whole -> whole(whole);
            case BigDecimal decimal -> bounded(decimal);
            // The fewest digits that name this very number.
            case Double binary -> finite(binary, binary.toString());
            case Float binary -> finite(binary, binary.toString());
            default -> bounded(new BigDecimal(number.toString()));
        };
    }

    private static Object whole(final BigInteger whole) throws CellFault {
        if (whole.bitLength() < Long.SIZE) {
            return whole.longValue();
        }
        if (whole.bitLength() > 4 * MAX_DIGITS) {
            throw tooLong();
        }
        return whole;
    }

    private static Object finite(final double number, final String digits) throws CellFault {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new CellFault(digits + " is not a number; leave the field out, or give a number");
        }
        return bounded(new BigDecimal(digits));
    }

    private static Object bounded(final BigDecimal decimal) throws CellFault {
        if (Math.abs((long) decimal.scale()) > MAX_DIGITS || decimal.precision() > MAX_DIGITS) {
            throw tooLong();
        }
        // 1E+20 has no decimals: in the form that it also has when it is read back.
        return decimal.scale() < 0 ? whole(decimal.toBigIntegerExact()) : decimal;
    }

    private static CellFault tooLong() {
        return new CellFault(
                Text.format(
                        "holds a number with more than %,d digits; give it as text", MAX_DIGITS));
    }

    /** A plain number as a person writes it. */
    static String digits(final Object number) {
        return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
    }

    /** What a record does not give is not in it: a null is no value. */
    private static Map<String, Object> object(final Record object, final int depth)
            throws CellFault {
        final Map<String, Object> plain = new LinkedHashMap<>();
        for (final Map.Entry<String, Object> field : object.toMap().entrySet()) {
            if (field.getValue() != null) {
                final DataType type = object.getSchema().getDataType(field.getKey()).orElse(null);
                plain.put(name(field.getKey()), of(field.getValue(), type, depth + 1));
            }
        }
        return plain;
    }

    private static Map<String, Object> map(
            final Map<?, ?> map, final DataType type, final int depth) throws CellFault {
        final DataType values = type instanceof MapDataType of ? of.getValueType() : null;
        final Map<String, Object> plain = new LinkedHashMap<>();
        for (final Map.Entry<?, ?> field : map.entrySet()) {
            if (field.getValue() != null) {
                plain.put(name(field.getKey()), of(field.getValue(), values, depth + 1));
            }
        }
        return plain;
    }

    private static String name(final Object name) throws CellFault {
        return Storable.text(String.valueOf(name));
    }

    private static List<Object> list(final Collection<?> list, final DataType type, final int depth)
            throws CellFault {
        final DataType elements = type instanceof ArrayDataType of ? of.getElementType() : null;
        final List<Object> plain = new ArrayList<>(list.size());
        for (final Object element : list) {
            if (element instanceof Byte) {
                // So do NiFi's readers hand over bytes.
                throw new CellFault(BINARY);
            }
            plain.add(element == null ? null : of(element, elements, depth + 1));
        }
        return plain;
    }

    private static List<Object> elements(final Object array) {
        final int length = Array.getLength(array);
        final List<Object> elements = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }
}
