// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.value.Storable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Refuses, with its row, what PostgreSQL's jsonb would refuse with the whole batch. */
public final class StorableValue {

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

    private static void checkNumber(final String column, final BigDecimal number) throws RowFault {
        if (!Storable.isNumber(number)) {
            throw new RowFault(
                    column,
                    "holds a number with more than "
                            + Storable.MAX_DIGITS
                            + " digits; put it in quotes to keep it as text");
        }
    }
}
