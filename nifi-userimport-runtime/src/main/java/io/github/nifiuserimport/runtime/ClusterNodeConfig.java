// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import io.github.nifiuserimport.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A node's place in a cluster whose nodes are all on this machine.
 *
 * @param nodes how many the cluster has
 * @param firstHome of the first node, which has the key that the nodes share
 * @param zooKeeperPort where ZooKeeper is
 * @param hasZooKeeper whether it runs inside this node
 * @param protocolPort where the node listens to the others
 * @param loadBalancePort where it takes FlowFiles from the others
 */
record ClusterNodeConfig(
        int nodes,
        Path firstHome,
        int zooKeeperPort,
        boolean hasZooKeeper,
        int protocolPort,
        int loadBalancePort) {

    /** What a node lets others know of it, and where it listens. */
    private static final String ADDRESS = "127.0.0.1";

    /** Of {@code nifi.properties}. */
    Map<String, String> properties() {
        final Map<String, String> properties = new TreeMap<>();
        properties.put("nifi.cluster.is.node", "true");
        properties.put("nifi.cluster.node.address", ADDRESS);
        properties.put("nifi.cluster.node.protocol.port", Integer.toString(protocolPort));
        properties.put("nifi.cluster.load.balance.host", ADDRESS);
        properties.put("nifi.cluster.load.balance.port", Integer.toString(loadBalancePort));
        // NiFi's own five seconds are short for nodes that share a machine with each other.
        properties.put("nifi.cluster.node.connection.timeout", "30 sec");
        properties.put("nifi.cluster.node.read.timeout", "60 sec");
        // Nobody who starts all of them has to wait for more than the slowest.
        properties.put("nifi.cluster.flow.election.max.candidates", Integer.toString(nodes));
        properties.put("nifi.cluster.flow.election.max.wait.time", "5 sec");
        properties.put(
                "nifi.state.management.embedded.zookeeper.start", Boolean.toString(hasZooKeeper));
        properties.put(NifiHome.ZOOKEEPER, ADDRESS + ":" + zooKeeperPort);
        return properties;
    }

    /** All that the node listens on, beside what every NiFi does. */
    List<Integer> ports() {
        final List<Integer> ports = new ArrayList<>(List.of(protocolPort, loadBalancePort));
        if (hasZooKeeper) {
            ports.add(zooKeeperPort);
        }
        return ports;
    }

    /** Sets up ZooKeeper, where it is this node's. */
    void configureZooKeeper(final NifiHome home) throws IOException {
        if (!hasZooKeeper) {
            return;
        }
        final Path data = Files.createDirectories(home.folder().resolve("state/zookeeper"));
        Files.writeString(
                home.conf().resolve("zookeeper.properties"),
                Text.format(
                        """
                clientPort=%d
                clientPortAddress=%s
                dataDir=%s
                tickTime=2000
                autopurge.purgeInterval=24
                autopurge.snapRetainCount=5
                admin.enableServer=false
                """,
                        zooKeeperPort, ADDRESS, data));
    }
}
