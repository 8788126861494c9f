// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** The cluster that a NiFi is a node of. */
public final class Cluster {

    private final Rest rest;

    Cluster(final Rest rest) {
        this.rest = rest;
    }

    /** All nodes that the cluster knows, by their ports. */
    public List<ClusterNode> nodes() {
        return Components.each(rest.get("/controller/cluster").path("cluster").path("nodes"))
                .stream()
                .map(Cluster::node)
                .toList();
    }

    private static ClusterNode node(final JsonNode node) {
        return new ClusterNode(
                node.path("apiPort").asInt(),
                node.path("status").asText(),
                Set.copyOf(Components.texts(node.path("roles"))));
    }
}
