// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import io.github.nifiuserimport.runtime.rest.ProcessorStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The template as a person gets it: import, set the parameters, enable, start. */
@ExtendWith(SharedSystem.class)
class FolderTemplateIT {

    private static final String CONTEXT = "folder-user-import";
    private static final String DATABASE = "userimport-database";

    @Test
    void needsNothingButTheFolderAndTheDatabase(final TestSystem system) {
        final NifiClient nifi = system.client();
        final Path inbox = system.newFolder("inbox of the template");

        final String group = imported(system, "As it is", inbox);
        setDatabase(system);
        run(nifi, group);

        assertThat(nifi.parameters().find(CONTEXT))
                .isEqualTo(nifi.groups().parameterContext(group));
        assertThat(nifi.processors().statuses(group))
                .hasSize(12)
                .extracting(ProcessorStatus::name, ProcessorStatus::runStatus)
                .contains(tuple("Show how imports go", "Disabled"))
                .filteredOn(status -> !status.toList().contains("Show how imports go"))
                .extracting(status -> status.toList().get(1))
                .containsOnly("Running");
        remove(nifi, group);
    }

    /** NiFi gives the second copy the parameter context of the first. */
    @Test
    void canBeImportedTwiceForTwoFolders(final TestSystem system) throws IOException {
        final NifiClient nifi = system.client();
        final Path north = system.newFolder("inbox of the north");
        final Path south = system.newFolder("inbox of the south");
        final String first = imported(system, "North", north);
        setDatabase(system);
        run(nifi, first);
        final String second = imported(system, "South", south);
        run(nifi, second);

        for (final Path inbox : List.of(north, south)) {
            final Path hidden = inbox.resolve(".users.csv");
            Files.writeString(hidden, "userId\n" + inbox.getFileName().hashCode() + "\n");
            Files.move(hidden, inbox.resolve("users.csv"));
        }

        for (final Path inbox : List.of(north, south)) {
            Await.until(
                    Duration.ofSeconds(60),
                    () -> "the file of " + inbox + " is done",
                    () -> !filesNamed(inbox.resolve("done"), "users.csv").isEmpty());
        }
        assertThat(filesNamed(north.resolve("done"), "users.csv")).hasSize(1);
        assertThat(filesNamed(south.resolve("done"), "users.csv")).hasSize(1);
        remove(nifi, first);
        remove(nifi, second);
    }

    private static List<Path> filesNamed(final Path folder, final String name) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().equals(name)).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the README tells a person to do it. */
    private static String imported(final TestSystem system, final String name, final Path inbox) {
        final NifiClient nifi = system.client();
        final String group = nifi.groups().upload(FolderFlow.TEMPLATE, name, Position.ORIGIN);
        nifi.processors()
                .configure(
                        nifi.processors().find(group, FolderFlow.TAKE).orElseThrow(),
                        new ProcessorConfig().property("Input Directory", inbox.toString()));
        return group;
    }

    /** Once for all copies. */
    private static void setDatabase(final TestSystem system) {
        final NifiClient nifi = system.client();
        nifi.parameters()
                .set(
                        nifi.parameters().find(DATABASE).orElseThrow(),
                        List.of(
                                Parameter.of("database.url", system.postgres().jdbcUrl()),
                                Parameter.of("database.user", system.postgres().user()),
                                Parameter.sensitive(
                                        "database.password", system.postgres().password())));
    }

    private static void run(final NifiClient nifi, final String group) {
        nifi.services().enableAll(group);
        nifi.groups().start(group);
    }

    private static void remove(final NifiClient nifi, final String group) {
        nifi.groups().stop(group);
        nifi.services().disableAll(group);
    }

    @Test
    void holdsNoPasswordAndNoMachinesPath() throws IOException {
        final JsonNode contexts =
                Database.json(Files.readString(FolderFlow.TEMPLATE)).path("parameterContexts");
        final Map<String, String> values = new TreeMap<>();
        for (final JsonNode context : contexts) {
            for (final JsonNode parameter : context.path("parameters")) {
                assertThat(parameter.path("description").asText()).isNotBlank();
                assertThat(parameter.path("sensitive").asBoolean())
                        .isEqualTo(parameter.path("name").asText().matches(".*(password|key)"));
                values.put(parameter.path("name").asText(), parameter.path("value").asText());
            }
        }

        assertThat(values)
                .isEqualTo(
                        Map.of(
                                "app.id", "default",
                                "database.url", "jdbc:postgresql://localhost:5432/users",
                                "database.user", "importer",
                                "database.password", "",
                                "status.port", "9091",
                                "status.key", ""));
        assertThat(contexts.at("/" + CONTEXT + "/inheritedParameterContexts"))
                .extracting(JsonNode::asText)
                .containsExactly(DATABASE);
    }
}
