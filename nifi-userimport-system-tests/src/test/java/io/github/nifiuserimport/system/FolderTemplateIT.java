// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Parameter;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.ProcessorStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The template as a person gets it: import, set the parameters, enable, start. */
@ExtendWith(SharedSystem.class)
class FolderTemplateIT {

    private static final String CONTEXT = "folder-user-import";

    @Test
    void needsNothingButItsParameters(final TestSystem system) {
        final NifiClient nifi = system.client();
        final Path inbox = system.newFolder("inbox of the template");
        assertThat(nifi.parameters().find(CONTEXT)).as("a clean NiFi").isEmpty();

        final String group = nifi.groups().upload(FolderFlow.TEMPLATE, "As it is", Position.ORIGIN);
        final String context = nifi.groups().parameterContext(group).orElseThrow();
        assertThat(nifi.parameters().find(CONTEXT)).contains(context);
        nifi.parameters()
                .set(
                        context,
                        List.of(
                                Parameter.of("inbox.directory", inbox.toString()),
                                Parameter.of("app.id", "template"),
                                Parameter.of("database.url", system.postgres().jdbcUrl()),
                                Parameter.of("database.user", system.postgres().user()),
                                Parameter.sensitive(
                                        "database.password", system.postgres().password())));
        nifi.services().enableAll(group);
        nifi.groups().start(group);

        assertThat(nifi.processors().statuses(group))
                .hasSize(9)
                .extracting(ProcessorStatus::runStatus)
                .containsOnly("Running");
        nifi.groups().stop(group);
        nifi.services().disableAll(group);
    }

    @Test
    void holdsNoPasswordAndNoMachinesPath() throws IOException {
        final JsonNode parameters =
                Database.json(Files.readString(FolderFlow.TEMPLATE))
                        .at("/parameterContexts/" + CONTEXT + "/parameters");

        for (final JsonNode parameter : parameters) {
            assertThat(parameter.path("description").asText()).isNotBlank();
            assertThat(parameter.path("sensitive").asBoolean())
                    .isEqualTo(parameter.path("name").asText().contains("password"));
            assertThat(parameter.path("value").asText())
                    .isEqualTo(
                            switch (parameter.path("name").asText()) {
                                case "inbox.directory" -> "/data/user-import/inbox";
                                case "app.id" -> "default";
                                case "database.url" -> "jdbc:postgresql://localhost:5432/users";
                                case "database.user" -> "importer";
                                default -> "";
                            });
        }
        assertThat(parameters).hasSize(5);
    }
}
