// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Parameter contexts and their values. */
public final class ParameterContexts {

    private final Rest rest;

    ParameterContexts(final Rest rest) {
        this.rest = rest;
    }

    /** The id of the context of that name. */
    public Optional<String> find(final String name) {
        return Components.each(rest.get("/flow/parameter-contexts").path("parameterContexts"))
                .stream()
                .filter(context -> context.path("component").path("name").asText().equals(name))
                .map(context -> context.path("id").asText())
                .findFirst();
    }

    /** The values of a context's own parameters; those of sensitive ones are not to be had. */
    public Map<String, String> values(final String context) {
        final Map<String, String> values = new TreeMap<>();
        rest.get("/parameter-contexts/" + context)
                .path("component")
                .path("parameters")
                .forEach(
                        entity -> {
                            final JsonNode parameter = entity.path("parameter");
                            if (!parameter.path("sensitive").asBoolean()) {
                                values.put(
                                        parameter.path("name").asText(),
                                        parameter.path("value").asText(null));
                            }
                        });
        return values;
    }

    /**
     * Makes a context and returns its id.
     *
     * @param inherited the ids of those whose parameters it has beside its own
     */
    public String create(
            final String name,
            final String description,
            final List<Parameter> parameters,
            final List<String> inherited) {
        final ObjectNode entity = rest.newEntity();
        final ObjectNode component =
                entity.putObject("component").put("name", name).put("description", description);
        put(parameters, component);
        final ArrayNode references = component.putArray("inheritedParameterContexts");
        for (final String id : inherited) {
            references.addObject().put("id", id).putObject("component").put("id", id);
        }
        return rest.post("/parameter-contexts", entity).path("id").asText();
    }

    /**
     * Sets some of a context's parameters, and waits until the components that use them have
     * stopped and started again.
     */
    public void set(final String context, final List<Parameter> parameters) {
        final JsonNode present = rest.get("/parameter-contexts/" + context);
        final ObjectNode body = Rest.object().put("id", context);
        body.set("revision", present.get("revision"));
        final ObjectNode component = body.putObject("component").put("id", context);
        component.set("name", present.path("component").get("name"));
        component.set("description", present.path("component").get("description"));
        component.set(
                "inheritedParameterContexts",
                present.path("component").get("inheritedParameterContexts"));
        put(parameters, component);
        final JsonNode done =
                rest.asynchronous(
                        "/parameter-contexts/" + context + "/update-requests",
                        body,
                        "request",
                        "requestId",
                        "complete");
        final String failure = done.path("failureReason").asText(null);
        if (failure != null) {
            throw new RestException("NiFi did not take the parameters: " + failure);
        }
    }

    private static void put(final List<Parameter> parameters, final ObjectNode component) {
        final ArrayNode array = component.putArray("parameters");
        for (final Parameter parameter : parameters) {
            final ObjectNode node = array.addObject().putObject("parameter");
            node.put("name", parameter.name())
                    .put("sensitive", parameter.sensitive())
                    .put("value", parameter.value())
                    // Without a value NiFi would keep the present one.
                    .put("valueRemoved", parameter.value() == null);
            if (parameter.description() != null) {
                node.put("description", parameter.description());
            }
        }
    }
}
