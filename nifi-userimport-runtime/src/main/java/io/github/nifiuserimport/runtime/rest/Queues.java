// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What waits in connections. */
public final class Queues {

    private final Rest rest;

    Queues(final Rest rest) {
        this.rest = rest;
    }

    /** FlowFiles in all connections of a group and of those inside it. */
    public int count(final String group) {
        return rest.get("/flow/process-groups/" + group + "/status")
                .path("processGroupStatus")
                .path("aggregateSnapshot")
                .path("flowFilesQueued")
                .asInt();
    }

    /** The first hundred FlowFiles of a connection, in their order. */
    public List<QueuedFlowFile> list(final String connection) {
        final JsonNode done =
                rest.asynchronous(
                        path(connection) + "/listing-requests",
                        Rest.object(),
                        "listingRequest",
                        "id",
                        "finished");
        return Components.each(done.path("flowFileSummaries")).stream()
                .map(
                        summary ->
                                new QueuedFlowFile(
                                        summary.path("uuid").asText(),
                                        summary.path("filename").asText(),
                                        summary.path("size").asLong(),
                                        summary.path("penalized").asBoolean(),
                                        Duration.ofMillis(summary.path("queuedDuration").asLong())))
                .toList();
    }

    /** The attributes of a FlowFile. */
    public Map<String, String> attributes(final String connection, final String uuid) {
        final Map<String, String> attributes = new TreeMap<>();
        rest.get(path(connection) + "/flowfiles/" + uuid)
                .path("flowFile")
                .path("attributes")
                .properties()
                .forEach(entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
        return attributes;
    }

    /** The content of a FlowFile. */
    public byte[] content(final String connection, final String uuid) {
        try (InputStream in = rest.download(path(connection) + "/flowfiles/" + uuid + "/content")) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new RestException("Download ended early: " + e.getMessage(), e);
        }
    }

    /** Drops all FlowFiles of a connection. */
    public void empty(final String connection) {
        rest.asynchronous(
                path(connection) + "/drop-requests",
                Rest.object(),
                "dropRequest",
                "id",
                "finished");
    }

    private static String path(final String connection) {
        return "/flowfile-queues/" + connection;
    }
}
