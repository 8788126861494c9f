// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.rest.ConnectionStatus;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorStatus;
import io.github.nifiuserimport.runtime.rest.QueuedFlowFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The folder template in a NiFi: imported, set up and running. */
final class FolderFlow {

    private static final String NAME = "Import users from a folder";

    private final NifiClient nifi;
    private final String group;

    private FolderFlow(final NifiClient nifi, final String group) {
        this.nifi = nifi;
        this.group = group;
    }

    /** Imports the template, unless an earlier run did, and starts it. */
    static FolderFlow start(
            final NifiClient nifi,
            final Path template,
            final Path inbox,
            final LocalPostgres postgres) {
        final String group =
                nifi.groups()
                        .find(NAME)
                        .orElseGet(() -> nifi.groups().upload(template, NAME, Position.ORIGIN));
        setParameters(
                nifi,
                group,
                List.of(
                        Parameter.of("inbox.directory", inbox.toString()),
                        Parameter.of("database.url", postgres.jdbcUrl()),
                        Parameter.of("database.user", postgres.user())),
                Parameter.sensitive("database.password", postgres.password()));
        nifi.services().enableAll(group);
        nifi.groups().start(group);
        return new FolderFlow(nifi, group);
    }

    /** The password is new only when the rest is: it belongs to the database. */
    private static void setParameters(
            final NifiClient nifi,
            final String group,
            final List<Parameter> open,
            final Parameter password) {
        final String context = nifi.groups().parameterContext(group).orElseThrow();
        final Map<String, String> present = nifi.parameters().values(context);
        if (open.stream()
                .allMatch(parameter -> parameter.value().equals(present.get(parameter.name())))) {
            return;
        }
        // An earlier run's flow is at work again already: it must not see half of the change.
        nifi.groups().stop(group);
        nifi.services().disableAll(group);
        final List<Parameter> all = new ArrayList<>(open);
        all.add(password);
        nifi.parameters().set(context, all);
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

    String group() {
        return group;
    }
}
