// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.rest.ConnectionStatus;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.runtime.rest.ProcessorStatus;
import io.github.nifiuserimport.runtime.rest.QueuedFlowFile;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A template in a NiFi: imported, set up and running. */
final class TemplateFlow {

    /** The name of the processor that imports. */
    static final String MERGE = "Merge users into profiles";

    private static final String TAKES_FILES =
            "io.github.nifiuserimport.processors.GetUserImportFiles";

    private static final String INBOX = "Input Directory";

    private static final String TAKES_REQUESTS =
            "io.github.nifiuserimport.processors.ListenUserImports";

    private final NifiClient nifi;
    private final String group;

    private TemplateFlow(final NifiClient nifi, final String group) {
        this.nifi = nifi;
        this.group = group;
    }

    /** Imports the template, unless an earlier run did, and starts it. */
    static TemplateFlow start(final NifiClient nifi, final FlowSetup setup) {
        final String name = setup.name();
        final Optional<String> earlier = nifi.groups().find(name);
        final String group =
                earlier.orElseGet(
                        () -> nifi.groups().upload(setup.template(), name, setup.position()));
        final String context = nifi.groups().parameterContext(group).orElseThrow();
        if (earlier.isEmpty()) {
            nifi.parameters().set(context, setup.parameters());
            watchInbox(nifi, setup, group);
            shareMachine(nifi, setup, group);
        } else if (setup.hasNewSecrets()
                || !holds(nifi.parameters().values(context), setup)
                || !watchesInbox(nifi, setup, group)) {
            // The earlier run's flow is at work again already: it must not see half of the change.
            nifi.groups().stop(group);
            nifi.services().disableAll(group);
            nifi.parameters().set(context, setup.parameters());
            watchInbox(nifi, setup, group);
            shareMachine(nifi, setup, group);
        }
        nifi.services().enableAll(group, setup::uses);
        nifi.groups().start(group, setup::uses);
        return new TemplateFlow(nifi, group);
    }

    /** Lets a flow of an earlier run, which is at work again, go on without requests. */
    static void takeNoRequests(final NifiClient nifi, final FlowSetup setup) {
        nifi.groups()
                .find(setup.name())
                .ifPresent(
                        group ->
                                nifi.processors()
                                        .ofType(group, TAKES_REQUESTS)
                                        .forEach(nifi.processors()::stop));
    }

    private static boolean watchesInbox(
            final NifiClient nifi, final FlowSetup setup, final String group) {
        return setup.inbox().isEmpty()
                || nifi.processors().ofType(group, TAKES_FILES).stream()
                        .allMatch(
                                id ->
                                        nifi.processors()
                                                .get(id)
                                                .at("/component/config/properties/" + INBOX)
                                                .asText()
                                                .equals(setup.inbox().get().toString()));
    }

    private static void watchInbox(
            final NifiClient nifi, final FlowSetup setup, final String group) {
        setup.inbox()
                .ifPresent(
                        inbox ->
                                nifi.processors()
                                        .ofType(group, TAKES_FILES)
                                        .forEach(
                                                id ->
                                                        nifi.processors()
                                                                .configure(
                                                                        id,
                                                                        new ProcessorConfig()
                                                                                .property(
                                                                                        INBOX,
                                                                                        inbox
                                                                                                .toString()))));
    }

    /** The nodes of a cluster are all on this machine, and only one of them can have a port. */
    private static void shareMachine(
            final NifiClient nifi, final FlowSetup setup, final String group) {
        if (setup.onCluster()) {
            nifi.processors()
                    .ofType(group, TAKES_REQUESTS)
                    .forEach(
                            id ->
                                    nifi.processors()
                                            .configure(id, new ProcessorConfig().onPrimaryNode()));
        }
    }

    /** Whether the values that can be seen are those of the set-up. */
    private static boolean holds(final Map<String, String> values, final FlowSetup setup) {
        return setup.parameters().stream()
                .filter(parameter -> !parameter.sensitive())
                .allMatch(parameter -> hasValue(values, parameter));
    }

    private static boolean hasValue(final Map<String, String> values, final Parameter parameter) {
        return Objects.equals(values.get(parameter.name()), parameter.value());
    }

    /** The id of its group. */
    String group() {
        return group;
    }

    /** Names of the files that wait somewhere in the flow. */
    Set<String> waitingFiles() {
        final Set<String> names = new HashSet<>();
        for (final ConnectionStatus connection : nifi.connections().statuses(group)) {
            if (connection.flowFiles() > 0) {
                nifi.queues().list(connection.id()).stream()
                        .map(QueuedFlowFile::filename)
                        .forEach(names::add);
            }
        }
        return names;
    }

    /** How many FlowFiles wait in the flow. */
    int waiting() {
        return nifi.queues().count(group);
    }

    /** Whether a processor is at work. */
    boolean isBusy() {
        return nifi.processors().statuses(group).stream()
                .mapToInt(ProcessorStatus::threads)
                .anyMatch(threads -> threads > 0);
    }
}
