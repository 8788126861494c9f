// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** What a cell looks like. */
public enum ValueType {
    /** Anything else. */
    TEXT,
    /** {@code 24}: a Long, or within JSON a BigInteger. */
    WHOLE_NUMBER,
    /** {@code 1.10}: a BigDecimal, its zeros kept. */
    DECIMAL,
    /** {@code true}, in any letter case. */
    BOOLEAN,
    /** {@code 2017-06-01}. Its value is the text: JSON has no dates. */
    DATE,
    /** {@code 2017-06-01T12:00:00}, with or without a time zone. Its value is the text. */
    DATE_TIME,
    /** {@code [Jimmy, Sara]} or a JSON array. */
    LIST,
    /** A JSON object. */
    OBJECT;

    /**
     * Type of a value as rows carry it, whether it is a cell's or part of one.
     *
     * @param value not null
     */
    public static ValueType of(final Object value) {
        return switch (value) {
            case Long whole -> WHOLE_NUMBER;
            case BigInteger whole -> WHOLE_NUMBER;
            case BigDecimal decimal -> DECIMAL;
            case Boolean logical -> BOOLEAN;
            case List<?> list -> LIST;
            case Map<?, ?> object -> OBJECT;
            case String text -> Iso8601.typeOf(text);
            default -> throw new IllegalArgumentException(value.getClass().getName());
        };
    }

    /**
     * What a text looks like, as if it stood in a cell of a column that is typed.
     *
     * @param text may be empty
     */
    public static ValueType ofText(final String text) {
        if (text.isEmpty()) {
            return TEXT;
        }
        try {
            return of(CellTyper.value(text));
        } catch (final CellFault unstorable) {
            return TEXT;
        }
    }
}
