// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** Counters that processors adjust. They are forgotten when NiFi stops. */
public final class Counters {

    private final Rest rest;

    Counters(final Rest rest) {
        this.rest = rest;
    }

    /** All counters of a processor by name; in a cluster, those of its nodes together. */
    public Map<String, Long> of(final String processor) {
        return values(rest.get("/counters").path("counters").path("aggregateSnapshot"), processor);
    }

    /** In a cluster: the counters of a processor by the port of the node that they are of. */
    public Map<Integer, Map<String, Long>> byNode(final String processor) {
        final Map<Integer, Map<String, Long>> nodes = new TreeMap<>();
        for (final JsonNode node :
                rest.get("/counters?nodewise=true").path("counters").path("nodeSnapshots")) {
            nodes.put(node.path("apiPort").asInt(), values(node.path("snapshot"), processor));
        }
        return nodes;
    }

    private static Map<String, Long> values(final JsonNode snapshot, final String processor) {
        final Map<String, Long> values = new TreeMap<>();
        for (final JsonNode counter : snapshot.path("counters")) {
            // The context reads: Name (id).
            if (counter.path("context").asText().endsWith("(" + processor + ")")) {
                values.put(counter.path("name").asText(), counter.path("valueCount").asLong());
            }
        }
        return values;
    }
}
