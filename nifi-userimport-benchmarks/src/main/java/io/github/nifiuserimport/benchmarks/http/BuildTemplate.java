// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.nifiuserimport.benchmarks.Build;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A template as it has to be for a build that is not alone in its NiFi: with that build's bundle,
 * its schema, and parameter contexts of its own, which NiFi knows by their names.
 */
final class BuildTemplate {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORE = "io.github.nifiuserimport.services.PostgreSQLUserStore";

    private final Build build;

    private BuildTemplate(final Build build) {
        this.build = build;
    }

    static byte[] of(final Path template, final Build build) throws IOException {
        final JsonNode flow = JSON.readTree(template.toFile());
        new BuildTemplate(build).adapt(flow);
        return JSON.writeValueAsBytes(flow);
    }

    private void adapt(final JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (build.bundle().artifact().equals(object.path("artifact").asText())) {
                object.put("version", build.bundle().version());
            }
            if (STORE.equals(object.path("type").asText())
                    && object.get("properties") instanceof ObjectNode properties) {
                properties.put("Schema", build.schema());
            }
            if (object.get("parameterContextName") instanceof TextNode name) {
                object.put("parameterContextName", build.label(name.asText()));
            }
            if (object.get("parameterContexts") instanceof ObjectNode contexts) {
                object.set("parameterContexts", renamed(contexts));
            }
        }
        node.forEach(this::adapt);
    }

    private ObjectNode renamed(final ObjectNode contexts) {
        final ObjectNode renamed = JSON.createObjectNode();
        contexts.properties()
                .forEach(
                        each -> {
                            final ObjectNode context = (ObjectNode) each.getValue();
                            context.put("name", build.label(each.getKey()));
                            if (context.get("inheritedParameterContexts")
                                    instanceof ArrayNode inherited) {
                                for (int i = 0; i < inherited.size(); i++) {
                                    inherited.set(
                                            i,
                                            new TextNode(build.label(inherited.get(i).asText())));
                                }
                            }
                            renamed.set(build.label(each.getKey()), context);
                        });
        return renamed;
    }
}
