// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.rest.Bulletin;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.RestException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** NiFi's warnings and errors, each of them once however often a component repeats it. */
final class Trouble {

    private final NifiClient nifi;
    private final Set<String> known = new HashSet<>();
    private long last;

    Trouble(final NifiClient nifi) {
        this.nifi = nifi;
    }

    /** What is new, as lines for people. */
    List<String> fresh() {
        final List<String> lines = new ArrayList<>();
        try {
            for (final Bulletin bulletin : nifi.bulletins().after(last)) {
                last = Math.max(last, bulletin.id());
                if (bulletin.isTrouble() && known.add(key(bulletin))) {
                    lines.add(
                            "NiFi, %s, %s: %s"
                                    .formatted(
                                            bulletin.level(),
                                            bulletin.source(),
                                            bulletin.message()));
                }
            }
        } catch (final RestException e) {
            // NiFi is busy or away: whoever else asks it will tell.
            return List.of();
        }
        return lines;
    }

    /** The same words about another FlowFile, at another time, are nothing new. */
    private static String key(final Bulletin bulletin) {
        return bulletin.source() + bulletin.message().replaceAll("[0-9a-f-]*[0-9][0-9a-f-]*", "#");
    }
}
