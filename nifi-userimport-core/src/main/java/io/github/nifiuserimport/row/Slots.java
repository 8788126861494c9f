// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in the nested values of a row each cell goes. Worked out once from the header, so that a
 * row costs one array for each object it has and no look-up of names.
 */
public final class Slots {

    /** Stands for a null in an array in which null means that there is no entry. */
    public static final Object NULL = new Object();

    private final SlotMap.Names names;

    /** Column of each slot, or -1 where it holds an object. */
    private final int[] columns;

    private final Slots[] objects;

    private Slots(final Map<String, Object> tree) {
        names = new SlotMap.Names(tree.keySet());
        columns = new int[tree.size()];
        objects = new Slots[tree.size()];
        int slot = 0;
        for (final Map.Entry<String, Object> entry : tree.entrySet()) {
            if (entry.getValue() instanceof Integer column) {
                columns[slot] = column;
            } else {
                columns[slot] = -1;
                objects[slot] = new Slots(object(tree, entry.getKey()));
            }
            slot++;
        }
    }

    /** The slots of a checked header. */
    public static Slots of(final List<Column> header) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        for (final Column column : header) {
            if (column.isPassedOver()) {
                continue;
            }
            final List<String> path = new ArrayList<>(column.path());
            final String name = path.removeLast();
            Map<String, Object> parent = tree;
            for (final String segment : path) {
                parent = object(parent, segment);
            }
            parent.put(name, column.index());
        }
        return new Slots(tree);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(final Map<String, Object> parent, final String name) {
        return (Map<String, Object>)
                parent.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
    }

    /**
     * The nested values of a row.
     *
     * @param cells value of each column; null where it has none, {@link #NULL} where it is null
     */
    public Map<String, Object> values(final Object[] cells) {
        final SlotMap values = build(cells);
        return values == null ? Map.of() : values;
    }

    private SlotMap build(final Object[] cells) {
        final Object[] values = new Object[columns.length];
        int filled = 0;
        for (int i = 0; i < values.length; i++) {
            final int column = columns[i];
            final Object value = column >= 0 ? cells[column] : objects[i].build(cells);
            if (value != null) {
                values[i] = value;
                filled++;
            }
        }
        return filled == 0 ? null : new SlotMap(names, values, filled);
    }
}
