// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is kept for the addresses of a batch, and what becomes of it while rows are applied one
 * after the other: a user who takes something back takes it back for those who get the address
 * later, and not for those who had it before.
 */
final class WorkingAddresses {

    /** By address in lower case; nothing for which nothing is kept. */
    private final Map<String, Unsubscriptions> kept;

    /** Likewise, in one order for all imports, which wait for each other's rows so. */
    private final Map<String, Unsubscriptions> takenBack = new TreeMap<>();

    /** By address as users have it. */
    private final Map<String, Unsubscriptions> given = new TreeMap<>();

    /**
     * @param kept what is stored, by address in lower case
     */
    WorkingAddresses(final Map<String, Unsubscriptions> kept) {
        this.kept = new HashMap<>(kept);
    }

    /** Whether nothing is kept for any address. */
    boolean areNone() {
        return kept.isEmpty();
    }

    /** A user who has an address takes something back. */
    void takeBack(final String address, final Unsubscriptions removed) {
        final String key = Suppressions.lowerCase(address);
        final Unsubscriptions present = kept.get(key);
        if (present == null) {
            return;
        }
        final Unsubscriptions after = present.without(removed);
        if (!after.equals(present)) {
            kept.put(key, after);
            takenBack.merge(key, present.without(after), Unsubscriptions::with);
        }
    }

    /** A user is given an address: who has it is given what is kept for it. */
    void give(final String address, final WorkingSet set) {
        final Unsubscriptions present = kept.get(Suppressions.lowerCase(address));
        if (present == null || present.areNone()) {
            return;
        }
        set.withEmail(address)
                .forEach(profile -> set.change(profile, profile.content().with(present)));
        given.merge(address, present, Unsubscriptions::with);
    }

    /** What is to be taken back of what is stored, by address in lower case. */
    Map<String, Unsubscriptions> takenBack() {
        return takenBack;
    }

    /** What those have been given who are in the set, by their address; others are due it. */
    Map<String, Unsubscriptions> given() {
        return given;
    }
}
