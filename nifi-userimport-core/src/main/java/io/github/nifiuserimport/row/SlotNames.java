// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The names of an object's slots, in their order. */
public final class SlotNames {

    private final String[] names;
    private final Map<String, Integer> places;

    public SlotNames(final Collection<String> inOrder) {
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
