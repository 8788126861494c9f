// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * A flow definition as NiFi exports it, but the same for the same flow: a difference in the file is
 * one in the flow. NiFi makes up ids each time, and writes sets in any order.
 */
final class StableDefinition {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final List<String> COMPONENTS =
            List.of(
                    "processGroups",
                    "processors",
                    "inputPorts",
                    "outputPorts",
                    "connections",
                    "labels",
                    "funnels",
                    "controllerServices");

    private final Map<String, String> ids = new HashMap<>();

    private StableDefinition() {}

    /** The text of the file. */
    static String of(final byte[] exported) throws IOException {
        final JsonNode definition = MAPPER.readTree(exported);
        final StableDefinition stable = new StableDefinition();
        stable.group((ObjectNode) definition.path("flowContents"), "");
        for (final JsonNode context : definition.path("parameterContexts")) {
            sort(context.path("parameters"), each -> each.path("name").asText());
        }
        String text = MAPPER.writeValueAsString(definition);
        for (final Map.Entry<String, String> id : stable.ids.entrySet()) {
            text = text.replace(id.getKey(), id.getValue());
        }
        return text + "\n";
    }

    private void group(final ObjectNode group, final String parent) {
        final String path = parent + "/" + group.path("name").asText();
        replaceIds(group, path);
        for (final String kind : COMPONENTS) {
            final JsonNode components = group.path(kind);
            sort(components, StableDefinition::name);
            for (final JsonNode component : components) {
                sortKeys((ObjectNode) component, "properties");
                sortKeys((ObjectNode) component, "propertyDescriptors");
                sort(component.path("controllerServiceApis"), api -> api.path("type").asText());
                sort(component.path("selectedRelationships"), JsonNode::asText);
                sort(component.path("autoTerminatedRelationships"), JsonNode::asText);
                if (kind.equals("processGroups")) {
                    group((ObjectNode) component, path);
                } else {
                    replaceIds(component, path + "/" + kind + "/" + name(component));
                }
            }
        }
    }

    private void replaceIds(final JsonNode component, final String path) {
        replace(component.path("identifier").asText(), path);
        replace(component.path("instanceIdentifier").asText(), path + "/instance");
    }

    private void replace(final String id, final String path) {
        final String stable =
                UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)).toString();
        if (ids.containsValue(stable)) {
            throw new IllegalStateException("Give the two different names: " + path);
        }
        ids.put(id, stable);
    }

    /** What people call a component by. */
    private static String name(final JsonNode component) {
        return switch (component.path("componentType").asText()) {
            case "CONNECTION" ->
                    component.at("/source/name").asText()
                            + " "
                            + component.path("selectedRelationships")
                            + " "
                            + component.at("/destination/name").asText();
            case "LABEL" -> component.path("label").asText();
            case "FUNNEL" -> component.path("position").toString();
            default -> component.path("name").asText();
        };
    }

    /** Puts an array, where there is one, into the order of its members' names. */
    private static void sort(final JsonNode node, final Function<JsonNode, String> name) {
        if (node instanceof ArrayNode array) {
            final List<JsonNode> sorted = new ArrayList<>();
            array.forEach(sorted::add);
            sorted.sort(Comparator.comparing(name));
            array.removeAll().addAll(sorted);
        }
    }

    private static void sortKeys(final ObjectNode component, final String field) {
        if (component.get(field) instanceof ObjectNode unsorted) {
            final Map<String, JsonNode> sorted = new TreeMap<>();
            unsorted.properties().forEach(each -> sorted.put(each.getKey(), each.getValue()));
            unsorted.removeAll();
            unsorted.setAll(sorted);
        }
    }
}
