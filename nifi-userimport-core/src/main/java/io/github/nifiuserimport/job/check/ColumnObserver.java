// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.check;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.value.ValueType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Gathers what is in one column. */
final class ColumnObserver {

    private static final int EXAMPLE_LENGTH = 100;

    /** What databases, Python, R and spreadsheets write where they have no value. */
    private static final Set<String> NULL_MARKERS =
            Set.of(
                    "NULL",
                    "null",
                    "Null",
                    "(null)",
                    "<null>",
                    "None",
                    "none",
                    "NaN",
                    "nan",
                    "nil",
                    "N/A",
                    "n/a",
                    "NA",
                    "#N/A",
                    "#NULL!",
                    "\\N",
                    "undefined",
                    "NaT",
                    "<NA>");

    private final Column column;
    private final boolean text;
    private final long[] types = new long[ValueType.values().length];
    private final Map<String, Long> nullMarkers = new TreeMap<>();
    private long filled;
    private String example;

    /**
     * @param text whether rows carry its cells as text whatever they look like
     */
    ColumnObserver(final Column column, final boolean text) {
        this.column = column;
        this.text = text;
    }

    void observe(final Row.Values row) {
        final String cell = row.cells().texts()[column.index()];
        final Object given = column.isPassedOver() ? null : value(row.values());
        if (column.isPassedOver() ? cell.isEmpty() : given == null) {
            return;
        }
        filled++;
        if (NULL_MARKERS.contains(cell) && !row.cells().quoted().get(column.index())) {
            nullMarkers.merge(cell, 1L, Long::sum);
        }
        if (example == null) {
            example = shortened(cell);
        }
        final Object value = text ? null : given;
        types[(value == null ? ValueType.ofText(cell) : ValueType.of(value)).ordinal()]++;
    }

    private Object value(final Map<String, Object> values) {
        Object value = values;
        for (final String segment : column.path()) {
            value = value instanceof Map<?, ?> object ? object.get(segment) : null;
        }
        return value;
    }

    private static String shortened(final String cell) {
        if (cell.codePointCount(0, cell.length()) <= EXAMPLE_LENGTH) {
            return cell;
        }
        return cell.substring(0, cell.offsetByCodePoints(0, EXAMPLE_LENGTH)) + "…";
    }

    ColumnReport report() {
        final Map<ValueType, Long> found = new EnumMap<>(ValueType.class);
        for (final ValueType type : ValueType.values()) {
            if (types[type.ordinal()] > 0) {
                found.put(type, types[type.ordinal()]);
            }
        }
        return new ColumnReport(column.name(), found, filled, example, nullMarkers);
    }
}
