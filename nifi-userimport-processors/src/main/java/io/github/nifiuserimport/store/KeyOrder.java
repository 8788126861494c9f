// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import java.util.Comparator;

/** The order in which every transaction locks profiles. */
final class KeyOrder implements Comparator<UserChange> {

    static final KeyOrder INSTANCE = new KeyOrder();

    private KeyOrder() {}

    @Override
    public int compare(final UserChange one, final UserChange other) {
        return userId(one).compareTo(userId(other));
    }

    static String userId(final UserChange change) {
        return switch (change.key()) {
            case UserKey.ById byId -> byId.id();
        };
    }
}
