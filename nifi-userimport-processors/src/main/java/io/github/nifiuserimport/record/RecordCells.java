// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.row.RawCells;
import io.github.nifiuserimport.value.CellFault;
import io.github.nifiuserimport.value.JsonWriter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.nifi.serialization.record.DataType;

/**
 * The values of one record by column, and the same as raw cells in case the record is rejected:
 * strings as quoted text, all other values as JSON.
 */
final class RecordCells {

    private final Object[] values;
    private final String[] texts;
    private final BitSet quoted = new BitSet();

    RecordCells(final int columns) {
        values = new Object[columns];
        texts = new String[columns];
        Arrays.fill(texts, "");
    }

    /** By column; null where the record gives none. */
    Object[] values() {
        return values;
    }

    RawCells raw() {
        return new RawCells(texts, quoted);
    }

    /**
     * Takes a value.
     *
     * @param text whether the column is text, as it would be written in a cell of CSV
     */
    void set(final int column, final Object value, final DataType type, final boolean text)
            throws CellFault {
        final Object plain;
        try {
            plain = text ? text(value) : PlainValues.of(value, type);
        } catch (final CellFault fault) {
            quote(column, shown(value));
            throw fault;
        }
        values[column] = plain;
        switch (plain) {
            case String string -> quote(column, string);
            case List<?> list -> texts[column] = JsonWriter.text(list);
            case Map<?, ?> object -> texts[column] = JsonWriter.text(object);
            default -> texts[column] = PlainValues.digits(plain);
        }
    }

    private void quote(final int column, final String text) {
        texts[column] = text;
        quoted.set(column);
    }

    private static String text(final Object value) throws CellFault {
        final String seconds = Moments.unixSeconds(value);
        if (seconds != null) {
            return seconds;
        }
        final Object plain = PlainValues.of(value, null);
        return switch (plain) {
            case String text -> text;
            case List<?> list -> JsonWriter.text(list);
            case Map<?, ?> object -> JsonWriter.text(object);
            // 777.0 is how a double has the id 777.
            case BigDecimal decimal when value instanceof Double || value instanceof Float ->
                    decimal.stripTrailingZeros().toPlainString();
            default -> PlainValues.digits(plain);
        };
    }

    private static String shown(final Object value) {
        return switch (value) {
            case byte[] binary -> Base64.getEncoder().encodeToString(binary);
            case Object[] array -> Arrays.deepToString(array);
            default -> value.toString();
        };
    }
}
