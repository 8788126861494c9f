// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime;

import io.github.nifiuserimport.runtime.rest.ClusterNode;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.RestException;
import io.github.nifiuserimport.text.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * NiFis of one's own that are one cluster, each a process on 127.0.0.1 with a home folder of its
 * own. The first has the ZooKeeper by which they find each other: while it is away the others go on
 * with what they have, but take nothing new and let nobody change the flow.
 */
public final class LocalCluster implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final List<LocalNifi> nodes;
    private final Duration timeout;

    private LocalCluster(final Builder builder) {
        timeout = builder.timeout;
        final int zooKeeper = builder.port("zookeeper");
        final List<LocalNifi> all = new ArrayList<>();
        for (int number = 1; number <= builder.nodes; number++) {
            final String name = "node-" + number;
            final LocalNifi.Builder node =
                    LocalNifi.in(builder.folder.resolve(name))
                            .httpPort(builder.port(name))
                            .managementPort(builder.port(name + "-management"))
                            .timeout(timeout)
                            .clusterConfig(
                                    new ClusterNodeConfig(
                                            builder.nodes,
                                            builder.folder.resolve("node-1"),
                                            zooKeeper,
                                            number == 1,
                                            builder.port(name + "-protocol"),
                                            builder.port(name + "-load-balance")));
            builder.setUp.accept(node);
            all.add(node.build());
        }
        nodes = List.copyOf(all);
    }

    /** A cluster whose nodes' homes are in that folder. */
    public static Builder in(final Path folder) {
        return new Builder(folder);
    }

    /** How a cluster is to be. */
    public static final class Builder {

        private final Path folder;
        private final Set<Integer> given = new HashSet<>();
        private int nodes = 2;
        private Duration timeout = Duration.ofMinutes(5);
        private Consumer<LocalNifi.Builder> setUp = node -> {};
        private ToIntFunction<String> ports = name -> freePort();

        private Builder(final Path folder) {
            this.folder = folder;
        }

        /** How many nodes; default two. */
        public Builder nodes(final int value) {
            nodes = value;
            return this;
        }

        /** What to set up on every node: heap, NARs, properties. */
        public Builder each(final Consumer<LocalNifi.Builder> value) {
            setUp = value;
            return this;
        }

        /**
         * The port for something: {@code node-1} for a node's canvas, {@code node-1-protocol} and
         * the like for what nobody needs to know. Default: a free one.
         */
        public Builder ports(final ToIntFunction<String> value) {
            ports = value;
            return this;
        }

        /** How long to wait until all are connected; default five minutes. */
        public Builder timeout(final Duration value) {
            timeout = value;
            return this;
        }

        /**
         * Starts the cluster and waits until its nodes are connected.
         *
         * @throws StartException when one does not come up
         */
        public LocalCluster start() {
            final LocalCluster cluster = new LocalCluster(this);
            cluster.start();
            return cluster;
        }

        private int port(final String name) {
            return ports.applyAsInt(name);
        }

        /** None that was given before: nobody listens on that one yet, either. */
        private int freePort() {
            int port = Ports.free();
            while (!given.add(port)) {
                port = Ports.free();
            }
            return port;
        }
    }

    /**
     * Starts the nodes that do not run, and waits until all are connected.
     *
     * @throws StartException when one does not come up; all are stopped then
     */
    public void start() {
        try {
            nodes.forEach(LocalNifi::launch);
            nodes.forEach(LocalNifi::awaitReady);
            awaitConnected();
        } catch (final RuntimeException e) {
            stop();
            throw e;
        }
    }

    /**
     * Waits until all nodes are connected, as the node that answers has it.
     *
     * @throws StartException when too much time passes
     */
    public void awaitConnected() {
        final Instant deadline = Instant.now().plus(timeout);
        while (true) {
            final List<ClusterNode> known = known();
            if (known.stream().filter(ClusterNode::isConnected).count() == nodes.size()) {
                return;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new StartException(
                        Text.format(
                                "After %d seconds the %d nodes of NiFi are not all connected: %s",
                                timeout.toSeconds(), nodes.size(), known));
            }
            try {
                Thread.sleep(POLL);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartException("Interrupted while NiFi's nodes connected", e);
            }
        }
    }

    /** Nothing while the cluster is finding itself. */
    private List<ClusterNode> known() {
        try {
            return client().cluster().nodes();
        } catch (final RestException e) {
            return List.of();
        }
    }

    /** All nodes, the one with ZooKeeper first. */
    public List<LocalNifi> nodes() {
        return nodes;
    }

    /** A node by its number, from 1. */
    public LocalNifi node(final int number) {
        return nodes.get(number - 1);
    }

    /** The REST API of the cluster, asked of the first node that runs. */
    public NifiClient client() {
        return nodes.stream()
                .filter(LocalNifi::isRunning)
                .findFirst()
                .orElseGet(nodes::getFirst)
                .client();
    }

    /** Stops all, the one with ZooKeeper last. */
    public void stop() {
        nodes.reversed().forEach(LocalNifi::stop);
    }

    @Override
    public void close() {
        stop();
    }
}
