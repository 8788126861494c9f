// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;

/** Bulletins. NiFi keeps each for five minutes, and the last few of each component only. */
public final class Bulletins {

    private final Rest rest;

    Bulletins(final Rest rest) {
        this.rest = rest;
    }

    /** Those that came after the one of that id, the oldest first; 0 for all. */
    public List<Bulletin> after(final long id) {
        return Components.each(
                        rest.get("/flow/bulletin-board?limit=1000&after=" + id)
                                .path("bulletinBoard")
                                .path("bulletins"))
                .stream()
                .map(Bulletins::bulletin)
                .filter(bulletin -> bulletin.id() > id)
                .sorted(Comparator.comparingLong(Bulletin::id))
                .toList();
    }

    private static Bulletin bulletin(final JsonNode entity) {
        final JsonNode bulletin = entity.path("bulletin");
        return new Bulletin(
                bulletin.path("id").asLong(),
                entity.path("nodeAddress").asText(null),
                bulletin.path("level").asText(),
                bulletin.path("groupId").asText(null),
                bulletin.path("sourceName").asText(null),
                bulletin.path("message").asText());
    }
}
