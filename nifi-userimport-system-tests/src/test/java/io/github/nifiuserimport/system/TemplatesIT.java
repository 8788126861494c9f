// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.runtime.Installation;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.runtime.rest.Position;
import io.github.nifiuserimport.runtime.rest.RestException;
import io.github.nifiuserimport.text.Text;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every flow definition in {@code templates/}. */
@ExtendWith(SharedSystem.class)
class TemplatesIT {

    /** The properties of NiFi 2.3.0's components of which the NAR may not be here. */
    private static final Map<String, Set<String>> GCP =
            Map.of(
                    "org.apache.nifi.processors.gcp.storage.ListGCSBucket",
                    Set.of(
                            "GCP Credentials Provider Service",
                            "gcp-project-id",
                            "gcs-bucket",
                            "gcs-prefix",
                            "listing-strategy",
                            "et-state-cache",
                            "et-initial-listing-target",
                            "et-time-window",
                            "record-writer",
                            "gcs-use-generations",
                            "gcp-retry-count",
                            "storage-api-url",
                            "proxy-configuration-service"),
                    "org.apache.nifi.processors.gcp.storage.FetchGCSObject",
                    Set.of(
                            "GCP Credentials Provider Service",
                            "gcp-project-id",
                            "gcs-bucket",
                            "gcs-key",
                            "gcs-generation",
                            "gcs-server-side-encryption-key",
                            "gcs-object-range-start",
                            "gcs-object-range-length",
                            "gcp-retry-count",
                            "storage-api-url",
                            "proxy-configuration-service"),
                    "org.apache.nifi.processors.gcp.credentials.service"
                            + ".GCPCredentialsControllerService",
                    Set.of(
                            "application-default-credentials",
                            "compute-engine-credentials",
                            "service-account-json-file",
                            "service-account-json",
                            "proxy-configuration-service",
                            "Delegation Strategy",
                            "Delegation User"));

    static List<String> templates() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyPropertyIsOneThatItsComponentHas(final String template, final TestSystem system)
            throws IOException {
        final List<JsonNode> components = new ArrayList<>();
        for (final JsonNode group : groups(template)) {
            group.path("processors").forEach(components::add);
            group.path("controllerServices").forEach(components::add);
        }

        assertThat(components).isNotEmpty();
        for (final JsonNode component : components) {
            final Set<String> known = knownProperties(system.client(), component);
            component
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(
                            name -> {
                                if (!component
                                        .at("/propertyDescriptors/" + pointer(name) + "/dynamic")
                                        .asBoolean()) {
                                    assertThat(known)
                                            .as(component.path("name").asText())
                                            .contains(name);
                                }
                            });
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyParameterThatIsNamedIsThereAndTold(final String template) throws IOException {
        final String text = Files.readString(folder().resolve(template));
        final JsonNode definition = Database.json(text);
        final Set<String> there = new TreeSet<>();
        for (final JsonNode context : definition.path("parameterContexts")) {
            for (final JsonNode parameter : context.path("parameters")) {
                there.add(parameter.path("name").asText());
                assertThat(parameter.path("description").asText()).isNotBlank();
                if (parameter.path("sensitive").asBoolean()) {
                    assertThat(parameter.has("value")).isFalse();
                }
            }
        }
        final Set<String> named = new TreeSet<>();
        final var reference = Pattern.compile("#\\{([a-z.]+)}").matcher(text);
        while (reference.find()) {
            named.add(reference.group(1));
        }

        assertThat(named).isEqualTo(there);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void importsAsItIs(final String template, final TestSystem system) throws IOException {
        final NifiClient nifi = system.client();
        String text = Files.readString(folder().resolve(template));
        for (final var context : Database.json(text).path("parameterContexts").properties()) {
            // For other tests the NiFi is to be as it was.
            text =
                    text.replace(
                            "\"" + context.getKey() + "\"",
                            "\"only imported, " + context.getKey() + "\"");
        }

        final String group =
                nifi.groups()
                        .upload(text.getBytes(StandardCharsets.UTF_8), template, Position.ORIGIN);

        assertThat(nifi.processors().statuses(group)).isNotEmpty();
        assertThat(nifi.groups().parameterContext(group)).isPresent();
        nifi.groups().delete(group);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void noLineOfALabelIsLost(final String template) throws IOException {
        for (final JsonNode group : groups(template)) {
            for (final JsonNode label : group.path("labels")) {
                assertThat(label.path("label").asText().lines())
                        .as("NiFi does not show a line that begins with a space")
                        .noneMatch(line -> line.startsWith(" "));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void isLaidOutWithoutOverlaps(final String template) throws IOException {
        for (final JsonNode group : groups(template)) {
            final List<Rectangle2D> boxes = new ArrayList<>();
            group.path("processors").forEach(each -> boxes.add(box(each, 352, 128)));
            group.path("processGroups").forEach(each -> boxes.add(box(each, 384, 176)));
            group.path("inputPorts").forEach(each -> boxes.add(box(each, 240, 48)));
            group.path("outputPorts").forEach(each -> boxes.add(box(each, 240, 48)));
            group.path("labels")
                    .forEach(
                            each ->
                                    boxes.add(
                                            box(
                                                    each,
                                                    each.path("width").asDouble(),
                                                    each.path("height").asDouble())));

            assertThat(boxes).hasSizeGreaterThan(2);
            for (int i = 0; i < boxes.size(); i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(boxes.get(i).intersects(boxes.get(j)))
                            .as("%s over %s", boxes.get(i), boxes.get(j))
                            .isFalse();
                }
            }
        }
    }

    private static Set<String> knownProperties(final NifiClient nifi, final JsonNode component) {
        final String type = component.path("type").asText();
        if (GCP.containsKey(type) && !ExtraNars.haveGcp()) {
            return GCP.get(type);
        }
        final JsonNode bundle = component.path("bundle");
        final String kind =
                component.path("componentType").asText().equals("PROCESSOR")
                        ? "processor-definition"
                        : "controller-service-definition";
        final String path =
                Text.format(
                        "/flow/%s/%s/%s/%s/%s",
                        kind,
                        bundle.path("group").asText(),
                        bundle.path("artifact").asText(),
                        bundle.path("version").asText(),
                        type);
        try {
            final Set<String> names = new TreeSet<>();
            nifi.rest()
                    .get(path)
                    .path("propertyDescriptors")
                    .fieldNames()
                    .forEachRemaining(names::add);
            if (GCP.containsKey(type)) {
                assertThat(GCP.get(type)).as("what this test knows of " + type).isEqualTo(names);
            }
            return names;
        } catch (final RestException e) {
            throw new AssertionError("Not in this NiFi: " + bundle + " " + type, e);
        }
    }

    /** A definition's group and those inside it. */
    private static List<JsonNode> groups(final String template) throws IOException {
        final List<JsonNode> groups = new ArrayList<>();
        groups.add(
                Database.json(Files.readString(folder().resolve(template))).path("flowContents"));
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).path("processGroups").forEach(groups::add);
        }
        return groups;
    }

    private static String pointer(final String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Rectangle2D box(
            final JsonNode component, final double width, final double height) {
        return new Rectangle2D.Double(
                component.at("/position/x").asDouble(),
                component.at("/position/y").asDouble(),
                width,
                height);
    }

    private static Path folder() {
        return Installation.root().resolve("templates");
    }
}
