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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process group in which one processor is tried: some text in, what comes out. */
final class TestGroup {

    private static final String STANDARD = "org.apache.nifi.processors.standard.";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final NifiClient nifi;
    private final String group;

    TestGroup(final NifiClient nifi, final String name) {
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

    /** Makes a processor that nothing is connected to. */
    String processor(final String type, final ProcessorConfig config) {
        return nifi.processors().create(group, type, type, Position.ORIGIN, config);
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
            return Await.value(TIMEOUT, () -> type + " has put out something", () -> output(type));
        } finally {
            nifi.processors().stop(processor);
        }
    }

    /**
     * A processor in a row of several.
     *
     * @param type its class
     * @param next the relationship that leads on
     */
    record Stage(String type, ProcessorConfig config, String next) {

        String name() {
            return type.substring(type.lastIndexOf('.') + 1);
        }
    }

    /**
     * Runs processors one after the other on a text; what the last puts out, or the first that
     * comes to {@code failure}.
     */
    Output runThrough(final String text, final List<Stage> stages) {
        final String end = nifi.connections().createFunnel(group, new Position(0, 1000));
        final String source =
                nifi.processors()
                        .create(
                                group,
                                STANDARD + "GenerateFlowFile",
                                "Text",
                                Position.ORIGIN,
                                new ProcessorConfig().property("generate-ff-custom-text", text));
        final List<String> processors = new ArrayList<>();
        for (final Stage stage : stages) {
            processors.add(
                    nifi.processors()
                            .create(
                                    group,
                                    stage.type,
                                    stage.name(),
                                    new Position(0, 200 * (processors.size() + 1)),
                                    stage.config));
        }
        nifi.connections().create(group, source, processors.getFirst(), "success");
        for (int i = 0; i < stages.size(); i++) {
            final End next =
                    i + 1 < stages.size() ? End.processor(processors.get(i + 1)) : End.funnel(end);
            connect(processors.get(i), next, stages.get(i).next);
            connect(processors.get(i), End.funnel(end), "failure");
        }
        nifi.processors().runOnce(source);
        processors.forEach(nifi.processors()::start);
        try {
            return Await.value(TIMEOUT, () -> "something has come out", () -> outputBehind(stages));
        } finally {
            processors.forEach(nifi.processors()::stop);
        }
    }

    private void connect(final String from, final End to, final String relationship) {
        nifi.connections().create(group, End.processor(from), to, List.of(relationship), List.of());
    }

    /** What has come out of the last of the processors, or else out of one that failed. */
    private Optional<Output> outputBehind(final List<Stage> stages) {
        final List<String> names = stages.stream().map(Stage::name).toList();
        return nifi.connections().statuses(group).stream()
                .filter(each -> each.flowFiles() > 0 && !names.contains(each.destinationName()))
                .min(Comparator.comparing(each -> !each.name().equals(stages.getLast().next)))
                .map(this::output);
    }

    private Optional<Output> output(final String processor) {
        return nifi.connections().statuses(group).stream()
                .filter(each -> each.flowFiles() > 0 && each.sourceName().equals(processor))
                .findFirst()
                .map(this::output);
    }

    private Output output(final ConnectionStatus connection) {
        final QueuedFlowFile file = nifi.queues().list(connection.id()).getFirst();
        return new Output(
                connection.name(),
                new String(
                        nifi.queues().content(connection.id(), file.uuid()),
                        StandardCharsets.UTF_8));
    }

    /** What a processor put out, and where. */
    record Output(String relationship, String text) {}
}
