// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.value.CellTyper;
import io.github.nifiuserimport.value.JsonWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * The values seen in one place of all rows, and the one type that holds every one of them as it is.
 * There is no CHOICE among these types: where NiFi's writers choose, they take the text "00123" for
 * a number. Values of several kinds are text, as they are written in the file.
 */
final class Shape {

    /** What a value can be. */
    enum Kind {
        LONG,
        BIG_INTEGER,
        DECIMAL,
        BOOLEAN,
        TEXT,
        LIST,
        OBJECT
    }

    private static final Set<Kind> WHOLE = EnumSet.of(Kind.LONG, Kind.BIG_INTEGER);
    private static final Set<Kind> NUMBERS = EnumSet.of(Kind.LONG, Kind.BIG_INTEGER, Kind.DECIMAL);

    private final Set<Kind> seen = EnumSet.noneOf(Kind.class);
    private int wholeDigits = 1;
    private int scale;
    private Shape element;
    private Map<String, Shape> fields;

    private Kind kind;
    private RecordSchema schema;

    /** Takes a value into account; null says nothing. */
    void observe(final Object value, final FieldBudget budget) {
        switch (value) {
            case null -> {}
            case Long whole -> number(Kind.LONG, BigDecimal.valueOf(whole));
            case BigInteger whole -> number(Kind.BIG_INTEGER, new BigDecimal(whole));
            case BigDecimal decimal -> number(Kind.DECIMAL, decimal);
            case Boolean logical -> seen.add(Kind.BOOLEAN);
            case List<?> list -> {
                seen.add(Kind.LIST);
                if (element == null) {
                    element = new Shape();
                }
                list.forEach(item -> element.observe(item, budget));
            }
            case Map<?, ?> object -> {
                seen.add(Kind.OBJECT);
                if (fields == null) {
                    fields = new LinkedHashMap<>();
                }
                object.forEach((name, item) -> field((String) name, item, budget));
            }
            default -> seen.add(Kind.TEXT);
        }
    }

    private void number(final Kind of, final BigDecimal number) {
        observeNumber(of, number.precision() - number.scale(), number.scale());
    }

    /** Takes a number into account by the digits before and behind its point. */
    void observeNumber(final Kind of, final int whole, final int decimals) {
        seen.add(of);
        wholeDigits = Math.max(wholeDigits, whole);
        scale = Math.max(scale, decimals);
    }

    /** Takes a value into account that is no number, list or object. */
    void observe(final Kind of) {
        seen.add(of);
    }

    /** Of the type that holds every value seen. */
    Kind kind() {
        return kind;
    }

    private void field(final String name, final Object value, final FieldBudget budget) {
        Shape field = fields.get(name);
        if (field == null && budget.take()) {
            field = new Shape();
            fields.put(name, field);
        }
        if (field != null) {
            field.observe(value, budget);
        }
    }

    /** Nothing more will be observed. */
    void settle(final boolean asText) {
        if (asText || seen.isEmpty()) {
            kind = Kind.TEXT;
        } else if (seen.size() == 1) {
            kind = seen.iterator().next();
        } else if (WHOLE.containsAll(seen)) {
            kind = Kind.BIG_INTEGER;
        } else if (NUMBERS.containsAll(seen)) {
            kind = Kind.DECIMAL;
        } else {
            kind = Kind.TEXT;
        }
        if (kind == Kind.LIST) {
            element.settle(false);
        } else if (kind == Kind.OBJECT) {
            fields.values().forEach(field -> field.settle(false));
            schema = schema(fields);
        }
    }

    private static RecordSchema schema(final Map<String, Shape> fields) {
        final List<RecordField> schemaFields = new ArrayList<>(fields.size());
        fields.forEach((name, field) -> schemaFields.add(new RecordField(name, field.dataType())));
        return new SimpleRecordSchema(schemaFields);
    }

    /** The type that holds every value seen. */
    DataType dataType() {
        return switch (kind) {
            case LONG -> RecordFieldType.LONG.getDataType();
            case BIG_INTEGER -> RecordFieldType.BIGINT.getDataType();
            case DECIMAL -> RecordFieldType.DECIMAL.getDecimalDataType(wholeDigits + scale, scale);
            case BOOLEAN -> RecordFieldType.BOOLEAN.getDataType();
            case TEXT -> RecordFieldType.STRING.getDataType();
            case LIST -> RecordFieldType.ARRAY.getArrayDataType(element.dataType());
            case OBJECT -> RecordFieldType.RECORD.getRecordDataType(schema);
        };
    }

    /**
     * A value that was observed, as that type.
     *
     * @param cell text of the cell it is the value of; null when it is part of a value
     */
    Object convert(final Object value, final String cell) {
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case LONG, BOOLEAN -> value;
            case BIG_INTEGER -> value instanceof Long whole ? BigInteger.valueOf(whole) : value;
            case DECIMAL -> decimal(value);
            case TEXT -> cell == null ? text(value) : cell;
            case LIST -> list((List<?>) value, cell);
            case OBJECT -> object((Map<?, ?>) value);
        };
    }

    private static BigDecimal decimal(final Object value) {
        return switch (value) {
            case Long whole -> BigDecimal.valueOf(whole);
            case BigInteger whole -> new BigDecimal(whole);
            default -> (BigDecimal) value;
        };
    }

    private Object[] list(final List<?> list, final String cell) {
        if (element.kind == Kind.TEXT && element.seen.size() > 1 && cell != null) {
            return CellTyper.listTexts(cell).toArray(String[]::new);
        }
        return list.stream().map(item -> element.convert(item, null)).toArray(this::array);
    }

    /** A driver takes an array for a column of arrays if it knows what is in it. */
    private Object[] array(final int length) {
        return switch (element.kind) {
            case TEXT -> new String[length];
            case LONG -> new Long[length];
            case BOOLEAN -> new Boolean[length];
            case BIG_INTEGER, DECIMAL, LIST, OBJECT -> new Object[length];
        };
    }

    private MapRecord object(final Map<?, ?> object) {
        final Map<String, Object> values = LinkedHashMap.newLinkedHashMap(object.size());
        object.forEach(
                (name, item) -> values.put((String) name, fields.get(name).convert(item, null)));
        return new JsonRecord(schema, values);
    }

    private static String text(final Object value) {
        return switch (value) {
            case String text -> text;
            case BigDecimal decimal -> decimal.toPlainString();
            case List<?> list -> JsonWriter.text(list);
            case Map<?, ?> object -> JsonWriter.text(object);
            default -> value.toString();
        };
    }
}
