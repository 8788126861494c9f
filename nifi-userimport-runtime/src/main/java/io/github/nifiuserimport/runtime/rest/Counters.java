// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** Counters that processors adjust. */
public final class Counters {

    private final Rest rest;

    Counters(final Rest rest) {
        this.rest = rest;
    }

    /** All counters of a processor by name. */
    public Map<String, Long> of(final String processor) {
        final Map<String, Long> values = new TreeMap<>();
        for (final JsonNode counter :
                rest.get("/counters").path("counters").path("aggregateSnapshot").path("counters")) {
            // The context reads: Name (id).
            if (counter.path("context").asText().endsWith("(" + processor + ")")) {
                values.put(counter.path("name").asText(), counter.path("valueCount").asLong());
            }
        }
        return values;
    }
}
