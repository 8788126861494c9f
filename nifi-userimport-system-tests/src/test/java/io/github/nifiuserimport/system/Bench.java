// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import io.github.nifiuserimport.runtime.rest.ConnectionStatus;
import io.github.nifiuserimport.runtime.rest.Connections.End;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.runtime.rest.QueuedFlowFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process group in which one processor is tried: some text in, what comes out. */
final class Bench {

    private static final String STANDARD = "org.apache.nifi.processors.standard.";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final NifiClient nifi;
    private final String group;

    Bench(final NifiClient nifi, final String name) {
        this.nifi = nifi;
        this.group = nifi.groups().create(nifi.groups().root(), name, Position.ORIGIN);
    }

    /** Makes one of our services, enabled. */
    String ourService(final String type, final Map<String, String> properties) {
        return service("io.github.nifiuserimport.services." + type, properties);
    }

    /** Makes a service, enabled. */
    String service(final String type, final Map<String, String> properties) {
        final String service = disabledService(type, properties);
        nifi.services().enable(service);
        return service;
    }

    /** Makes a service, not enabled. */
    String disabledService(final String type, final Map<String, String> properties) {
        return nifi.services().create(group, type, type, properties);
    }

    /**
     * Runs one of NiFi's standard processors on a text; its {@code success} and {@code failure}.
     */
    Output run(final String type, final ProcessorConfig config, final String text) {
        final String source =
                nifi.processors()
                        .create(
                                group,
                                STANDARD + "GenerateFlowFile",
                                "Text",
                                Position.ORIGIN,
                                new ProcessorConfig().property("generate-ff-custom-text", text));
        final String processor =
                nifi.processors()
                        .create(group, STANDARD + type, type, new Position(0, 200), config);
        final String end = nifi.connections().createFunnel(group, new Position(0, 400));
        nifi.connections().create(group, source, processor, "success");
        for (final String relationship : List.of("success", "failure")) {
            nifi.connections()
                    .create(
                            group,
                            End.processor(processor),
                            End.funnel(end),
                            List.of(relationship),
                            List.of());
        }
        nifi.processors().runOnce(source);
        nifi.processors().start(processor);
        try {
            return Await.value(PATIENCE, () -> type + " has put out something", () -> output(type));
        } finally {
            nifi.processors().stop(processor);
        }
    }

    private Optional<Output> output(final String processor) {
        for (final ConnectionStatus connection : nifi.connections().statuses(group)) {
            if (connection.sourceName().equals(processor) && connection.flowFiles() > 0) {
                final QueuedFlowFile file = nifi.queues().list(connection.id()).getFirst();
                return Optional.of(
                        new Output(
                                connection.name(),
                                new String(
                                        nifi.queues().content(connection.id(), file.uuid()),
                                        StandardCharsets.UTF_8)));
            }
        }
        return Optional.empty();
    }

    /** What a processor put out, and where. */
    record Output(String relationship, String text) {}
}
