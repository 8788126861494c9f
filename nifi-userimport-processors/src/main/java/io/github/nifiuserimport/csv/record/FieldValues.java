// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv.record;

import io.github.nifiuserimport.csv.Slots;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A record's values by name, in an array, which takes less time and memory than a hash table for
 * every record. Becomes one when it is changed or its entries are asked for, which happens to few.
 */
final class FieldValues extends AbstractMap<String, Object> {

    private final FieldNames names;
    private Object[] values;
    private final int count;
    private int next;

    private Map<String, Object> table;

    /**
     * @param values of each name; null where there is no entry, {@link Slots#NULL} where it is null
     * @param count how many entries there are
     */
    FieldValues(final FieldNames names, final Object[] values, final int count) {
        this.names = names;
        this.values = values;
        this.count = count;
    }

    @Override
    public int size() {
        return table == null ? count : table.size();
    }

    @Override
    public Object get(final Object name) {
        if (table != null) {
            return table.get(name);
        }
        final Object value = value(name);
        return value == Slots.NULL ? null : value;
    }

    @Override
    public boolean containsKey(final Object name) {
        return table == null ? value(name) != null : table.containsKey(name);
    }

    private Object value(final Object name) {
        final int place = names.place(name, next);
        if (place < 0) {
            return null;
        }
        next = place + 1;
        return values[place];
    }

    @Override
    public Object put(final String name, final Object value) {
        return table().put(name, value);
    }

    @Override
    public Object remove(final Object name) {
        return table().remove(name);
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return table().entrySet();
    }

    private Map<String, Object> table() {
        if (table == null) {
            table = LinkedHashMap.newLinkedHashMap(count);
            for (int i = 0; i < values.length; i++) {
                if (values[i] != null) {
                    table.put(names.name(i), values[i] == Slots.NULL ? null : values[i]);
                }
            }
            values = null;
        }
        return table;
    }
}
