// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A template in a NiFi, imported as a user does it, with an app and a parameter context of its own.
 */
record ImportedTemplate(TestSystem system, String group) {

    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** The file of the template of that name. */
    static Path file(final String name) {
        return Installation.root().resolve("templates").resolve(name + ".json");
    }

    /**
     * Imports a template and sets its parameters: app, database and those given.
     *
     * @param app also the name of its group and of its parameter context
     */
    static ImportedTemplate of(
            final TestSystem system,
            final Path template,
            final String app,
            final List<Parameter> own) {
        final String group =
                system.client()
                        .groups()
                        .upload(withOwnContext(template, app), app, Position.ORIGIN);
        final List<Parameter> parameters = new ArrayList<>(own);
        parameters.add(Parameter.of("app.id", app));
        parameters.add(Parameter.of("database.url", system.postgres().jdbcUrl()));
        parameters.add(Parameter.of("database.user", system.postgres().user()));
        parameters.add(Parameter.sensitive("database.password", system.postgres().password()));
        final ImportedTemplate imported = new ImportedTemplate(system, group);
        imported.set(parameters);
        return imported;
    }

    /**
     * The template with a parameter context of another name. NiFi gives a second copy of a
     * definition the context that the first one brought: both would import into one app.
     */
    private static byte[] withOwnContext(final Path template, final String app) {
        final String context = template.getFileName().toString().replace(".json", "");
        try {
            return Files.readString(template)
                    .replace("\"" + context + "\"", "\"" + app + "\"")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void set(final List<Parameter> parameters) {
        final NifiClient nifi = system.client();
        nifi.parameters().set(nifi.groups().parameterContext(group).orElseThrow(), parameters);
    }

    void enable() {
        system.client().services().enableAll(group);
    }

    void start() {
        system.client().groups().start(group);
    }

    /** The id of the processor of that name. */
    String processor(final String name) {
        return system.client().processors().find(group, name).orElseThrow();
    }

    /** Waits until nothing waits in the flow any more. */
    void awaitRest() {
        Await.until(
                TIMEOUT,
                () -> "nothing waits in the flow: " + system.client().connections().statuses(group),
                () -> system.client().queues().count(group) == 0);
    }
}
