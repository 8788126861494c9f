// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.nifiuserimport.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What processors and controller services have in common in the REST API. */
final class Components {

    /** How the API shows the value of a sensitive property that is set. */
    private static final String MASK = "********";

    private Components() {}

    /** The members of an array; none when it is missing. */
    static List<JsonNode> each(final JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    static List<String> texts(final JsonNode array) {
        return each(array).stream().map(JsonNode::asText).toList();
    }

    static void putProperties(final ObjectNode into, final Map<String, String> properties) {
        final ObjectNode node = into.putObject("properties");
        properties.forEach(node::put);
    }

    /** A component's name and all that is wrong with it, as lines for people. */
    static String faults(final JsonNode entity) {
        final JsonNode component = entity.path("component");
        final List<String> lines = new ArrayList<>();
        lines.add(
                Text.format(
                        "  %s is %s, %s",
                        component.path("name").asText(),
                        component.path("state").asText(),
                        component.path("validationStatus").asText()));
        if (component.path("extensionMissing").asBoolean()) {
            lines.add("    its NAR is not in this NiFi: " + component.path("bundle"));
        }
        texts(component.path("validationErrors")).forEach(error -> lines.add("    " + error));
        each(entity.path("bulletins"))
                .forEach(
                        bulletin ->
                                lines.add(
                                        "    "
                                                + bulletin.path("bulletin")
                                                        .path("message")
                                                        .asText()));
        return String.join("\n", lines);
    }

    /**
     * Verifies a configuration, as the canvas' Verify button does.
     *
     * @param path of the component
     * @param current its properties as the API has them; those not shown stay as they are
     * @param changed properties to try other values of; a null takes one away
     */
    static List<VerificationResult> verify(
            final Rest rest,
            final String path,
            final String id,
            final JsonNode current,
            final Map<String, String> changed,
            final Map<String, String> attributes) {
        final ObjectNode body = Rest.object();
        final ObjectNode request = body.putObject("request").put("componentId", id);
        final ObjectNode properties = request.putObject("properties");
        current.properties().stream()
                .filter(entry -> !MASK.equals(entry.getValue().asText()))
                .forEach(entry -> properties.set(entry.getKey(), entry.getValue()));
        changed.forEach(properties::put);
        final ObjectNode attributeNode = request.putObject("attributes");
        attributes.forEach(attributeNode::put);
        final JsonNode done =
                rest.asynchronous(
                        path + "/config/verification-requests",
                        body,
                        "request",
                        "requestId",
                        "complete");
        return each(done.path("results")).stream()
                .map(
                        result ->
                                new VerificationResult(
                                        result.path("verificationStepName").asText(),
                                        result.path("outcome").asText(),
                                        result.path("explanation").asText()))
                .toList();
    }
}
