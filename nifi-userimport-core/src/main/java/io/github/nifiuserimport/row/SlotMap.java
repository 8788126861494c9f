// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;

/** Values of one row by name, in the header's order; the names are shared between rows. */
public final class SlotMap extends AbstractMap<String, Object> {

    private final Names names;
    private final Object[] values;
    private final int size;

    /** Where the next name asked for may be. */
    private int guess;

    /**
     * @param names of the slots
     * @param values by slot; null where there is no entry, {@link Slots#NULL} where it is null
     * @param size how many entries there are
     */
    public SlotMap(final Names names, final Object[] values, final int size) {
        this.names = names;
        this.values = values;
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Object get(final Object name) {
        return shown(value(name));
    }

    @Override
    public boolean containsKey(final Object name) {
        return value(name) != null;
    }

    private Object value(final Object name) {
        final int index = names.place(name, guess);
        if (index < 0) {
            return null;
        }
        guess = index + 1;
        return values[index];
    }

    @Override
    public void forEach(final BiConsumer<? super String, ? super Object> action) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                action.accept(names.name(i), shown(values[i]));
            }
        }
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new Entries();
    }

    private static Object shown(final Object value) {
        return value == Slots.NULL ? null : value;
    }

    private final class Entries extends AbstractSet<Map.Entry<String, Object>> {

        @Override
        public int size() {
            return size;
        }

        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
            return new EntryIterator();
        }
    }

    private final class EntryIterator implements Iterator<Map.Entry<String, Object>> {

        private int next = filledFrom(0);

        private int filledFrom(final int from) {
            int index = from;
            while (index < values.length && values[index] == null) {
                index++;
            }
            return index;
        }

        @Override
        public boolean hasNext() {
            return next < values.length;
        }

        @Override
        public Map.Entry<String, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            final int index = next;
            next = filledFrom(index + 1);
            return new SimpleImmutableEntry<>(names.name(index), shown(values[index]));
        }
    }

    /** The names of an object's slots, in their order. */
    public static final class Names {

        private final String[] names;
        private final Map<String, Integer> places;

        public Names(final Collection<String> inOrder) {
            names = inOrder.toArray(String[]::new);
            places = HashMap.newHashMap(names.length);
            for (int i = 0; i < names.length; i++) {
                places.put(names[i], i);
            }
        }

        /** The name at a place. */
        String name(final int place) {
            return names[place];
        }

        /**
         * Place of a name, or -1.
         *
         * @param guess where it may be: most who read an object ask for one name after the other
         */
        int place(final Object name, final int guess) {
            if (guess < names.length && names[guess] == name) {
                return guess;
            }
            final Integer place = places.get(name);
            return place == null ? -1 : place;
        }
    }
}
