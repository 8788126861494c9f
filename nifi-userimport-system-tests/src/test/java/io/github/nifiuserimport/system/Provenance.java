// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.nifiuserimport.runtime.rest.ProcessorStatus;
import io.github.nifiuserimport.runtime.rest.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What NiFi keeps of what happened to FlowFiles. */
final class Provenance {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_EVENTS = 40;

    private Provenance() {}

    /**
     * Something that happened to a FlowFile.
     *
     * @param component name of the processor
     * @param text all that is kept of it, attributes too
     */
    record Event(String component, String text) {}

    /** The latest events of each processor of a flow. */
    static List<Event> of(final ApiFlow flow) {
        final List<Event> events = new ArrayList<>();
        for (final ProcessorStatus processor : flow.nifi().processors().statuses(flow.group())) {
            events.addAll(of(flow.nifi().rest(), processor));
        }
        return events;
    }

    /** Events of files of a name, whatever they are; those of the last moments may be missing. */
    static List<Event> ofFile(final ApiFlow flow, final String fileName) {
        return search(flow.nifi().rest(), "Filename", fileName, fileName);
    }

    private static List<Event> of(final Rest rest, final ProcessorStatus processor) {
        return search(rest, "ProcessorID", processor.id(), processor.name());
    }

    private static List<Event> search(
            final Rest rest, final String field, final String value, final String label) {
        final ObjectNode body = Rest.object();
        final ObjectNode request =
                body.putObject("provenance").putObject("request").put("maxResults", MAX_EVENTS);
        request.putObject("searchTerms").putObject(field).put("value", value).put("inverse", false);
        final String id = rest.post("/provenance", body).at("/provenance/id").asText();
        final String path = "/provenance/" + id;
        Await.until(
                TIMEOUT,
                () -> "the search has ended",
                () -> rest.get(path).at("/provenance/finished").asBoolean());
        final List<Event> events = new ArrayList<>();
        for (final JsonNode event : rest.get(path).at("/provenance/results/provenanceEvents")) {
            events.add(
                    new Event(
                            label,
                            rest.get("/provenance-events/" + event.path("eventId").asText())
                                    .toString()));
        }
        rest.delete(path);
        return events;
    }
}
