// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.AtExit;
import io.github.nifiuserimport.runtime.LocalCluster;
import io.github.nifiuserimport.runtime.LocalNifi;
import io.github.nifiuserimport.runtime.StartException;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.text.Text;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** The NiFi of a run: one by itself, or a cluster's nodes. */
final class Nifi implements AutoCloseable {

    private static final Duration ENDING = Duration.ofSeconds(1);

    private final List<LocalNifi> nodes;

    private Nifi(final List<LocalNifi> nodes) {
        this.nodes = nodes;
    }

    /**
     * Starts it.
     *
     * @param port of the canvas, or of the first node's
     * @param ports of what nobody asks for, by names
     */
    static Nifi start(
            final Workspace workspace,
            final Settings settings,
            final int port,
            final ToIntFunction<String> ports) {
        final Consumer<LocalNifi.Builder> setUp =
                nifi -> {
                    nifi.heap(settings.heap())
                            // An import that is cut off goes on with the next run.
                            .property("nifi.flowcontroller.graceful.shutdown.period", "3 sec");
                    settings.nars().forEach(nifi::nars);
                };
        if (settings.nodes() == 1) {
            final LocalNifi.Builder builder = LocalNifi.in(workspace.nifi()).httpPort(port);
            setUp.accept(builder);
            return new Nifi(List.of(builder.start()));
        }
        return new Nifi(
                LocalCluster.in(workspace.cluster())
                        .nodes(settings.nodes())
                        .each(setUp)
                        .ports(name -> name.equals("node-1") ? port : ports.applyAsInt(name))
                        .start()
                        .nodes());
    }

    /** The REST API; a cluster's is that of each of its nodes. */
    NifiClient client() {
        return nodes.getFirst().client();
    }

    List<LocalNifi> nodes() {
        return nodes;
    }

    boolean isCluster() {
        return nodes.size() > 1;
    }

    /**
     * Ends the run when a process has ended.
     *
     * @throws StartException then; it says how, and how the log ends
     */
    void check() {
        check(Duration.ZERO);
    }

    /**
     * The same when NiFi does not answer: what has been killed may look alive for a moment.
     *
     * @throws StartException when a process has ended
     */
    void checkAfterFailure() {
        check(ENDING);
    }

    private void check(final Duration timeout) {
        for (final LocalNifi node : nodes) {
            node.unexpectedEnd(timeout)
                    .ifPresent(
                            how -> {
                                AtExit.parkIfEnding();
                                throw new StartException(
                                        Text.format(
                                                "%s %s\nThe end of its log:\n%s",
                                                name(node), how, node.logTail()));
                            });
        }
    }

    private String name(final LocalNifi node) {
        return isCluster() ? "Node " + (nodes.indexOf(node) + 1) + " of NiFi" : "NiFi";
    }

    /** What people get to read of where its canvas is: each node shows the same. */
    List<String> canvases() {
        return nodes.stream().map(node -> label("Canvas", node) + node.canvas()).toList();
    }

    /** What people get to read of where its logs are. */
    List<String> logs() {
        return nodes.stream().map(node -> label("Logs", node) + node.log().getParent()).toList();
    }

    private String label(final String word, final LocalNifi node) {
        return Text.format("%-10s", node == nodes.getFirst() ? word : "");
    }

    /** The first node last: the others find each other by it. */
    @Override
    public void close() {
        nodes.reversed().forEach(LocalNifi::stop);
    }
}
