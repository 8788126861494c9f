// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.rest.Bulletin;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.RestException;
import io.github.nifiuserimport.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** NiFi's warnings and errors, each of them once however often a component repeats it. */
final class NewBulletins {

    private final NifiClient nifi;
    private final Set<String> known = new HashSet<>();

    /** The last one of each node; of a NiFi by itself, under null. */
    private final Map<String, Long> last = new HashMap<>();

    NewBulletins(final NifiClient nifi) {
        this.nifi = nifi;
    }

    /**
     * What is new, as lines for people.
     *
     * @param toldElsewhere ids of jobs whose end is reported anyway
     */
    List<String> newLines(final Set<String> toldElsewhere) {
        final List<String> lines = new ArrayList<>();
        try {
            for (final Bulletin bulletin : nifi.bulletins().after(last.getOrDefault(null, 0L))) {
                if (isNew(bulletin)
                        && bulletin.isWarningOrError()
                        && toldElsewhere.stream().noneMatch(bulletin.message()::contains)
                        && known.add(key(bulletin))) {
                    lines.add(
                            Text.format(
                                    "NiFi, %s, %s: %s",
                                    bulletin.level(),
                                    bulletin.source(),
                                    withoutSource(bulletin.message())));
                }
            }
        } catch (final RestException e) {
            // NiFi is busy or away: whoever else asks it will tell.
            return List.of();
        }
        return lines;
    }

    private boolean isNew(final Bulletin bulletin) {
        final boolean isNew = bulletin.id() > last.getOrDefault(bulletin.node(), 0L);
        if (isNew) {
            last.put(bulletin.node(), bulletin.id());
        }
        return isNew;
    }

    /** NiFi puts the component's type and id before its words; its name says more. */
    private static String withoutSource(final String message) {
        return message.replaceFirst("^\\w+\\[id=[0-9a-f-]+] ", "");
    }

    /** The same words about another FlowFile, at another time, are nothing new. */
    private static String key(final Bulletin bulletin) {
        return bulletin.source() + bulletin.message().replaceAll("[0-9a-f-]*[0-9][0-9a-f-]*", "#");
    }
}
