// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The rows of a batch as parameters of one statement: each column is an array of text or of whole
 * numbers, and {@code unnest} makes rows of the arrays again. Large batches are cut into slices of
 * rows, with arrays of their own, that {@code UNION ALL} puts together.
 *
 * <p>The slices are for Java's garbage collector. The driver encodes an array in one buffer, which
 * it doubles as it grows. G1 treats an object of half a heap region or more (512 kB in heaps of up
 * to 2 GB) as humongous, and allocating one may start marking the whole heap. With one array a
 * column for the whole batch, that marking took more CPU than everything else that an import does
 * in Java.
 */
final class SlicedColumns {

    /** Of a column in a slice: below 256 kB, in UTF-8 with up to three bytes a character. */
    private static final int MAX_CHARACTERS = 80_000;

    /** Bytes that the driver writes before each element. */
    private static final int LENGTH_FIELD = 4;

    /** Bytes of a whole number. */
    private static final int NUMBER = 8;

    private final List<Object[]> columns;

    /** Index of the first row of each slice, and at the end the number of rows. */
    private final List<Integer> bounds = new ArrayList<>();

    /**
     * @param columns the values of each column, {@code String[]} or {@code Long[]}, all of one
     *     length; null gives SQL's NULL
     */
    SlicedColumns(final List<? extends Object[]> columns) {
        this.columns = List.copyOf(columns);
        final int rows = this.columns.getFirst().length;
        final int[] characters = new int[columns.size()];
        bounds.add(0);
        for (int row = 0; row < rows; row++) {
            if (!fits(row, characters) && row > bounds.getLast()) {
                bounds.add(row);
                Arrays.fill(characters, 0);
                fits(row, characters);
            }
        }
        bounds.add(rows);
    }

    /**
     * Adds a row to the slice.
     *
     * @param characters how many each column has in the slice so far; changed
     * @return whether no column has too many now
     */
    private boolean fits(final int row, final int[] characters) {
        boolean fits = true;
        for (int column = 0; column < characters.length; column++) {
            characters[column] += LENGTH_FIELD + length(this.columns.get(column)[row]);
            fits &= characters[column] <= MAX_CHARACTERS;
        }
        return fits;
    }

    private static int length(final Object value) {
        return switch (value) {
            case null -> 0;
            case String text -> text.length();
            default -> NUMBER;
        };
    }

    private static String type(final Object[] column) {
        return column instanceof Long[] ? "bigint" : "text";
    }

    /** A query for the rows, in their order, to be put into {@code FROM (…)}. */
    String rows() {
        final String slice =
                columns.stream()
                        .map(column -> "?::" + type(column) + "[]")
                        .collect(joining(", ", "SELECT * FROM unnest(", ")"));
        return String.join(" UNION ALL ", Collections.nCopies(bounds.size() - 1, slice));
    }

    /**
     * Sets the parameters of {@link #rows()}.
     *
     * @param first index of the first of them, from 1
     * @return the index behind the last
     */
    int set(final Connection connection, final PreparedStatement statement, final int first)
            throws SQLException {
        int index = first;
        for (int slice = 0; slice < bounds.size() - 1; slice++) {
            for (final Object[] column : columns) {
                final Object[] values =
                        Arrays.copyOfRange(column, bounds.get(slice), bounds.get(slice + 1));
                statement.setArray(index++, connection.createArrayOf(type(column), values));
            }
        }
        return index;
    }
}
