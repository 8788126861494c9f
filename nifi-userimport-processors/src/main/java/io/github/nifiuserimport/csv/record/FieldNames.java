// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv.record;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The names of a record's fields, and their places. */
final class FieldNames {

    private final String[] names;
    private final Map<String, Integer> places;

    FieldNames(final Collection<String> inOrder) {
        names = inOrder.toArray(String[]::new);
        places = HashMap.newHashMap(names.length);
        for (int i = 0; i < names.length; i++) {
            places.put(names[i], i);
        }
    }

    /** How many there are. */
    int count() {
        return names.length;
    }

    /** The name at a place. */
    String name(final int place) {
        return names[place];
    }

    /**
     * Place of a name, or -1.
     *
     * @param guess where it may be: most who read a record ask for one field after the other
     */
    int place(final Object name, final int guess) {
        if (guess < names.length && names[guess] == name) {
            return guess;
        }
        final Integer place = places.get(name);
        return place == null ? -1 : place;
    }
}
