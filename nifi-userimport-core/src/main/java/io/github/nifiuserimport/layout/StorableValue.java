// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Refuses, with its row, what PostgreSQL's jsonb would refuse with the whole batch. */
public final class StorableValue {

    /** Digits before or after the point; PostgreSQL's numeric takes more, no user has more. */
    private static final int MOST_DIGITS = 1000;

    private StorableValue() {}

    /**
     * @param column the column's name, for the fault
     * @param value a row's value, nested as it may be
     */
    public static void check(final String column, final Object value) throws RowFault {
        switch (value) {
            case BigDecimal number -> checkNumber(column, number);
            case Map<?, ?> object -> {
                for (final Map.Entry<?, ?> field : object.entrySet()) {
                    check(column + '.' + field.getKey(), field.getValue());
                }
            }
            case List<?> list -> {
                for (final Object element : list) {
                    check(column, element);
                }
            }
            case null, default -> {
                // Text with U+0000 is refused by the reader.
            }
        }
    }

    /** What PostgreSQL cannot store of a text, in words; null when it can store all of it. */
    public static String unstorable(final String text) {
        if (text.indexOf('\0') >= 0) {
            return "U+0000 NULL, which cannot be stored";
        }
        return text.codePoints().anyMatch(StorableValue::isHalf)
                ? "half of a character (a lone surrogate), which cannot be stored"
                : null;
    }

    private static boolean isHalf(final int character) {
        return Character.getType(character) == Character.SURROGATE;
    }

    private static void checkNumber(final String column, final BigDecimal number) throws RowFault {
        if (Math.abs(number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
            throw new RowFault(
                    column,
                    "holds a number of more than "
                            + MOST_DIGITS
                            + " digits; put it in quotes to keep it as text");
        }
    }
}
