// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.LocalNifi;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which node of a cluster has applied how much in this run, as its counters have it. */
final class NodeShares {

    private NodeShares() {}

    /** A line for each node. */
    static List<String> lines(final Nifi nifi, final String group) {
        final NifiClient client = nifi.client();
        final Map<Integer, Map<String, Long>> counters =
                client.counters()
                        .byNode(client.processors().find(group, TemplateFlow.MERGE).orElseThrow());
        final List<String> lines = new ArrayList<>();
        for (final LocalNifi node : nifi.nodes()) {
            final Map<String, Long> own = counters.getOrDefault(node.httpPort(), Map.of());
            final long parts = own.getOrDefault("Parts applied", 0L);
            lines.add(
                    Text.format(
                            "Node %d applied %s part%s, %s rows",
                            lines.size() + 1,
                            Import.grouped(parts),
                            parts == 1 ? "" : "s",
                            Import.grouped(own.getOrDefault("Rows applied", 0L))));
        }
        return lines;
    }
}
