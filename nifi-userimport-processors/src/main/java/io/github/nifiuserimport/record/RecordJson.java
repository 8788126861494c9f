// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.value.JsonWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.serialization.record.Record;

/** Writes values of records as JSON, also those that another processor has put into them. */
final class RecordJson {

    private RecordJson() {}

    /** A record, an array, a list or a map as compact JSON. */
    static String text(final Object value) {
        return JsonWriter.text(plain(value));
    }

    private static Object plain(final Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Long whole -> whole;
            case BigInteger whole -> whole;
            case BigDecimal decimal -> decimal;
            case Boolean logical -> logical;
            case Record record -> object(record.toMap());
            case Map<?, ?> map -> object(map);
            case Object[] array -> list(Arrays.asList(array));
            case List<?> list -> list(list);
            case Integer whole -> whole.longValue();
            case Short whole -> whole.longValue();
            case Byte whole -> whole.longValue();
            case Double number when Double.isFinite(number) -> new BigDecimal(number.toString());
            case Float number when Float.isFinite(number) -> new BigDecimal(number.toString());
            default -> value.toString();
        };
    }

    private static Map<String, Object> object(final Map<?, ?> values) {
        final Map<String, Object> object = LinkedHashMap.newLinkedHashMap(values.size());
        values.forEach((name, value) -> object.put(String.valueOf(name), plain(value)));
        return object;
    }

    private static List<Object> list(final List<?> values) {
        final List<Object> list = new ArrayList<>(values.size());
        values.forEach(value -> list.add(plain(value)));
        return list;
    }
}
