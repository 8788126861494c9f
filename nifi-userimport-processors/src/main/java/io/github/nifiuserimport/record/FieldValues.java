// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import io.github.nifiuserimport.row.SlotMap;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A record's values by name. Few records are changed after they were read, and until then an array
 * takes less time and memory than a hash table.
 */
final class FieldValues extends AbstractMap<String, Object> {

    /** A {@link SlotMap} until it is changed. */
    private Map<String, Object> values;

    FieldValues(final SlotMap values) {
        this.values = values;
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public Object get(final Object name) {
        return values.get(name);
    }

    @Override
    public boolean containsKey(final Object name) {
        return values.containsKey(name);
    }

    @Override
    public void forEach(final BiConsumer<? super String, ? super Object> action) {
        values.forEach(action);
    }

    @Override
    public Object put(final String name, final Object value) {
        return changeable().put(name, value);
    }

    @Override
    public Object remove(final Object name) {
        return changeable().remove(name);
    }

    private Map<String, Object> changeable() {
        if (isUnchanged()) {
            values = new LinkedHashMap<>(values);
        }
        return values;
    }

    private boolean isUnchanged() {
        return values instanceof SlotMap;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, Object>> {

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
            return isUnchanged() ? new UnchangedIterator() : values.entrySet().iterator();
        }
    }

    /** Over the values as they were read, also when it is what changes them. */
    private final class UnchangedIterator implements Iterator<Map.Entry<String, Object>> {

        private final Iterator<Map.Entry<String, Object>> entries = values.entrySet().iterator();
        private String last;

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public Map.Entry<String, Object> next() {
            final Map.Entry<String, Object> entry = entries.next();
            last = entry.getKey();
            return new FieldEntry(entry);
        }

        @Override
        public void remove() {
            if (last == null) {
                throw new IllegalStateException();
            }
            changeable().remove(last);
            last = null;
        }
    }

    private final class FieldEntry extends SimpleEntry<String, Object> {

        private static final long serialVersionUID = 1L;

        FieldEntry(final Map.Entry<String, Object> entry) {
            super(entry);
        }

        @Override
        public Object setValue(final Object value) {
            changeable().put(getKey(), value);
            return super.setValue(value);
        }
    }
}
