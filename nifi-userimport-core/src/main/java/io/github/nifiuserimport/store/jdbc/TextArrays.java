// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;

/** Columns of values as the array parameters that {@code unnest} makes rows of. */
public final class TextArrays {

    private TextArrays() {}

    /** Sets a parameter to one value of each item, as {@code text[]}; a null stays one. */
    public static <T> void set(
            final Connection connection,
            final PreparedStatement statement,
            final int index,
            final Collection<T> items,
            final Function<T, ?> value)
            throws SQLException {
        set(connection, statement, index, "text", items, value);
    }

    /** Sets a parameter to one value of each item, as an array of a type of PostgreSQL's. */
    public static <T> void set(
            final Connection connection,
            final PreparedStatement statement,
            final int index,
            final String type,
            final Collection<T> items,
            final Function<T, ?> value)
            throws SQLException {
        final Object[] values = new Object[items.size()];
        int at = 0;
        for (final T item : items) {
            final Object each = value.apply(item);
            values[at++] = "text".equals(type) && each != null ? each.toString() : each;
        }
        statement.setArray(index, connection.createArrayOf(type, values));
    }
}
